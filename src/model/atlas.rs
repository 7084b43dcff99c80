//! Where in the World each id lives. Entities never leave this file's callers and never enter a
//! fact.

use super::{AgreementId, ChannelId, EconomyId, HostId, OrgId, ThreatId};
use bevy_ecs::prelude::{Component, Entity, Resource, World};

/// The entity of every id.
#[derive(Resource, Clone, Debug, Default)]
pub struct Atlas {
    /// Organisations.
    pub orgs: Vec<Entity>,
    /// Hosts.
    pub hosts: Vec<Entity>,
    /// Threat groups.
    pub threats: Vec<Entity>,
    /// Channels.
    pub channels: Vec<Entity>,
    /// Agreements.
    pub agreements: Vec<Entity>,
    /// Economies.
    pub economies: Vec<Entity>,
}

/// An id that stands for an entity.
pub trait Placed: Copy {
    /// Its entity.
    fn entity(self, atlas: &Atlas) -> Entity;

    /// Its component. Every entity of a kind is staged with every component of that kind, so a
    /// missing one is a defect of the engine, never of a scenario.
    fn get<T: Component>(self, world: &World) -> &T {
        let entity = self.entity(world.resource::<Atlas>());
        world
            .get::<T>(entity)
            .expect("staged with every component of its kind")
    }

    /// Its component, to change; only facts do that.
    fn get_mut<T: Component<Mutability = bevy_ecs::component::Mutable>>(
        self,
        world: &mut World,
    ) -> &mut T {
        let entity = self.entity(world.resource::<Atlas>());
        world
            .get_mut::<T>(entity)
            .expect("staged with every component of its kind")
            .into_inner()
    }
}

macro_rules! placed {
    ($($id:ident $table:ident)*) => {$(
        impl Placed for $id {
            #[inline]
            fn entity(self, atlas: &Atlas) -> Entity { atlas.$table[self.at()] }
        }
    )*};
}

placed! {
    OrgId orgs
    HostId hosts
    ThreatId threats
    ChannelId channels
    AgreementId agreements
    EconomyId economies
}
