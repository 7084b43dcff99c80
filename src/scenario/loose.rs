//! Words as spreadsheets have them: in any case, with blanks, in the plural, by another name.

use super::table;
use crate::model::OrgKind;

/// Other names of kinds of organisations, without case and blanks.
const KINDS: &[(&str, OrgKind)] = &[
    ("cert", OrgKind::NationalCert),
    ("csirt", OrgKind::NationalCert),
    ("nationalcsirt", OrgKind::NationalCert),
    ("governmentcert", OrgKind::NationalCert),
    ("governmentcsirt", OrgKind::NationalCert),
    ("regionalorganisation", OrgKind::RegionalBody),
    ("regionalorganization", OrgKind::RegionalBody),
    ("regionalsecretariat", OrgKind::RegionalBody),
    ("policeunit", OrgKind::Police),
    ("policeforce", OrgKind::Police),
    ("lawenforcement", OrgKind::Police),
    ("lawenforcementagency", OrgKind::Police),
    ("government", OrgKind::Ministry),
    ("governmentministry", OrgKind::Ministry),
    ("business", OrgKind::Company),
    ("enterprise", OrgKind::Company),
    ("firm", OrgKind::Company),
    ("privatecompany", OrgKind::Company),
    ("hosting", OrgKind::HostingProvider),
    ("hoster", OrgKind::HostingProvider),
    ("hostingcompany", OrgKind::HostingProvider),
    ("webhost", OrgKind::HostingProvider),
    ("softwarevendor", OrgKind::Vendor),
    ("securityvendor", OrgKind::Vendor),
    ("onlineplatform", OrgKind::Platform),
    ("socialmedia", OrgKind::Platform),
    ("press", OrgKind::Media),
    ("newsroom", OrgKind::Media),
    ("newspaper", OrgKind::Media),
    ("threatactor", OrgKind::ThreatGroup),
    ("attacker", OrgKind::ThreatGroup),
    ("exercisecontrol", OrgKind::Excon),
];

/// The kind of organisation that is meant, when there is no doubt.
pub(super) fn kind(written: &str) -> Option<OrgKind> {
    let plain = table::plain(written);
    let one = plain
        .strip_suffix("ies")
        .map(|stem| format!("{stem}y"))
        .or_else(|| plain.strip_suffix('s').map(str::to_owned));
    let named = |plain: &str| {
        let own = OrgKind::ALL
            .iter()
            .find(|kind| table::plain(&format!("{kind:?}")) == plain);
        let other = || KINDS.iter().find(|(name, _)| *name == plain);
        own.copied().or_else(|| other().map(|(_, kind)| *kind))
    };
    named(&plain).or_else(|| named(&one?))
}

#[cfg(test)]
mod tests {
    use super::super::shelf::MemoryShelf;
    use super::super::tests::{scenario, shown};
    use super::super::{Loaded, load};

    fn roster(kind: &str) -> Loaded {
        let main = scenario("include: [\"teams.csv\"],");
        let table = format!("Id,Kind,Economy\nfirst,National CERT,BE\nteam,{kind},BE\n");
        load(
            "main.ron",
            &MemoryShelf::new(&[("main.ron", &main), ("teams.csv", &table)]),
        )
    }

    #[test]
    fn a_kind_keeps_its_defaults_however_it_is_spelt() {
        for (written, kind) in [
            ("Police", "Police"),
            ("police", "Police"),
            (" police ", "Police"),
            ("POLICE UNIT", "Police"),
            ("Police-unit", "Police"),
            ("Police units", "Police"),
            ("Law enforcement", "Police"),
            ("cert", "NationalCert"),
            (" CERT ", "NationalCert"),
            ("National CERT", "NationalCert"),
            ("national_cert", "NationalCert"),
            ("National CSIRT", "NationalCert"),
            ("hosting provider", "HostingProvider"),
            ("\"Hosting Provider\"", "HostingProvider"),
            ("Regional body", "RegionalBody"),
            ("companies", "Company"),
            ("Ministry", "Ministry"),
            ("Ministries", "Ministry"),
            ("vendor", "Vendor"),
            ("Platforms", "Platform"),
            ("Press", "Media"),
            ("media", "Media"),
        ] {
            let loose = roster(written);
            assert_eq!(shown(&loose), Vec::<String>::new(), "{written}");
            let (loose, exact) = (loose.exercise.unwrap(), roster(kind).exercise.unwrap());
            assert_eq!(loose, exact, "{written}");
            let team = &loose.organisations[2];
            assert_eq!(format!("{:?}", team.kind), kind);
            assert!(!team.reached_by.is_empty(), "{written}");
            assert!(!loose.playbooks[team.playbook.at()].rules.is_empty());
        }
    }

    #[test]
    fn what_is_no_kind_is_an_error_of_its_row() {
        for (written, meant) in [
            ("Polcie", Some("did you mean `Police`?")),
            ("Police dept", Some("did you mean `Police`?")),
            ("Natoinal CERT", Some("did you mean `NationalCert`?")),
            ("hosting providr", Some("did you mean `HostingProvider`?")),
            ("Bakery", None),
            ("*", None),
        ] {
            let loaded = roster(written);
            let name = written;
            let expected = format!("HW0108 teams.csv:3:6 `{name}` is not one of the choices");
            assert_eq!(shown(&loaded), [expected], "{written}");
            assert_eq!(loaded.problems[0].help.as_deref(), meant, "{written}");
            assert!(loaded.exercise.is_none());
        }
    }
}
