//! Typed indices into the tables of an exercise, and the numbers given out while it runs.
//!
//! Tables are sorted by the author's id text, so the order of indices is the order of ids and
//! never depends on where an author wrote a thing. Journals print the text, not the index.
//! Serialised, each keeps its type's name, by which `exercise` knows the table it points into.

use serde::{Deserialize, Serialize};

macro_rules! indices {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(pub u32);

        impl $name {
            /// The place in the table this index points into.
            #[inline]
            #[must_use]
            pub const fn at(self) -> usize {
                self.0 as usize
            }

            /// The index of a place in a table.
            #[inline]
            #[must_use]
            pub fn nth(place: usize) -> Self {
                Self(u32::try_from(place).unwrap_or(u32::MAX))
            }
        }
    )*};
}

indices! {
    /// An economy.
    EconomyId;
    /// An organisation; EXCON and threat groups are organisations too.
    OrgId;
    /// A channel.
    ChannelId;
    /// An agreement between organisations.
    AgreementId;
    /// A finding, or a falsehood that passes for one.
    FindingId;
    /// An artefact that can be analysed.
    ArtefactId;
    /// A host: infrastructure, malicious or innocent.
    HostId;
    /// A threat group's plan.
    ThreatId;
    /// A playbook.
    PlaybookId;
    /// An inject of the MSEL.
    InjectId;
    /// A gathering.
    GatheringId;
    /// A joint operation.
    OperationId;
    /// An expected action: a critical task of an objective.
    CriticalTaskId;
    /// An objective.
    ObjectiveId;
    /// A message, numbered as composed.
    MessageId;
    /// A piece of work on a desk, numbered as queued.
    TicketId;
    /// A contact outside, numbered as noted.
    OutsideId;
    /// A step that a playbook proposed, numbered as proposed.
    ProposalId;
    /// A message that EXCON plans for later, numbered as planned.
    PlannedId;
    /// A corrective action, numbered as agreed on.
    CorrectionId;
}
