//! Sets the World up for an exercise: an entity for everything that has identity over time.

use crate::exercise::Exercise;
use crate::model::{
    Atlas, Cases, ChannelState, Desk, Directory, GroupState, HostState, Knowledge, MILLION,
    Mailbox, Messages, Profile, Seat, SeatState, SimTime, Site, Standing, Tension, Tickets, Trust,
};
use bevy_ecs::prelude::World;

/// The World at STARTEX.
pub fn world(exercise: &Exercise) -> World {
    let mut world = World::new();
    let mut atlas = Atlas::default();
    for org in &exercise.organisations {
        let profile = Profile {
            kind: org.kind,
            economy: org.economy,
            mandates: org.mandates.clone(),
        };
        let desk = Desk::staffed(org.on_duty(SimTime::STARTEX));
        let seat = Seat(SeatState::Simulated);
        let mind = (Knowledge::default(), Directory::default(), Trust::default());
        let parts = (
            profile,
            seat,
            desk,
            mind,
            Mailbox::default(),
            Cases::default(),
        );
        atlas.orgs.push(world.spawn(parts).id());
    }
    for host in &exercise.hosts {
        let site = Site {
            hosted_by: host.hosted_by,
            economy: host.economy,
        };
        let dormant = host.threat.is_some();
        let state = if dormant {
            HostState::Dormant
        } else {
            HostState::Up
        };
        atlas.hosts.push(world.spawn((site, state)).id());
    }
    for _ in &exercise.threats {
        atlas.threats.push(world.spawn(GroupState::default()).id());
    }
    for _ in &exercise.channels {
        let state = ChannelState {
            up: true,
            slowdown_ppm: MILLION,
        };
        atlas.channels.push(world.spawn(state).id());
    }
    for agreement in &exercise.agreements {
        atlas
            .agreements
            .push(world.spawn(Standing(agreement.state)).id());
    }
    for economy in &exercise.economies {
        let tension = economy.tension.iter().copied().collect();
        atlas.economies.push(world.spawn(Tension(tension)).id());
    }
    world.insert_resource(atlas);
    world.insert_resource(Messages::default());
    world.insert_resource(Tickets::default());
    world
}
