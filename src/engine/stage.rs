//! Sets the World up for an exercise: an entity for everything that has identity over time.

use crate::exercise::Exercise;
use crate::model::{
    Admits, Blocks, Cases, ChannelState, Desk, Directory, GroupState, Holds, HostState, Knowledge,
    MILLION, Mailbox, OperationState, Profile, Seat, SeatState, SimTime, Site, Standing, Tension,
    Trust, World,
};

/// The World at STARTEX, in one that is empty.
pub fn world(exercise: &Exercise, mut world: World) -> World {
    // Room for what a drill of some hours usually brings, so that it is seldom moved.
    world.messages.0.reserve(16 * exercise.organisations.len());
    world.tickets.0.reserve(32 * exercise.organisations.len());
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
            Holds::default(),
        );
        let entity = world.spawn(parts);
        world.atlas.orgs.push(entity);
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
        let entity = world.spawn((site, state, Blocks::default()));
        world.atlas.hosts.push(entity);
    }
    for _ in &exercise.threats {
        let entity = world.spawn(GroupState::default());
        world.atlas.threats.push(entity);
    }
    for _ in &exercise.channels {
        let state = ChannelState {
            up: true,
            slowdown_ppm: MILLION,
        };
        let entity = world.spawn(state);
        world.atlas.channels.push(entity);
    }
    for agreement in &exercise.agreements {
        let entity = world.spawn(Standing(agreement.state));
        world.atlas.agreements.push(entity);
    }
    operations(exercise, &mut world);
    for economy in &exercise.economies {
        let tension = economy.tension.iter().copied().collect();
        let entity = world.spawn(Tension(tension));
        world.atlas.economies.push(entity);
    }
    world
}

fn operations(exercise: &Exercise, world: &mut World) {
    for operation in &exercise.operations {
        let state = OperationState {
            lead: Some(operation.lead),
            evidence: (operation.parties.iter())
                .map(|party| (party.org, party.evidence.clone()))
                .collect(),
            strict: (operation.parties.iter())
                .filter(|party| party.admits == Admits::Evidence)
                .map(|party| party.org)
                .collect(),
            ..OperationState::default()
        };
        let entity = world.spawn(state);
        world.atlas.operations.push(entity);
    }
}
