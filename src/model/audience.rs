//! Who may see a fact. EXCON always may; there is no default for anybody else.

use super::OrgId;

/// Who may see a fact beside EXCON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Nobody else: the truth of the world.
    Excon,
    /// One organisation.
    One(OrgId),
    /// Two organisations.
    Two(OrgId, OrgId),
    /// Every organisation: what is public.
    Everyone,
}

impl Audience {
    /// Whether an organisation is in the audience.
    #[must_use]
    pub fn includes(self, org: OrgId) -> bool {
        match self {
            Audience::Excon => false,
            Audience::One(one) => one == org,
            Audience::Two(one, two) => one == org || two == org,
            Audience::Everyone => true,
        }
    }
}
