//! Where in the World each id lives. Entities never leave this file's callers and never enter a
//! fact.

use super::{AgreementId, ChannelId, EconomyId, HostId, OperationId, OrgId, ThreatId, World};
use bevy_ecs::component::Mutable;
use bevy_ecs::prelude::{Component, Entity};

/// The entity of every id.
#[derive(Clone, Debug, Default)]
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
    /// Operations.
    pub operations: Vec<Entity>,
    /// Economies.
    pub economies: Vec<Entity>,
}

/// An id that stands for an entity.
pub trait Placed: Copy {
    /// Its entity.
    fn entity(self, atlas: &Atlas) -> Entity;

    /// Its component.
    #[inline]
    fn get<T: Component>(self, world: &World) -> &T {
        world.part(self.entity(&world.atlas))
    }

    /// Its component, to change; only facts do that.
    #[inline]
    fn get_mut<T: Component<Mutability = Mutable>>(self, world: &mut World) -> &mut T {
        let entity = self.entity(&world.atlas);
        world.part_mut(entity)
    }
}

macro_rules! placed {
    ($($id:ident $table:ident)*) => {
    impl Atlas {
        /// Nothing is anywhere any more.
        pub(super) fn clear(&mut self) {
            $(self.$table.clear();)*
        }
    }
    $(
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
    OperationId operations
    EconomyId economies
}
