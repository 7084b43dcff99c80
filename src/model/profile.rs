//! What an organisation and a host are, as far as intents are judged by it. Staged once, never
//! changed.

use super::{EconomyId, Mandate, OrgId, OrgKind};
use bevy_ecs::prelude::Component;

/// What an organisation is and may do.
#[derive(Component, Clone, Debug)]
pub struct Profile {
    /// What it is.
    pub kind: OrgKind,
    /// Its economy.
    pub economy: Option<EconomyId>,
    /// What it may do.
    pub mandates: Vec<Mandate>,
}

/// Where a host is. Who hosts an address is public.
#[derive(Component, Clone, Copy, Debug)]
pub struct Site {
    /// The organisation that hosts it.
    pub hosted_by: OrgId,
    /// The economy it is in.
    pub economy: EconomyId,
}
