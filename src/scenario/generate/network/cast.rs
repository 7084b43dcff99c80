//! Who takes part, and the agreements as a scenario has them.

use super::mechanism::{self, Agency, Mechanism};
use super::{Course, Network, Origin, Pact, ids::Ids, list, pick, quoted};
use crate::model::{AgreementState, IssueArea, Span};
use crate::scenario::generate::world::ZONES;

/// Companies in each economy.
pub(super) const COMPANIES: u32 = 2;

/// A network with the ids of its economies and agreements.
pub(super) struct Cast<'n> {
    pub network: &'n Network,
    /// Ids of economies, which the ids of their organisations begin with.
    pub ids: Vec<String>,
    pacts: Vec<String>,
    seed: u64,
}

impl<'n> Cast<'n> {
    pub(super) fn of(network: &'n Network, seed: u64) -> Cast<'n> {
        let (mut economies, mut pacts) = (Ids::default(), Ids::default());
        let names = network.economies.iter();
        let titles = network.pacts.iter().map(|pact| &pact.title);
        Cast {
            network,
            ids: names.map(|name| economies.give(name, "economy")).collect(),
            pacts: titles.map(|title| pacts.give(title, "agreement")).collect(),
            seed,
        }
    }

    /// How many economies there are.
    pub(super) fn economies(&self) -> u32 {
        u32::try_from(self.ids.len()).unwrap_or(u32::MAX)
    }

    /// An agency of an economy.
    pub(super) fn agency(&self, economy: usize, agency: Agency) -> String {
        format!("{}-{}", self.ids[economy], agency.ending())
    }

    /// The provider of an economy.
    pub(super) fn provider(&self, economy: usize) -> String {
        format!("{}-host", self.ids[economy])
    }

    /// One of the companies of all economies: those of one follow each other.
    pub(super) fn company(&self, nth: u32) -> String {
        let economy = (nth / COMPANIES) as usize % self.ids.len();
        format!("{}-company-{}", self.ids[economy], nth % COMPANIES + 1)
    }

    /// A number below `end` that depends on the seed and on what it is for.
    pub(super) fn pick(&self, what: &str, nth: u32, end: u32) -> u32 {
        pick(self.seed, what, nth, end)
    }

    /// Places of economies in an order that depends on the seed and their ids alone, so that a row
    /// more in a table moves nobody else.
    pub(super) fn shuffled(
        &self,
        what: &str,
        economies: impl Iterator<Item = usize>,
    ) -> Vec<usize> {
        let key = |one: &usize| {
            (
                self.pick(&format!("{what} {}", self.ids[*one]), 0, u32::MAX),
                *one,
            )
        };
        let mut order: Vec<usize> = economies.collect();
        order.sort_by_cached_key(key);
        order
    }

    pub(super) fn write(&self, course: &Course, out: &mut String) {
        let all = 0..self.ids.len();
        list(out, "economies", all.clone().map(|nth| self.economy(nth)));
        let organisations = all.flat_map(|nth| self.organisations(nth));
        list(out, "organisations", organisations);
        let pacts = || self.network.pacts.iter().zip(&self.pacts);
        list(
            out,
            "agreements",
            pacts().map(|(pact, id)| self.agreement(pact, id)),
        );
        let meetings = pacts().flat_map(|(pact, id)| {
            let held = mechanism::of(pact).filter(|one| one.meeting.is_some());
            held.map(move |one| (pact, id, one))
        });
        let all = meetings.clone().count() as u64;
        // In the first quarter of the exercise, each at a time of its own: whoever meets, meets
        // everybody else at once.
        let quarter = u64::from(course.hours) * 15 * 60_000;
        let meetings = (0u64..).zip(meetings).map(|(nth, (pact, id, one))| {
            let at = 60_000 + quarter * nth / all.max(1);
            self.gathering(pact, id, one, at)
        });
        list(out, "gatherings", meetings);
    }

    fn economy(&self, nth: usize) -> String {
        let id = &self.ids[nth];
        let zone = self.pick(&format!("zone of {id}"), 0, ZONES.len() as u32) as usize;
        let (name, zone) = (quoted(&self.network.economies[nth]), ZONES[zone]);
        format!("(id: \"{id}\", name: {name}, zone: \"{zone}\")")
    }

    fn organisations(&self, economy: usize) -> Vec<String> {
        let (home, name) = (&self.ids[economy], &self.network.economies[economy]);
        let one = |id: String, kind: &str, called: &str| {
            let name = quoted(&format!("{called} of {name}"));
            format!("(id: \"{id}\", kind: {kind}, economy: \"{home}\", name: {name})")
        };
        let agency =
            |kind: &str, called: &str, agency| one(self.agency(economy, agency), kind, called);
        let mut all = vec![
            agency("NationalCert", "CERT", Agency::Cert),
            one(
                self.provider(economy),
                "HostingProvider",
                "Hosting provider",
            ),
            agency("Police", "Police", Agency::Police),
            agency("Ministry", "Ministry", Agency::Ministry),
        ];
        for nth in 0..COMPANIES {
            let id = self.company(economy as u32 * COMPANIES + nth);
            all.push(one(id, "Company", &format!("Company {}", nth + 1)));
        }
        all
    }

    /// The agencies of all parties that act on an agreement.
    fn parties(&self, pact: &Pact, agencies: &[Agency]) -> String {
        let parties = pact.parties.iter();
        let ids = parties.flat_map(|economy| {
            let of = agencies.iter();
            of.map(|agency| quoted(&self.agency(*economy, *agency)))
        });
        ids.collect::<Vec<_>>().join(", ")
    }

    fn agreement(&self, pact: &Pact, id: &str) -> String {
        let title = match pact.title.trim() {
            "" => id,
            title => title,
        };
        let parties = self.parties(pact, &mechanism::agencies(pact));
        let areas: Vec<String> = pact.areas.iter().map(|area| format!("{area:?}")).collect();
        let mut text = format!(
            "(id: \"{id}\", title: {}, parties: [{parties}]",
            quoted(title)
        );
        if pact.areas.contains(&IssueArea::ActivityLimiting) {
            let ids = pact
                .parties
                .iter()
                .map(|economy| quoted(&self.ids[*economy]));
            text += &format!(", between: [{}]", ids.collect::<Vec<_>>().join(", "));
        }
        text += &format!(", areas: [{}]", areas.join(", "));
        if pact.state != AgreementState::Operational {
            text += &format!(", state: {:?}", pact.state);
        }
        let terms = mechanism::terms(pact);
        if !terms.is_empty() {
            text += &format!(", gives: [{}]", terms.join(", "));
        }
        text += &format!(", effort: {})", self.effort(pact));
        match &pact.date {
            Some(date) => format!("// {}\n        {text}", one_line(date)),
            None => text,
        }
    }

    fn effort(&self, pact: &Pact) -> String {
        let Some(milli) = pact.effort_milli_hours else {
            return mechanism::hours(pact).to_string();
        };
        let hours = format!("{}.{:03}", milli / 1000, milli % 1000);
        let hours = hours.trim_end_matches('0').trim_end_matches('.');
        match &self.network.origin {
            Origin::Table { name, .. } => format!("({hours}, {})", quoted(name)),
            Origin::Drawn(_) => hours.to_owned(),
        }
    }

    /// A meeting under an agreement, `at` milliseconds after STARTEX.
    fn gathering(&self, pact: &Pact, id: &str, one: &Mechanism, at: u64) -> String {
        let (ending, title) = one.meeting.unwrap_or_default();
        let agencies: Vec<Agency> = one.agency.into_iter().collect();
        let parties = self.parties(pact, &agencies);
        format!(
            "(id: \"{id}-{ending}\", title: \"{title}\", at: \"+{}\", parties: [{parties}], \
             under: \"{id}\")",
            Span(at.cast_signed()).exact()
        )
    }
}

/// A text that a line comment can hold.
pub(super) fn one_line(text: &str) -> String {
    let plain = |c: char| if c.is_control() { ' ' } else { c };
    text.chars().map(plain).collect()
}
