//! What happens: pages that collect passwords, whom their groups hit, who reports them; groups that
//! are sponsored where economies renounce what they do; and groups that spy on ministries.

use super::cast::{COMPANIES, Cast};
use super::mechanism::{Agency, RENOUNCED};
use super::{Course, Pact, list};
use crate::model::IssueArea;
use std::collections::BTreeSet;

/// One group in so many has its pages reported to the police, the others to CERTs.
const POLICE_ONE_IN: u32 = 5;
/// Companies that a group with pages is to hit.
const HITS: u32 = 4;
/// Agreements on defence whose ministries are spied on, at most.
const MOST_SPIES: usize = 100;

/// In how many of so many economies pages stand: one in twenty, three to eight.
pub(super) fn places(economies: u32) -> u32 {
    (economies / 20)
        .clamp(3, 8)
        .min(economies.saturating_sub(1))
}

/// A page that collects passwords.
struct Page {
    group: u32,
    /// When it is reported, in minutes.
    at: u32,
    /// The economy where it is reported, and that where it stands.
    from: usize,
    place: usize,
    to: Agency,
}

/// What groups do.
pub(super) struct Groups<'c> {
    cast: &'c Cast<'c>,
    threats: u32,
    minutes: u32,
    places: usize,
    pages: Vec<Page>,
    /// Economies that sponsor groups, and an agreement by which each renounces what they do.
    floods: Vec<(usize, &'c Pact)>,
    /// Economies of ministries that are spied on one after the other, by group.
    spies: Vec<Vec<usize>>,
}

impl<'c> Groups<'c> {
    pub(super) fn of(cast: &'c Cast<'c>, course: &Course) -> Groups<'c> {
        let mut groups = Groups {
            cast,
            threats: course.threats,
            minutes: 60 * course.hours,
            places: places(cast.economies()) as usize,
            pages: Vec::new(),
            floods: floods(cast),
            spies: spies(cast),
        };
        groups.pages = groups.pages(course.injects);
        groups
    }

    /// In how many economies pages stand.
    pub(super) fn places(&self) -> usize {
        self.places
    }

    /// How many groups are sponsored where economies renounce what they do.
    pub(super) fn floods(&self) -> usize {
        self.floods.len()
    }

    /// How many groups spy on ministries.
    pub(super) fn spies(&self) -> usize {
        self.spies.len()
    }

    /// Each pair of an economy and another where pages stand has a page in turn, in an order that
    /// the seed decides; CERTs and the police each have theirs.
    fn pages(&self, injects: u32) -> Vec<Page> {
        let cast = self.cast;
        let all = 0..cast.ids.len();
        let places = cast.shuffled("place", all.clone());
        let places = &places[..self.places];
        let pairs = |what: &str| {
            let pairs = places.iter().flat_map(|place| {
                let others = all.clone().filter(move |from| from != place);
                others.map(move |from| (from, *place))
            });
            let mut pairs: Vec<(usize, usize)> = pairs.collect();
            pairs.sort_by_cached_key(|(from, place)| {
                let what = format!("{what} {} {}", cast.ids[*from], cast.ids[*place]);
                (cast.pick(&what, 0, u32::MAX), *from, *place)
            });
            pairs.into_iter().cycle()
        };
        let (mut to_certs, mut to_police) = (pairs("report"), pairs("order"));
        let page = |nth: u32| {
            let group = nth % self.threats;
            let police = self.threats > 1 && group % POLICE_ONE_IN == 1;
            let (turn, to) = match police {
                true => (to_police.next(), Agency::Police),
                false => (to_certs.next(), Agency::Cert),
            };
            let (from, place) = turn.unwrap_or_default();
            let at = self.begins(group) + cast.pick("reported", nth, self.minutes / 12);
            Page {
                group,
                at,
                from,
                place,
                to,
            }
        };
        (0..injects).map(page).collect()
    }

    /// When the first of a group's pages may be reported, in minutes: in the first half.
    fn begins(&self, group: u32) -> u32 {
        10 + self.cast.pick("begins", group, self.minutes / 2)
    }

    pub(super) fn write(&self, out: &mut String) {
        let floods = self.floods.iter().zip(0..);
        let spies = self.spies.iter().zip(0..);
        let threats = (0..self.threats).map(|nth| self.collector(nth));
        let threats = threats.chain(floods.map(|(of, nth)| self.flood(of, nth)));
        list(
            out,
            "threats",
            threats.chain(spies.map(|(of, nth)| self.spy(of, nth))),
        );
        let pages = || self.pages.iter().zip(1..);
        list(
            out,
            "hosts",
            pages().map(|(page, nth)| self.host(page, nth)),
        );
        let traces = (1..=self.spies.len()).map(trace);
        list(out, "findings", pages().map(seen).chain(traces));
        list(
            out,
            "objectives",
            std::iter::once("(id: \"O-1\", title: \"Have pages abroad taken down\")".to_owned()),
        );
        list(
            out,
            "injects",
            pages().map(|(page, nth)| self.inject(page, nth)),
        );
    }

    /// A group with pages. It hits companies once its pages are known of, while one of them serves.
    fn collector(&self, nth: u32) -> String {
        let companies = self.cast.economies() * COMPANIES;
        let hits = HITS.min(companies);
        let first = self.cast.pick("hit", nth, companies);
        let begins = self.begins(nth) + self.minutes / 12;
        let victims = (0..hits).map(|hit| {
            let company = (first + hit * (companies / hits)) % companies;
            let at = begins + (hit + 1) * self.minutes / 18;
            victim(&self.cast.company(company), at)
        });
        let victims: Vec<String> = victims.collect();
        format!(
            "(id: \"group-{:03}\", name: \"Group {}\", class: Phishing, notices: 0.0, \
             victims: [{}])",
            nth + 1,
            nth + 1,
            victims.join(", ")
        )
    }

    /// A sponsored group: it floods companies of the other parties first.
    fn flood(&self, (sponsor, pact): &(usize, &Pact), nth: u32) -> String {
        let parties = pact.parties.iter().copied().filter(|one| one != sponsor);
        let parties: BTreeSet<usize> = parties.collect();
        let others =
            (0..self.cast.ids.len()).filter(|one| one != sponsor && !parties.contains(one));
        let what = format!("flooded by {}", self.cast.ids[*sponsor]);
        let others = self.cast.shuffled(&what, others);
        let economies = parties.iter().chain(&others);
        let companies =
            economies.flat_map(|one| (0..COMPANIES).map(|k| *one as u32 * COMPANIES + k));
        let late = self.cast.pick("flood", nth, self.minutes / 60);
        let victims = (0u32..).zip(companies.take(3)).map(|(nth, company)| {
            let at = self.minutes / 6 + nth * self.minutes * 5 / 18 + late;
            victim(&self.cast.company(company), at)
        });
        let victims: Vec<String> = victims.collect();
        format!(
            "(id: \"flood-{:03}\", name: \"Flood {}\", class: {RENOUNCED}, sponsor: \"{}\", \
             heeds: (renounced: 0.5), notices: 0.0, victims: [{}])",
            nth + 1,
            nth + 1,
            self.cast.ids[*sponsor],
            victims.join(", ")
        )
    }

    /// A group that spies on one ministry, and on others more than a day later.
    fn spy(&self, on: &[usize], nth: u32) -> String {
        let first = 1 + self.cast.pick("spy", nth, self.minutes / 4);
        let victims = (0u32..).zip(on).map(|(nth, economy)| {
            let later = match nth {
                0 => 0,
                nth => self.minutes / 3 + nth * self.minutes / 12,
            };
            victim(&self.cast.agency(*economy, Agency::Ministry), first + later)
        });
        let victims: Vec<String> = victims.collect();
        format!(
            "(id: \"spy-{:03}\", name: \"Spy {}\", class: Espionage, notices: 0.0, victims: [{}])",
            nth + 1,
            nth + 1,
            victims.join(", ")
        )
    }

    fn host(&self, page: &Page, nth: u32) -> String {
        format!(
            "(id: \"page-{nth:04}\", threat: \"group-{:03}\", hosted_by: \"{}\")",
            page.group + 1,
            self.cast.provider(page.place)
        )
    }

    /// A report of a page abroad, and what is expected where it stands.
    fn inject(&self, page: &Page, nth: u32) -> String {
        let (how, by, text) = match page.to {
            Agency::Police => (
                format!("by: \"phone\", kind: TakedownRequest, about: \"host:page-{nth:04}\""),
                self.cast.agency(page.place, Agency::Police),
                "Can you have it ordered down?",
            ),
            _ => (
                format!("about: \"finding:seen-{nth:04}\""),
                self.cast.provider(page.place),
                "Can you have it taken down?",
            ),
        };
        // What is due after ENDEX could not be seen, and delivery takes time.
        let limit = 720.min(self.minutes - page.at - 5);
        format!(
            "(id: \"r-{nth:04}\", title: \"Report {nth}\", at: \"+{}m\", to: \"{}\", {how}, \
             claims: [\"seen-{nth:04}\"], text: \"{text}\", expects: [(id: \"T-{nth:04}\", \
             title: \"Have page {nth} taken down\", does: Suspended(\"page-{nth:04}\"), \
             any_of: [\"{by}\"], target: \"{}m\", limit: \"{limit}m\", objective: \"O-1\")])",
            page.at,
            self.cast.agency(page.from, page.to),
            240.min(limit),
        )
    }
}

fn victim(org: &str, minutes: u32) -> String {
    format!("(org: \"{org}\", at: \"+{minutes}m\")")
}

/// What can be known of a page.
fn seen((page, nth): (&Page, u32)) -> String {
    format!(
        "(id: \"seen-{nth:04}\", says: \"a page that steals passwords, {nth}\", \
         threat: \"group-{:03}\", points_at: \"host:page-{nth:04}\", tlp: Green, pap: Green)",
        page.group + 1
    )
}

/// What a group that spies leaves behind: whoever looks out for it is mostly spared.
fn trace(nth: usize) -> String {
    format!(
        "(id: \"trace-{nth:03}\", says: \"what Spy {nth} leaves behind\", kind: Hash, \
         threat: \"spy-{nth:03}\", obtainable: \"+0m\", half_life: \"7 days\", wards: 0.8, \
         tlp: Green, pap: Green)"
    )
}

/// Economies that sponsor groups: of each agreement that limits activity one party, so that
/// somebody may heed each.
fn floods<'n>(cast: &Cast<'n>) -> Vec<(usize, &'n Pact)> {
    let (mut known, mut floods) = (BTreeSet::new(), Vec::new());
    let limits = |pact: &&Pact| pact.areas.contains(&IssueArea::ActivityLimiting);
    for pact in cast.network.pacts.iter().filter(limits) {
        if pact.parties.iter().any(|one| known.contains(one)) {
            continue;
        }
        let order = cast.shuffled("sponsor", pact.parties.iter().copied());
        for sponsor in order.into_iter().take(1) {
            known.insert(sponsor);
            floods.push((sponsor, pact));
        }
    }
    floods
}

/// Two parties of each agreement on defence, in an order that the seed decides, and two that are
/// drawn.
fn spies(cast: &Cast<'_>) -> Vec<Vec<usize>> {
    let defends = |pact: &&Pact| pact.areas.contains(&IssueArea::Defence);
    let pacts = cast.network.pacts.iter().filter(defends).take(MOST_SPIES);
    let each = pacts.enumerate().map(|(nth, pact)| {
        let mut on = cast.shuffled("spied on", pact.parties.iter().copied());
        on.truncate(2);
        let others = (0..cast.ids.len()).filter(|one| !on.contains(one));
        let others = cast.shuffled(&format!("spied on by {nth}"), others);
        on.extend(others.into_iter().take(2));
        on
    });
    each.collect()
}
