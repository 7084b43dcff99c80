//! An evaluator confirms that a message tells, in its writer's own words, what its writer knows.

use super::{Intended, Refusal, excon_only, refuse, signed};
use crate::model::record::record;
use crate::model::{FindingId, MessageId, OrgId, Part, Placed, Profile, SeatView, Voice, World};

record! {
    /// An evaluator confirms that a message tells, in its writer's own words, what its writer
    /// knows.
    pub struct ConfirmMention {
        /// The message.
        pub message: MessageId,
        /// What it tells.
        pub finding: FindingId,
        /// How much of it.
        pub part: Part,
        /// Who confirms it.
        pub evaluator: String,
    }
}

impl Intended for ConfirmMention {
    fn check(&self, by: OrgId, world: &World) -> Result<(), Refusal> {
        excon_only(by, world)?;
        signed(&self.evaluator)?;
        let written = world.messages.0.get(self.message.at());
        let written = written.filter(|message| {
            let letter = &message.letter;
            let plays = |org: OrgId| org.get::<Profile>(world).kind.plays();
            let own_words = letter.inject.is_none() && !letter.text.trim().is_empty();
            own_words && plays(letter.from) && plays(letter.to)
        });
        let Some(message) = written else {
            return refuse(
                "no participant wrote another such a message in words of their own",
                "choose a message that has a text",
            );
        };
        let letter = &message.letter;
        let told = letter.claims.iter();
        let told = told.filter(|claim| claim.finding == self.finding);
        if told.map(|claim| claim.part).max() >= Some(self.part) {
            return refuse(
                "the message tells as much already",
                "nothing is left to confirm",
            );
        }
        let known = SeatView::new(world, letter.from).knows(self.finding);
        let then = known.filter(|known| known.since <= message.composed_at);
        match then.filter(|known| known.claim.part >= self.part) {
            Some(_) => Ok(()),
            None => refuse(
                "whoever wrote it did not know as much then",
                "confirm a part of it, or note what was said as an observation",
            ),
        }
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let (finding, message) = (voice.finding(self.finding), voice.message(self.message));
        format!("confirm that {message} tells of {finding} ({})", self.part)
    }
}
