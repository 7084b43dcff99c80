//! Scenario text from a few numbers: drills of any size whose organisations each deal with the
//! same few others, for trying things out and for measuring speed. [`network`] makes scenarios of
//! agreements between economies.
//!
//! What differs between seeds is drawn by counting: a number in the text depends on the seed and
//! on what it is for, never on how many were drawn before. The `kernel`'s streams are not used,
//! since `scenario` knows nothing of play.

mod incidents;
pub mod network;
mod playbooks;
mod script;
mod world;

/// The numbers a drill is made from. Every field may be changed; what does not fit together is
/// brought to the nearest that does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Organisations that take part, threat groups not counted: 3 to 100,000.
    pub organisations: u32,
    /// Economies; each has a national CERT, a hosting provider and somebody to hit.
    pub economies: u32,
    /// Agreements between national CERTs, at most one for each pair.
    pub agreements: u32,
    /// How many national CERTs each inject goes to.
    pub degree: u32,
    /// Threat groups.
    pub threats: u32,
    /// Injects.
    pub injects: u32,
    /// Hours from STARTEX to ENDEX.
    pub hours: u32,
    /// Varies who agrees with whom, who is hit and when.
    pub seed: u64,
}

impl Plan {
    /// A drill of so many organisations, everything else in proportion.
    #[must_use]
    pub fn of(organisations: u32) -> Plan {
        let economies = (organisations / 10).max(1);
        Plan {
            organisations,
            economies,
            agreements: economies * 2,
            degree: 3,
            threats: (organisations / 30).max(1),
            injects: (organisations / 5).max(6),
            hours: 4,
            seed: 1,
        }
    }

    fn fitted(&self) -> Plan {
        let organisations = self.organisations.clamp(3, 100_000);
        let economies = self.economies.clamp(1, organisations / 3);
        let pairs = u64::from(economies) * u64::from(economies - 1) / 2;
        Plan {
            organisations,
            economies,
            agreements: self
                .agreements
                .min(u32::try_from(pairs).unwrap_or(u32::MAX)),
            degree: self.degree.clamp(1, economies),
            threats: self.threats.clamp(1, organisations),
            injects: self.injects.clamp(1, 100_000),
            hours: self.hours.clamp(1, 24 * 365),
            seed: self.seed,
        }
    }

    /// A number below `end` for this seed.
    fn pick(&self, what: &str, nth: u32, end: u32) -> u32 {
        pick(self.seed, what, nth, end)
    }
}

/// A number below `end` that depends on the seed and on what it is for (splitmix64 over a
/// hash of both; the small bias of the remainder does not matter here).
fn pick(seed: u64, what: &str, nth: u32, end: u32) -> u32 {
    let mut x = seed ^ 0x9E37_79B9_7F4A_7C15;
    for byte in what.bytes().chain(nth.to_le_bytes()) {
        x = (x ^ u64::from(byte)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        x ^= x >> 31;
    }
    u32::try_from(x % u64::from(end.max(1))).unwrap_or(0)
}

/// The text of a scenario made from these numbers; it passes `check` and can be played.
#[must_use]
pub fn generate(plan: &Plan) -> String {
    let plan = plan.fitted();
    let mut out = format!(
        "// Made by `hotwash generate`: {} organisations in {} economies, {} agreements,\n\
         // {} threat groups, {} injects, seed {}. Every name is invented.\n\
         (\n    format: 1,\n    title: \"Generated drill of {} organisations\",\n    \
         clock: (startex: \"2023-08-16T00:00:00Z\", endex: \"+{}h\"),\n",
        plan.organisations,
        plan.economies,
        plan.agreements,
        plan.threats,
        plan.injects,
        plan.seed,
        plan.organisations,
        plan.hours,
    );
    world::write(&plan, &mut out);
    incidents::write(&plan, &mut out);
    script::write(&plan, &mut out);
    out.push_str(playbooks::TEXT);
    out.push_str(")\n");
    out
}

/// Writes one list of a scenario, an element a line.
fn list(out: &mut String, name: &str, elements: impl Iterator<Item = String>) {
    out.push_str(&format!("    {name}: [\n"));
    for element in elements {
        out.push_str(&format!("        {element},\n"));
    }
    out.push_str("    ],\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::load;
    use crate::scenario::shelf::MemoryShelf;

    fn played(text: &str) -> crate::exercise::Exercise {
        let loaded = load("drill.ron", &MemoryShelf::new(&[("drill.ron", text)]));
        assert_eq!(loaded.problems, [], "\n{text}");
        loaded.exercise.expect("there is no problem")
    }

    #[test]
    fn drills_of_many_sizes_pass_the_check() {
        let of = |change: fn(&mut Plan)| {
            let mut plan = Plan::of(60);
            change(&mut plan);
            plan
        };
        for plan in [
            Plan::of(3),
            Plan::of(30),
            Plan::of(300),
            of(|plan| plan.economies = 1_000),
            of(|plan| plan.agreements = 1_000_000),
            of(|plan| plan.hours = 100),
            of(|plan| plan.threats = 50),
            of(|plan| (plan.economies, plan.degree) = (0, 0)),
        ] {
            let exercise = played(&generate(&plan));
            let fitted = plan.fitted();
            let count = exercise.players().count() as u32;
            assert_eq!(count, fitted.organisations, "{plan:?}");
            let agreements = exercise.agreements.len() as u32;
            assert_eq!(agreements, fitted.agreements, "{plan:?}");
            let partners = |id| {
                exercise
                    .agreements
                    .iter()
                    .filter(|one| one.joins(id, id))
                    .count()
            };
            let most = exercise.players().map(|(id, _)| partners(id)).max();
            let mean = 2 * fitted.agreements / fitted.economies;
            assert!(
                most <= Some(mean as usize + 3),
                "{most:?} partners, {plan:?}"
            );
        }
    }

    #[test]
    fn the_seed_alone_decides() {
        let of = |seed| {
            generate(&Plan {
                seed,
                ..Plan::of(90)
            })
        };
        assert_eq!(of(7), of(7));
        assert_ne!(of(7), of(8));
    }
}
