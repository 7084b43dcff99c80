//! The World of a run: what has identity over time as entities with components, and beside them
//! what is only numbered as it comes.

use super::{
    Atlas, Corrections, Desk, Messages, OrgId, Outsides, Placed, Plans, Proposals, Tickets,
};
use bevy_ecs::component::Mutable;
use bevy_ecs::prelude::{Bundle, Component, Entity};

/// Everything that facts change and behaviours read. Private to a run: other parts of the program
/// see a [`SeatView`](super::SeatView) or a journal.
///
/// The tables lie beside the ECS rather than in it as resources, since nearly every fact asks for
/// one of them and a resource is looked up by its type each time.
#[derive(Default)]
pub struct World {
    ecs: bevy_ecs::world::World,
    /// The entity of every id.
    pub atlas: Atlas,
    /// All messages.
    pub messages: Messages,
    /// All tickets.
    pub tickets: Tickets,
    /// All contacts outside that were noted.
    pub outsides: Outsides,
    /// All messages that EXCON planned.
    pub plans: Plans,
    /// All steps that playbooks proposed.
    pub proposals: Proposals,
    /// All corrective actions.
    pub corrections: Corrections,
}

impl World {
    /// An empty World in the same memory.
    #[must_use]
    pub fn emptied(mut self) -> World {
        self.ecs.clear_entities();
        self.atlas.clear();
        self.messages.0.clear();
        self.tickets.0.clear();
        self.outsides.0.clear();
        self.proposals.0.clear();
        self.plans.0.clear();
        self.corrections.0.clear();
        self
    }

    /// Adds an entity with these components.
    pub fn spawn(&mut self, parts: impl Bundle) -> Entity {
        self.ecs.spawn(parts).id()
    }

    /// The desk of an organisation and the tickets, to change.
    pub fn desk_mut(&mut self, org: OrgId) -> (&mut Desk, &mut Tickets) {
        let entity = org.entity(&self.atlas);
        let desk = self
            .ecs
            .get_mut::<Desk>(entity)
            .expect("every organisation is staged with a desk");
        (desk.into_inner(), &mut self.tickets)
    }

    /// A component. Every entity of a kind is staged with every component of that kind, so a
    /// missing one is a defect of the engine, never of a scenario.
    #[inline]
    pub(super) fn part<T: Component>(&self, entity: Entity) -> &T {
        self.ecs
            .get::<T>(entity)
            .expect("staged with every component of its kind")
    }

    /// A component, to change.
    #[inline]
    pub(super) fn part_mut<T: Component<Mutability = Mutable>>(
        &mut self,
        entity: Entity,
    ) -> &mut T {
        self.ecs
            .get_mut::<T>(entity)
            .expect("staged with every component of its kind")
            .into_inner()
    }
}
