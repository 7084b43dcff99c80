//! Sends a message.

use super::{Intended, Refusal, refuse};
use crate::model::record::record;
use crate::model::{Letter, OrgId, OrgKind, Placed, Profile, SeatState, SeatView, Voice, World};

record! {
    /// Sends a message.
    pub struct Send {
        /// What it says and to whom; `from` must be the actor.
        pub letter: Box<Letter>,
    }
}

impl Intended for Send {
    fn check(&self, by: OrgId, world: &World) -> Result<(), Refusal> {
        let letter = &self.letter;
        if letter.from != by {
            return refuse(
                "a seat writes in its own name only",
                "put your own organisation as sender",
            );
        }
        let known = world.atlas.orgs.len();
        if letter.to.at() >= known || letter.to == by {
            return refuse(
                "the recipient cannot be written to",
                "choose another organisation",
            );
        }
        let kind = letter.to.get::<Profile>(world).kind;
        // People may turn to EXCON at any time; a playbook answers it.
        let people = SeatView::new(world, by).played_by() != SeatState::Simulated;
        let to_excon = kind == OrgKind::Excon && (people || letter.reply_to.is_some());
        if !kind.plays() && !to_excon {
            return refuse(
                "that organisation takes no messages",
                "write to an organisation that plays",
            );
        }
        let view = SeatView::new(world, by);
        // What EXCON says is so, as far as play goes.
        let invents = by.get::<Profile>(world).kind == OrgKind::Excon;
        if !invents
            && letter
                .claims
                .iter()
                .any(|claim| view.knows(claim.finding).is_none())
        {
            return refuse(
                "you cannot share what you do not know",
                "leave out what you have not learnt",
            );
        }
        if !invents
            && letter
                .artefacts
                .iter()
                .any(|artefact| view.artefact(*artefact).is_none())
        {
            return refuse(
                "you cannot attach what you do not hold",
                "leave the attachment out",
            );
        }
        if let Some(message) = letter.reply_to {
            let Some(message) = view.message(message) else {
                return refuse(
                    "you have not read the message you reply to",
                    "open it first",
                );
            };
            if message.letter.to != by {
                return refuse(
                    "nobody answers a message of their own",
                    "write another message, or wait for the answer",
                );
            }
        }
        Ok(())
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        let letter = &self.letter;
        let (to, by) = (voice.org(letter.to), voice.channel(letter.channel));
        let about = voice.about(letter.about);
        let carrying = voice.carrying(&letter.claims);
        let reply = letter
            .reply_to
            .map(|to| format!(" in reply to {}", voice.message(to)));
        let reply = reply.unwrap_or_default();
        format!(
            "send {to} a message ({}){about}{carrying}{reply} by {by}",
            letter.kind
        )
    }
}
