//! For whom a report is written.

use crate::model::{Named, Names, OrgId, Tlp};

/// For whom a report is written, and so what it may show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edition {
    /// The controllers and evaluators: everything.
    Excon,
    /// One team: its own evidence and tasks, the others without their names.
    Team(OrgId),
    /// The public: aggregates, and organisations by kind alone.
    Public,
}

impl Edition {
    /// The edition that `excon`, `team:ID` or `public` stands for.
    #[must_use]
    pub fn from_text(text: &str, names: &Names) -> Option<Edition> {
        match (text, text.strip_prefix("team:")) {
            ("excon", _) => Some(Edition::Excon),
            ("public", _) => Some(Edition::Public),
            (_, Some(id)) => OrgId::find(id, names).map(Edition::Team),
            _ => None,
        }
    }

    /// `excon`, `team:ID` or `public`.
    #[must_use]
    pub fn text(self, names: &Names) -> String {
        match self {
            Edition::Excon => "excon".to_owned(),
            Edition::Team(org) => format!("team:{}", org.text(names)),
            Edition::Public => "public".to_owned(),
        }
    }

    /// The label it bears, given that of the EXCON edition: a team's is at least TLP:AMBER.
    #[must_use]
    pub fn tlp(self, excon: Tlp) -> Tlp {
        match self {
            Edition::Excon => excon,
            Edition::Team(_) => excon.max(Tlp::Amber),
            Edition::Public => Tlp::Clear,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn editions_are_named_and_labelled() {
        let names = Names {
            orgs: vec!["acert".to_owned(), "bcert".to_owned()],
            ..Names::default()
        };
        for (text, edition, tlp) in [
            ("excon", Some(Edition::Excon), Tlp::Green),
            ("team:bcert", Some(Edition::Team(OrgId(1))), Tlp::Amber),
            ("public", Some(Edition::Public), Tlp::Clear),
            ("team:nobody", None, Tlp::Clear),
            ("bcert", None, Tlp::Clear),
        ] {
            let found = Edition::from_text(text, &names);
            assert_eq!(found, edition, "{text}");
            if let Some(edition) = found {
                assert_eq!(edition.text(&names), text);
                assert_eq!(edition.tlp(Tlp::Green), tlp, "{text}");
            }
        }
        assert_eq!(Edition::Team(OrgId(0)).tlp(Tlp::Red), Tlp::Red);
    }
}
