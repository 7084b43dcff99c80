//! Notes a contact that took place outside Hotwash.

use super::{Intended, Refusal, refuse};
use crate::model::record::record;
use crate::model::{
    Claim, Means, OrgId, Placed, Profile, SeatView, SimTime, Subject, Turned, Voice, World,
};

record! {
    /// Notes a contact that took place outside Hotwash.
    pub struct LogContact {
        /// With whom it was.
        pub with: OrgId,
        /// Who turned to whom.
        pub turned: Turned,
        /// By what means.
        pub means: Means,
        /// When it took place; none where it is just over.
        pub held: Option<SimTime>,
        /// Whether the other was reached.
        pub answered: bool,
        /// What it was about.
        pub about: Option<Subject>,
        /// What the other was told.
        pub claims: Vec<Claim>,
        /// What was said.
        pub text: String,
    }
}

impl Intended for LogContact {
    fn check(&self, by: OrgId, world: &World) -> Result<(), Refusal> {
        let plays = |org: OrgId| org.get::<Profile>(world).kind.plays();
        let known = self.with.at() < world.atlas.orgs.len() && self.with != by;
        if !known || !plays(self.with) {
            return refuse(
                "nobody who plays is named as the other side",
                "choose another organisation of this exercise",
            );
        }
        if !plays(by) {
            return refuse(
                "only a seat that plays notes its contacts",
                "say it to the seat that had the contact",
            );
        }
        if !self.answered && !self.claims.is_empty() {
            return refuse(
                "whoever was not reached was told nothing",
                "leave out what was passed on, or say that they were reached",
            );
        }
        let view = SeatView::new(world, by);
        for claim in &self.claims {
            let Some(known) = view.knows(claim.finding) else {
                return refuse(
                    "you cannot have passed on what you do not know",
                    "leave out what you have not learnt",
                );
            };
            if self.held.is_some_and(|held| held < known.since) {
                return refuse(
                    "you did not know that yet when you talked",
                    "put right when it was, or leave out what you learnt later",
                );
            }
        }
        Ok(())
    }

    fn in_time(&self, now: SimTime) -> Result<(), Refusal> {
        match self.held {
            Some(held) if held > now => refuse(
                "that lies ahead",
                "log a contact once it has taken place, by the clock of the exercise",
            ),
            _ => Ok(()),
        }
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let (about, carrying) = (voice.about(self.about), voice.carrying(&self.claims));
        let with = voice.org(self.with);
        format!(
            "log a contact outside with {with} by {}{about}{carrying}",
            self.means
        )
    }
}
