//! Somebody noted a contact that took place outside Hotwash.

use super::{Happening, Now};
use crate::model::record::record;
use crate::model::{
    Audience, Claim, Means, OrgId, Outside, OutsideId, Settled, SimTime, Subject, Turned, Voice,
    World,
};

record! {
    /// Somebody noted a contact that took place outside Hotwash. It counts once the other side
    /// confirms it.
    pub struct ContactLogged {
        /// Its number.
        pub contact: OutsideId,
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
    }
}

impl Happening for ContactLogged {
    fn audience(&self) -> Audience {
        Audience::Two(self.by, self.with)
    }

    fn apply(&self, now: Now, world: &mut World) {
        world.outsides.0.push(Outside {
            by: self.by,
            with: self.with,
            turned: self.turned,
            means: self.means,
            held: self.held,
            answered: self.answered,
            about: self.about,
            claims: self.claims.clone(),
            text: self.text.clone(),
            logged: now.at,
            settled: Settled::Not,
        });
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let (about, carrying) = (voice.about(self.about), voice.carrying(&self.claims));
        let (by, with) = (voice.org(self.by), voice.org(self.with));
        let (from, to) = match self.turned {
            Turned::Out => (by, with),
            Turned::In => (with, by),
        };
        let did = if self.answered {
            "reached"
        } else {
            "did not reach"
        };
        let (means, held) = (self.means.word().replace('_', " "), self.held);
        let said = if self.text.is_empty() { "" } else { ": " };
        format!(
            "{by} logs that {from} {did} {to} outside ({means}, {held}){about}{carrying}{said}{}",
            self.text
        )
    }
}
