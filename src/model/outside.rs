//! Contacts outside: calls, mails and meetings that took place beside Hotwash, as somebody noted
//! them down afterwards.

use super::word::words;
use super::{Claim, OrgId, OutsideId, SimTime, Subject};

words! {
    /// By what means people talk to each other outside.
    pub enum Means {
        /// By telephone.
        Phone = "phone",
        /// By e-mail or letter.
        Mail = "mail",
        /// Face to face.
        InPerson = "in_person",
        /// By chat.
        Chat = "chat",
    }
}

words! {
    /// Who turned to whom.
    pub enum Turned {
        /// Whoever notes it turned to the other.
        Out = "out",
        /// The other turned to whoever notes it.
        In = "in",
    }
}

words! {
    /// What the other side says of a contact that somebody noted.
    pub enum Settled {
        /// Nothing yet.
        Not = "not",
        /// It was so.
        Confirmed = "confirmed",
        /// It was not so.
        Denied = "denied",
    }
}

/// One contact outside, as it was noted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outside {
    /// Who noted it.
    pub by: OrgId,
    /// With whom it was.
    pub with: OrgId,
    /// Who turned to whom.
    pub turned: Turned,
    /// By what means.
    pub means: Means,
    /// When it took place.
    pub held: SimTime,
    /// Whether the other was reached.
    pub answered: bool,
    /// What it was about.
    pub about: Option<Subject>,
    /// What whoever noted it told the other.
    pub claims: Vec<Claim>,
    /// What was said.
    pub text: String,
    /// When it was noted.
    pub logged: SimTime,
    /// What the other side says of it.
    pub settled: Settled,
}

/// All contacts outside, in the order in which they were noted.
#[derive(Clone, Debug, Default)]
pub struct Outsides(pub Vec<Outside>);

impl Outsides {
    /// The number that the next contact gets.
    #[must_use]
    pub fn next(&self) -> OutsideId {
        OutsideId::nth(self.0.len())
    }

    /// One contact; none where nobody noted it.
    #[must_use]
    pub fn get(&self, id: OutsideId) -> Option<&Outside> {
        self.0.get(id.at())
    }

    /// Says what the other side says of it.
    pub fn settle(&mut self, id: OutsideId, settled: Settled) {
        if let Some(one) = self.0.get_mut(id.at()) {
            one.settled = settled;
        }
    }
}
