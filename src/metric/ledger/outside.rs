//! Contacts outside Hotwash that somebody noted. They count once the other side has confirmed
//! them, from the moment at which they took place.

use super::sharing::{Breach, Passing};
use super::{Desk, Mark, Sharing};
use crate::fact::ContactLogged;
use crate::model::{Claim, OrgId, OutsideId, SimTime, Subject, Turned};

/// What was passed on, and where that broke a rule.
pub(super) type Judged = Vec<(Passing, Option<Breach>)>;

/// One contact outside.
#[derive(Clone, Debug)]
pub struct Contact {
    /// Who turned to somebody.
    pub from: OrgId,
    /// To whom.
    pub to: OrgId,
    /// Who noted it, and told the other what was told.
    pub by: OrgId,
    /// With whom it was, from there.
    pub with: OrgId,
    /// When it took place.
    pub held: SimTime,
    /// When it was noted.
    pub logged: Mark,
    /// When it was confirmed; none where it was not.
    pub confirmed: Mark,
    /// Whether the other was reached.
    pub answered: bool,
    /// What the other was told.
    pub claims: Vec<Claim>,
    about: Option<Subject>,
    judged: Judged,
}

impl Contact {
    /// The moment at which it took place, shown by the entry that confirmed it.
    #[must_use]
    pub fn took_place(&self) -> Mark {
        Mark {
            at: self.held,
            seq: self.confirmed.seq,
        }
    }

    /// That moment, shown by another entry, which followed from it.
    pub(super) fn at(&self, entry: Mark) -> Mark {
        Mark {
            at: self.held,
            seq: entry.seq,
        }
    }

    /// Whether the other was told that it is a victim.
    pub(super) fn tells_victim(&self, points_at: impl Fn(&Claim) -> Option<Subject>) -> bool {
        let itself = Some(Subject::Victim(self.with));
        let says = self.answered && self.about == itself;
        says || self.claims.iter().any(|claim| points_at(claim) == itself)
    }
}

/// All of them.
#[derive(Clone, Debug, Default)]
pub struct Outsides {
    all: Vec<Contact>,
    last: Option<usize>,
}

impl Outsides {
    /// All that were confirmed, in the order in which they were noted.
    pub fn confirmed(&self) -> impl Iterator<Item = &Contact> {
        self.all.iter().filter(|one| one.confirmed.is_set())
    }

    /// The one that was confirmed last: what is learnt outside is learnt right after.
    #[must_use]
    pub fn last(&self) -> Option<&Contact> {
        self.all.get(self.last?)
    }

    /// Somebody noted one. What was passed on is judged by what they knew then.
    pub fn noted(
        &mut self,
        fact: &ContactLogged,
        now: Mark,
        sharing: &Sharing<'_>,
        desk: &Desk<'_, '_>,
    ) {
        if fact.contact.at() != self.all.len() {
            return;
        }
        let (from, to) = match fact.turned {
            Turned::Out => (fact.by, fact.with),
            Turned::In => (fact.with, fact.by),
        };
        let asked = fact.turned == Turned::In;
        let sent = Mark {
            at: fact.held,
            seq: now.seq,
        };
        let claims = fact.claims.iter();
        let judged =
            claims.map(|claim| sharing.outside(fact.by, fact.with, claim, asked, sent, desk));
        self.all.push(Contact {
            from,
            to,
            by: fact.by,
            with: fact.with,
            held: fact.held,
            logged: now,
            confirmed: Mark::NONE,
            answered: fact.answered,
            claims: fact.claims.clone(),
            about: fact.about,
            judged: judged.collect(),
        });
    }

    /// One was confirmed; gives what was passed on by it.
    pub(super) fn confirm(&mut self, contact: OutsideId, now: Mark) -> Option<(&Contact, Judged)> {
        let one = self.all.get_mut(contact.at())?;
        one.confirmed.first(now);
        self.last = Some(contact.at());
        let judged = std::mem::take(&mut one.judged);
        Some((one, judged))
    }
}
