//! Publishes a statement or an advisory.

use super::{Intended, Refusal, refuse};
use crate::model::record::record;
use crate::model::{Claim, Mandate, OrgId, Placed, Profile, SeatView, Voice, World};

record! {
    /// Publishes a statement or an advisory.
    pub struct Publish {
        /// What it asserts.
        pub claims: Vec<Claim>,
        /// What it says.
        pub text: String,
    }
}

impl Intended for Publish {
    fn check(&self, by: OrgId, world: &World) -> Result<(), Refusal> {
        let view = SeatView::new(world, by);
        if self
            .claims
            .iter()
            .any(|claim| view.knows(claim.finding).is_none())
        {
            return refuse("you cannot publish what you do not know", "leave it out");
        }
        if !by
            .get::<Profile>(world)
            .mandates
            .contains(&Mandate::Publish)
        {
            return refuse(
                "you have no mandate to publish",
                "ask an organisation that has",
            );
        }
        Ok(())
    }

    fn reads(&self, voice: &mut Voice<'_>) -> String {
        format!("publish{}: {}", voice.carrying(&self.claims), self.text)
    }
}
