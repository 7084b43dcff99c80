//! TLP 2.0 and PAP: the labels, and what each allows.

use super::word::words;

words! {
    /// Traffic Light Protocol 2.0 (FIRST), from widest to narrowest.
    pub enum Tlp {
        /// No limit.
        Clear = "TLP:CLEAR",
        /// The community, no public channel.
        Green = "TLP:GREEN",
        /// The recipient's organisation and its clients, on a need-to-know basis.
        Amber = "TLP:AMBER",
        /// The recipient's organisation only.
        AmberStrict = "TLP:AMBER+STRICT",
        /// The named recipients only.
        Red = "TLP:RED",
    }
}

words! {
    /// Permissible Actions Protocol, from freest to tightest.
    pub enum Pap {
        /// No limit.
        Clear = "PAP:CLEAR",
        /// Active measures such as blocking are allowed.
        Green = "PAP:GREEN",
        /// Passive look-ups with third parties only.
        Amber = "PAP:AMBER",
        /// Passive measures on one's own logs only.
        Red = "PAP:RED",
    }
}

/// What the next recipient is to the organisation that passes something on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Onward {
    /// Back to the source, which cannot be breached against.
    Source,
    /// Somebody inside the holder's own organisation.
    Inside,
    /// A member of the holder's constituency.
    Client,
    /// A peer of the community: CERTs, police, providers that take part in incident response.
    Community,
    /// Anybody.
    Public,
}

impl Tlp {
    /// Whether a holder other than the source may pass this on to `next` without the source's
    /// leave (TLP 2.0, FIRST, August 2022, sections 2 and 4). The source itself is never bound by
    /// its own label.
    #[must_use]
    pub fn allows(self, next: Onward) -> bool {
        match (self, next) {
            (_, Onward::Source) | (Tlp::Clear, _) => true,
            (Tlp::Green, Onward::Public) => false,
            (Tlp::Green, _) | (Tlp::Amber, Onward::Inside | Onward::Client) => true,
            (Tlp::AmberStrict, next) => next == Onward::Inside,
            (Tlp::Amber | Tlp::Red, _) => false,
        }
    }
}

impl Pap {
    /// Whether an active measure (a block, a take-down) may rest on what bears this label.
    #[must_use]
    pub fn allows_active_measures(self) -> bool {
        matches!(self, Pap::Clear | Pap::Green)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_give_the_verdicts_of_tlp_2() {
        use Onward::{Client, Community, Inside, Public, Source};
        for (label, may, must_not) in [
            (
                Tlp::Clear,
                vec![Source, Inside, Client, Community, Public],
                vec![],
            ),
            (
                Tlp::Green,
                vec![Source, Inside, Client, Community],
                vec![Public],
            ),
            (
                Tlp::Amber,
                vec![Source, Inside, Client],
                vec![Community, Public],
            ),
            (
                Tlp::AmberStrict,
                vec![Source, Inside],
                vec![Client, Community, Public],
            ),
            (
                Tlp::Red,
                vec![Source],
                vec![Inside, Client, Community, Public],
            ),
        ] {
            for next in may {
                assert!(label.allows(next), "{label} to {next:?}");
            }
            for next in must_not {
                assert!(!label.allows(next), "{label} to {next:?}");
            }
        }
    }

    #[test]
    fn active_measures_need_green_or_clear() {
        for (label, allowed) in [
            (Pap::Clear, true),
            (Pap::Green, true),
            (Pap::Amber, false),
            (Pap::Red, false),
        ] {
            assert_eq!(label.allows_active_measures(), allowed, "{label}");
        }
    }
}
