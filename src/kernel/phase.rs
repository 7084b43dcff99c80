//! The order of things due at one moment. This file is the only place that states it.

/// What comes first among things due at the same moment.
///
/// Order is (time, phase, insertion), total. Things pushed for the moment being played, into any
/// phase, are still played at that moment: an earlier phase next, the same phase after its peers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Phase {
    /// Starting, pausing, moves, ENDEX: what frames everything else.
    Control = 0,
    /// Injects of the MSEL, so that they act on the moment they are written for.
    Inject = 1,
    /// Attackers and sensors: the world as it is before anybody learns of it.
    World = 2,
    /// Messages in transit arrive.
    Channel = 3,
    /// Desks take up and finish work.
    Desk = 4,
    /// Playbooks decide, having seen all that arrived.
    Seat = 5,
    /// Deadlines are judged last: what is done at the very moment is done in time.
    Deadline = 6,
}

impl Phase {
    /// All phases, in order.
    pub const ALL: [Phase; 7] = [
        Phase::Control,
        Phase::Inject,
        Phase::World,
        Phase::Channel,
        Phase::Desk,
        Phase::Seat,
        Phase::Deadline,
    ];

    /// The phase that the low three bits of an agenda key stand for.
    #[inline]
    pub(super) const fn of_key(key: u64) -> Phase {
        match key & 7 {
            0 => Phase::Control,
            1 => Phase::Inject,
            2 => Phase::World,
            3 => Phase::Channel,
            4 => Phase::Desk,
            5 => Phase::Seat,
            _ => Phase::Deadline,
        }
    }
}
