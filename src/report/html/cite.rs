//! References from figures to the entries behind them.

use super::super::lens::Lens;
use super::super::{number, summary};
use crate::metric::{Reading, Scope};
use minijinja::{Value, context};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// How many entries the appendix holds at most, so that the page stays within a few megabytes.
const MOST: usize = 16_000;
/// How many numbers one list of the appendix holds at most, and all of them together.
const LISTED: usize = 5_000;
const ALL_LISTED: usize = 120_000;
/// Above this many numbers in a list only some are links: an entry stands in the table between
/// those that are.
const DENSE: usize = 60;
/// Which of a long list are links: the first of each so many.
const EVERY: usize = 10;

/// The entries behind one or more figures, of which the page shows but the first beside them.
struct Set {
    titles: Vec<String>,
    seqs: Vec<u32>,
}

/// Which entries have been cited so far.
pub struct Cites<'a> {
    lens: &'a Lens<'a>,
    /// Those that stand beside a figure.
    beside: BTreeSet<u32>,
    /// Those that the appendix holds.
    held: BTreeSet<u32>,
    sets: Vec<Set>,
    /// Whether readings come from more than one provenance, so that a title must tell it.
    mixed: bool,
    /// The set of a list of entries, so that figures with the same evidence share one.
    places: BTreeMap<Vec<u32>, usize>,
}

impl<'a> Cites<'a> {
    /// Nothing cited yet.
    #[must_use]
    pub fn new(lens: &'a Lens<'a>) -> Self {
        let mut provenances = lens.readings().map(|one| one.provenance);
        let first = provenances.next();
        let mixed = provenances.any(|one| Some(one) != first);
        Cites {
            lens,
            beside: BTreeSet::new(),
            held: BTreeSet::new(),
            sets: Vec::new(),
            mixed,
            places: BTreeMap::new(),
        }
    }

    /// Links to all of these entries that the reader may see; a dash where there is none.
    pub fn links(&mut self, seqs: &[u32]) -> Value {
        self.some(seqs, usize::MAX, String::new)
    }

    /// Links to the first `most` of the entries behind a reading, and to the list of all of them
    /// in the appendix where there are more.
    pub fn reading(&mut self, of: &Reading, most: usize) -> Value {
        let title = self.title(of);
        self.some(&of.evidence, most, || title)
    }

    /// The place in the appendix of the list of all entries behind a reading; none where the
    /// reader may see none of them.
    pub fn list(&mut self, of: &Reading) -> Option<usize> {
        let seen = self.lens.evidence(&of.evidence);
        let title = self.title(of);
        (!seen.is_empty()).then(|| self.set(seen, title))
    }

    fn title(&self, of: &Reading) -> String {
        let mut title = summary::metric_title(of).to_owned();
        if of.scope != Scope::All {
            let _ = write!(title, ", {}", self.lens.scope(of.scope));
        }
        if self.mixed {
            let _ = write!(title, " ({})", of.provenance);
        }
        title
    }

    /// The same for anything else that has a name.
    pub fn some(&mut self, seqs: &[u32], most: usize, title: impl FnOnce() -> String) -> Value {
        let seen = self.lens.evidence(seqs);
        let mut parts = Vec::new();
        for seq in seen.iter().take(most) {
            parts.push(match self.one(*seq) {
                Some(n) => format!("<a href=\"#e{n}\">{n}</a>"),
                None => self.lens.number(*seq).to_string(),
            });
        }
        let rest = seen.len().saturating_sub(most);
        if rest > 0 {
            let set = self.set(seen, title());
            let rest = number::count(rest as u64);
            parts.push(format!("<a href=\"#f{set}\">and {rest} more</a>"));
        }
        if parts.is_empty() {
            parts.push("–".to_owned());
        }
        Value::from_safe_string(parts.join(" "))
    }

    /// The place of a list among those of the appendix.
    fn set(&mut self, seqs: Vec<u32>, title: String) -> usize {
        if let Some(place) = self.places.get(&seqs) {
            let titles = &mut self.sets[*place].titles;
            if !titles.contains(&title) {
                titles.push(title);
            }
            return *place;
        }
        let place = self.sets.len();
        self.places.insert(seqs.clone(), place);
        let titles = vec![title];
        self.sets.push(Set { titles, seqs });
        place
    }

    /// The number by which to link an entry; none where the reader may not see it or the appendix
    /// is full.
    pub fn one(&mut self, seq: u32) -> Option<u32> {
        let n = self.hold(seq)?;
        self.beside.insert(seq);
        Some(n)
    }

    fn hold(&mut self, seq: u32) -> Option<u32> {
        let room = self.held.len() < MOST || self.held.contains(&seq);
        let seen = self.lens.entry(seq).is_some_and(|one| self.lens.sees(one));
        if !room || !seen {
            return None;
        }
        self.held.insert(seq);
        Some(self.lens.number(seq))
    }

    /// The lists that the page refers to, as far as there is room, each entry of them held by the
    /// appendix from now on. Comes last: what stands beside a figure goes before.
    pub fn lists(&mut self) -> Vec<Value> {
        let sets = std::mem::take(&mut self.sets);
        let mut room = ALL_LISTED;
        let mut lists = Vec::new();
        for (id, set) in sets.iter().enumerate() {
            let shown = set.seqs.len().min(LISTED).min(room);
            room -= shown;
            let numbers = self.numbers(&set.seqs[..shown], set.seqs.len() > DENSE);
            lists.push(context! {
                id,
                title => set.titles.join("; "),
                n => number::count(set.seqs.len() as u64),
                numbers => Value::from_safe_string(numbers),
                more => (shown < set.seqs.len()).then(|| {
                    number::count((set.seqs.len() - shown) as u64)
                }),
            });
        }
        lists
    }

    fn numbers(&mut self, seqs: &[u32], dense: bool) -> String {
        let mut text = String::with_capacity(seqs.len() * 12);
        for (nth, seq) in seqs.iter().enumerate() {
            let held = self.hold(*seq);
            let n = self.lens.number(*seq);
            let _ = match held {
                Some(n) if !dense || nth % EVERY == 0 => {
                    write!(text, "<a href=\"#e{n}\">{n}</a> ")
                }
                _ => write!(text, "{n} "),
            };
        }
        text.truncate(text.trim_end().len());
        text
    }

    /// Every entry that the appendix holds, in order.
    #[must_use]
    pub fn all(&self) -> &BTreeSet<u32> {
        &self.held
    }

    /// Whether an entry stands beside a figure, and so is worth paper.
    #[must_use]
    pub fn is_beside(&self, seq: u32) -> bool {
        self.beside.contains(&seq)
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::Edition;
    use super::super::super::fixture::{BCERT, crowd, small};
    use super::*;

    #[test]
    fn what_the_appendix_has_no_room_for_is_named_and_not_linked() {
        let fixture = crowd(MOST);
        let seqs: Vec<u32> = fixture.entries.iter().map(|entry| entry.seq).collect();
        for (edition, linked) in [
            (Edition::Excon, MOST),
            (Edition::Team(BCERT), 30),
            (Edition::Public, 0),
        ] {
            let lens = Lens::new(fixture.subject(), edition);
            let mut cites = Cites::new(&lens);
            let links = cites.links(&seqs).to_string();
            let found = links.matches("<a href=").count();
            assert_eq!(found, cites.all().len(), "{edition:?}");
            assert!(found <= linked, "{edition:?}: {found}");
            let last = cites.one(*seqs.last().unwrap());
            assert_eq!(last, None, "{edition:?}");
            let first = cites.one(0);
            assert_eq!(first.is_some(), edition != Edition::Public);
        }
    }

    #[test]
    fn the_rest_of_a_figure_stands_in_one_list() {
        let fixture = small();
        let lens = Lens::new(fixture.subject(), Edition::Excon);
        let mut cites = Cites::new(&lens);
        let seqs = [1, 4, 6, 9];
        let beside = cites.some(&seqs, 2, || "First".to_owned()).to_string();
        assert!(
            beside.ends_with("<a href=\"#f0\">and 2 more</a>"),
            "{beside}"
        );
        // The same entries behind another figure: one list with two names.
        cites.some(&seqs, 3, || "Second".to_owned());
        cites.some(&seqs[..2], 2, || unreachable!("all stand beside it"));
        let lists = cites.lists();
        assert_eq!(lists.len(), 1);
        let field = |name| lists[0].get_attr(name).unwrap().to_string();
        assert_eq!(field("title"), "First; Second");
        assert_eq!(field("n"), "4");
        let numbers = field("numbers");
        assert_eq!(numbers.matches("<a href=\"#e").count(), 4, "{numbers}");
        let held: Vec<u32> = cites.all().iter().copied().collect();
        assert_eq!(held, seqs);
        assert!(cites.is_beside(6) && !cites.is_beside(9));
    }

    #[test]
    fn a_long_list_is_set_close() {
        let fixture = crowd(4 * DENSE);
        let lens = Lens::new(fixture.subject(), Edition::Excon);
        let mut cites = Cites::new(&lens);
        let n = 2 * DENSE as u32;
        let seqs: Vec<u32> = (0..n).collect();
        cites.some(&seqs, 1, || "Many".to_owned());
        let numbers = cites.lists()[0].get_attr("numbers").unwrap().to_string();
        assert_eq!(numbers.matches("<a href=").count(), 2 * DENSE / EVERY);
        assert_eq!(
            cites.all().len(),
            seqs.len(),
            "all of them are there to find"
        );
    }
}
