//! What organisations are called in an edition, and what takes their names out of texts.

use super::{Edition, Subject, line};
use crate::journal::{self, Hidden, SeatEdition};
use crate::model::{Mask, OrgKind};

/// What each organisation is called in an edition: for a team what its redacted journal calls it.
#[must_use]
pub fn aliases(what: &Subject<'_>, team: Option<&SeatEdition>, edition: Edition) -> Vec<String> {
    let all = what.exercise.organisations.iter();
    match (edition, team) {
        (Edition::Public, _) => all.map(|org| kind(org.kind).into()).collect(),
        (_, Some(team)) => team.orgs.iter().map(|name| line::plain(name)).collect(),
        (_, None) => all.map(|org| line::plain(&org.id)).collect(),
    }
}

/// What an alias is called where an id is wanted: `organisation 1` is `org-1`. An organisation that
/// keeps its id keeps it here.
#[must_use]
pub fn slug(alias: &str, own: &str) -> String {
    let parts = [
        ("organisation ", "org"),
        ("threat group ", "group"),
        ("EXCON", "excon"),
    ];
    let found = parts.iter().find_map(|(word, short)| {
        let rest = alias.strip_prefix(word)?.to_lowercase();
        let sign = if rest.is_empty() { "" } else { "-" };
        Some(format!("{short}{sign}{rest}"))
    });
    match found {
        // Nobody's pseudonym may read as the id of the one whose edition it is.
        Some(slug) if slug == own => format!("other-{slug}"),
        Some(slug) => slug,
        None => alias.to_owned(),
    }
}

/// A kind of organisation in words.
#[must_use]
pub fn kind(kind: OrgKind) -> &'static str {
    match kind {
        OrgKind::NationalCert => "national CERT",
        OrgKind::RegionalBody => "regional body",
        OrgKind::Police => "police unit",
        OrgKind::Ministry => "ministry",
        OrgKind::Company => "company",
        OrgKind::HostingProvider => "hosting provider",
        OrgKind::Vendor => "vendor",
        OrgKind::Platform => "platform",
        OrgKind::Media => "newsroom",
        OrgKind::ThreatGroup => "threat group",
        OrgKind::Excon => "EXCON",
    }
}

/// Several organisations of a kind in words.
#[must_use]
pub fn kinds(kind: OrgKind) -> &'static str {
    match kind {
        OrgKind::NationalCert => "national CERTs",
        OrgKind::RegionalBody => "regional bodies",
        OrgKind::Police => "police units",
        OrgKind::Ministry => "ministries",
        OrgKind::Company => "companies",
        OrgKind::HostingProvider => "hosting providers",
        OrgKind::Vendor => "vendors",
        OrgKind::Platform => "platforms",
        OrgKind::Media => "newsrooms",
        OrgKind::ThreatGroup => "threat groups",
        OrgKind::Excon => "EXCON",
    }
}

/// What takes all names out of texts.
#[must_use]
pub fn mask(what: &Subject<'_>) -> Mask {
    journal::mask(what.exercise, |hidden| {
        let alias = match hidden {
            Hidden::Org(id) => match what.exercise.org(id).kind {
                OrgKind::Excon => kind(OrgKind::Excon).to_owned(),
                other => format!("a {}", kind(other)),
            },
            Hidden::Economy(_) => "an economy".to_owned(),
            Hidden::Agreement(_) => "an agreement".to_owned(),
            Hidden::Gathering(_) => "a gathering".to_owned(),
            Hidden::Operation(_) => "an operation".to_owned(),
        };
        Some(alias)
    })
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{BCERT, small};
    use super::*;
    use crate::fact::Fact;
    use crate::journal::{For, Head, Header, Recorded, redact};
    use crate::report::lens::Lens;

    #[test]
    fn a_pseudonym_makes_an_id() {
        for (alias, own, expected) in [
            ("organisation 1", "jp-cert", "org-1"),
            ("organisation 12", "jp-cert", "org-12"),
            ("organisation 1", "org-1", "other-org-1"),
            ("threat group 2", "jp-cert", "group-2"),
            ("EXCON", "jp-cert", "excon"),
        ] {
            assert_eq!(slug(alias, own), expected);
        }
    }

    #[test]
    fn a_team_reads_the_same_names_in_its_report_and_in_its_journal() {
        let fixture = small();
        let lens = Lens::new(fixture.subject(), Edition::Team(BCERT));
        let recorded = Recorded {
            header: Header::new(&fixture.exercise, 1, "1.0"),
            exercise: fixture.exercise.clone(),
            entries: fixture.entries.clone(),
            head: Head::START,
        };
        let edition = redact(&recorded, For::Seat(BCERT));
        let edition = String::from_utf8(edition).expect("UTF-8");
        let mut opened = 0;
        for (entry, fact) in lens.facts() {
            let told = lens.sentence(entry.seq).expect("it is shown");
            let json = serde_json::to_string(&told).expect("a text");
            assert!(edition.contains(&json), "{told} is not in {edition}");
            if let Fact::MessageOpened(fact) = fact {
                opened += 1;
                assert!(
                    told.contains(&format!("from {}", lens.org(fact.from))),
                    "{told}"
                );
                assert!(lens.org(fact.from).starts_with("organisation "));
            }
        }
        assert!(opened > 0);
    }

    #[test]
    fn the_public_reads_kinds_in_place_of_names() {
        let fixture = small();
        let lens = Lens::new(fixture.subject(), Edition::Public);
        for (text, told) in [
            ("Warn Kita Bank in Japan", "Warn a company in an economy"),
            ("Ask EXCON", "Ask EXCON"),
            ("mail.kita.example", "[withheld: names a company]"),
        ] {
            assert_eq!(lens.says(text), told);
        }
    }
}
