//! Agreements and what their terms give. Terms that give nothing do nothing.

use crate::model::{
    AgreementState, ChannelId, EconomyId, FieldSet, IssueArea, OrgId, Span, ThreatClass, Tier, Work,
};
use serde::{Deserialize, Serialize};

/// An instrument between two or more parties.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agreement {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The agencies it names, sorted.
    pub parties: Vec<OrgId>,
    /// The economies that sign it, sorted; those of its parties where nothing else is said.
    pub between: Vec<EconomyId>,
    /// Its issue areas.
    pub areas: Vec<IssueArea>,
    /// Where it stands at STARTEX.
    pub state: AgreementState,
    /// What its terms give.
    pub gives: Vec<Term>,
    /// What it costs each party, in thousandths of an analyst-hour a year.
    pub effort_milli_hours: u32,
}

/// One term.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Term {
    /// Opens a channel among the parties.
    Channel(ChannelId),
    /// Keeps the parties' directory entries for each other current.
    ContactsKeptCurrent,
    /// Requests are to be answered within this time.
    AnswerWithin(Span),
    /// Requests use a form with these fields.
    Form(FieldSet),
    /// Who is brought in, step by step, when an answer is late.
    Ladder(Vec<String>),
    /// How far the parties trust each other.
    Sharing(Tier),
    /// A person of each party sits with the others, and says what a message is about: what comes
    /// from a party needs no triage. All other work on it takes as long as ever.
    Liaison,
    /// What the parties write to each other needs no political clearance, whoever clears what
    /// they write to others.
    Insulated,
    /// The parties know what each other's words mean: a request about what its recipient does not
    /// count as an incident is clarified rather than turned down.
    SharedTerms,
    /// The parties were trained for a kind of work, and do it faster by a factor in thousandths.
    Training(Work, u32),
    /// The economies that sign renounce a class of activity. What becomes of it is up to the
    /// groups that they sponsor: see [`Heeds`](crate::exercise::Heeds).
    Renounces(ThreatClass),
}

impl Agreement {
    /// Whether two organisations are both parties.
    #[must_use]
    pub fn joins(&self, one: OrgId, other: OrgId) -> bool {
        self.parties.binary_search(&one).is_ok() && self.parties.binary_search(&other).is_ok()
    }

    /// Whether each party renounces this class of activity.
    #[must_use]
    pub fn renounces(&self, class: ThreatClass) -> bool {
        self.gives.contains(&Term::Renounces(class))
    }

    /// The sharing tier its terms give while it is operational.
    #[must_use]
    pub fn tier(&self) -> Option<Tier> {
        self.gives.iter().find_map(|term| match term {
            Term::Sharing(tier) => Some(*tier),
            _ => None,
        })
    }
}
