//! Which terms of the model stand for each issue area: one row an area.

use super::Pact;
use crate::model::IssueArea;

/// An agency of an economy that acts on an agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Agency {
    Cert,
    Police,
    Ministry,
}

impl Agency {
    /// What its id ends with.
    pub(super) fn ending(self) -> &'static str {
        match self {
            Agency::Cert => "cert",
            Agency::Police => "police",
            Agency::Ministry => "ministry",
        }
    }
}

/// What stands for an issue area.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mechanism {
    pub area: IssueArea,
    /// The name of its column in a table.
    pub column: &'static str,
    /// Other names of that column: those of the dataset ICCD, and likely spellings.
    pub aliases: &'static [&'static str],
    /// Who acts on it; nobody where it has no mechanism.
    pub agency: Option<Agency>,
    /// What it gives.
    pub gives: &'static [&'static str],
    /// What is held once under an agreement that covers it: what its id ends with, and its title.
    pub meeting: Option<(&'static str, &'static str)>,
    /// What it costs each party, in analyst-hours a year. Assumed; as in `agreement-network`.
    pub hours: u32,
    /// How many of a hundred agreements that are drawn cover it. Assumed.
    pub drawn: u32,
}

/// The class of activity that is renounced where an agreement limits any.
pub(super) const RENOUNCED: &str = "Ddos";
/// What an agreement gives that gives nothing: what CERTs do for each other anyway.
pub(super) const NOTHING: &str = "Sharing(Known)";

const ANSWERS: &[&str] = &[
    "Channel(\"hotline\")",
    "ContactsKeptCurrent",
    "AnswerWithin(\"2h\")",
];

/// All issue areas, in order.
pub(super) const MECHANISMS: &[Mechanism] = &[
    Mechanism {
        area: IssueArea::Discussion,
        column: "Discussion",
        aliases: &[
            "Discussion and Dialogue",
            "Discussion/Dialogue",
            "Dialogue",
            "Talks",
        ],
        agency: Some(Agency::Cert),
        gives: &[],
        meeting: Some(("dialogue", "A day of dialogue")),
        hours: 30,
        drawn: 40,
    },
    Mechanism {
        area: IssueArea::Research,
        column: "Research",
        aliases: &["Research and Development", "R&D"],
        agency: None,
        gives: &[],
        meeting: None,
        hours: 60,
        drawn: 15,
    },
    Mechanism {
        area: IssueArea::ConfidenceBuilding,
        column: "Confidence Building",
        aliases: &[
            "Confidence Building Measures",
            "Confidence Building Measure",
            "CBM",
            "CBMs",
        ],
        agency: Some(Agency::Cert),
        gives: &["ContactsKeptCurrent", "Ladder([\"desk\", \"director\"])"],
        meeting: None,
        hours: 10,
        drawn: 15,
    },
    Mechanism {
        area: IssueArea::IncidentResponse,
        column: "Incident Response",
        aliases: &["Incident Responses", "Response", "IR"],
        agency: Some(Agency::Cert),
        gives: ANSWERS,
        meeting: None,
        hours: 40,
        drawn: 35,
    },
    Mechanism {
        area: IssueArea::Crime,
        column: "Crime",
        aliases: &["Cybercrime", "Cyber Crimes", "Crimes"],
        agency: Some(Agency::Police),
        gives: ANSWERS,
        meeting: None,
        hours: 60,
        drawn: 30,
    },
    Mechanism {
        area: IssueArea::CapacityBuilding,
        column: "Capacity Building",
        aliases: &["Capacity", "Capacity Building Measures"],
        agency: Some(Agency::Cert),
        gives: &["Training(Triage, 1.1)"],
        meeting: Some(("course", "A course")),
        hours: 60,
        drawn: 25,
    },
    Mechanism {
        area: IssueArea::ActivityLimiting,
        column: "Activity Limiting",
        aliases: &["Activity Limitation", "Limiting Activity", "Limits"],
        agency: Some(Agency::Ministry),
        gives: &["Renounces(Ddos)"],
        meeting: None,
        hours: 20,
        drawn: 5,
    },
    Mechanism {
        area: IssueArea::Defence,
        column: "Defence",
        aliases: &["Defense", "Cyber Defence", "Cyber Defense"],
        agency: Some(Agency::Ministry),
        gives: &["Channel(\"secure-net\")", "Sharing(Inner)"],
        meeting: None,
        hours: 200,
        drawn: 15,
    },
    Mechanism {
        area: IssueArea::Terrorism,
        column: "Terrorism",
        aliases: &["Cyber Terrorism", "Counterterrorism", "Terror"],
        agency: Some(Agency::Police),
        gives: ANSWERS,
        meeting: None,
        hours: 20,
        drawn: 10,
    },
];

/// The mechanisms of an agreement's areas.
pub(super) fn of(pact: &Pact) -> impl Iterator<Item = &'static Mechanism> + Clone + use<'_> {
    let covers = |one: &&Mechanism| pact.areas.contains(&one.area);
    MECHANISMS.iter().filter(covers)
}

/// Who acts on an agreement in each economy. What concerns nobody is left to the CERTs.
pub(super) fn agencies(pact: &Pact) -> Vec<Agency> {
    let mut found: Vec<Agency> = of(pact).filter_map(|one| one.agency).collect();
    found.sort_unstable();
    found.dedup();
    if found.is_empty() {
        found.push(Agency::Cert);
    }
    found
}

/// What an agreement gives, each term once.
pub(super) fn terms(pact: &Pact) -> Vec<&'static str> {
    let mut terms = Vec::new();
    for term in of(pact).flat_map(|one| one.gives) {
        if !terms.contains(term) {
            terms.push(*term);
        }
    }
    let meets = of(pact).any(|one| one.meeting.is_some());
    if terms.is_empty() && !meets {
        terms.push(NOTHING);
    }
    terms
}

/// What an agreement costs each party, in analyst-hours a year, where nobody says: the sum over
/// its areas.
pub(super) fn hours(pact: &Pact) -> u32 {
    of(pact).map(|one| one.hours).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::AgreementState;

    #[test]
    fn every_area_has_its_row_and_what_it_gives_is_given_once() {
        let areas: Vec<IssueArea> = MECHANISMS.iter().map(|one| one.area).collect();
        assert_eq!(areas, IssueArea::ALL);
        use Agency::{Cert, Ministry, Police};
        use IssueArea::{Crime, Defence, Discussion, IncidentResponse, Research, Terrorism};
        let hotline = ANSWERS;
        let net: &[&str] = &["Channel(\"secure-net\")", "Sharing(Inner)"];
        let both = [hotline, net].concat();
        for (areas, agencies, terms, hours) in [
            (&[][..], &[Cert][..], &[NOTHING][..], 0),
            (&[Research], &[Cert], &[NOTHING], 60),
            (&[Discussion], &[Cert], &[], 30),
            (&[Research, Defence], &[Ministry], net, 260),
            (&[IncidentResponse, Crime], &[Cert, Police], hotline, 100),
            (&[Crime, Terrorism], &[Police], hotline, 80),
            (&[Crime, Defence], &[Police, Ministry], &both, 260),
        ] {
            let pact = Pact {
                title: String::new(),
                date: None,
                parties: vec![0, 1],
                areas: areas.to_vec(),
                state: AgreementState::Operational,
                effort_milli_hours: None,
            };
            let found = (
                self::agencies(&pact),
                self::terms(&pact),
                self::hours(&pact),
            );
            let expected = (agencies.to_vec(), terms.to_vec(), hours);
            assert_eq!(found, expected, "{areas:?}");
        }
    }
}
