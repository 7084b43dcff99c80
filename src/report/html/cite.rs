//! References from figures to the entries behind them.

use super::super::lens::Lens;
use super::super::number;
use minijinja::Value;
use std::collections::BTreeSet;

/// How many entries the appendix holds at most, so that the page stays within a few megabytes.
const MOST: usize = 4_000;

/// Which entries have been cited so far.
pub struct Cites<'a> {
    lens: &'a Lens<'a>,
    cited: BTreeSet<u32>,
}

impl<'a> Cites<'a> {
    /// Nothing cited yet.
    #[must_use]
    pub fn new(lens: &'a Lens<'a>) -> Self {
        Cites {
            lens,
            cited: BTreeSet::new(),
        }
    }

    /// Links to the first `most` of these entries that the reader may see, and how many more
    /// there are; a dash where there is none.
    pub fn links(&mut self, seqs: &[u32], most: usize) -> Value {
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
            parts.push(format!("and {} more", number::count(rest as u64)));
        }
        if parts.is_empty() {
            parts.push("–".to_owned());
        }
        Value::from_safe_string(parts.join(" "))
    }

    /// The number by which to link an entry; none where the reader may not see it or the appendix
    /// is full.
    pub fn one(&mut self, seq: u32) -> Option<u32> {
        let room = self.cited.len() < MOST || self.cited.contains(&seq);
        let seen = self.lens.entry(seq).is_some_and(|one| self.lens.sees(one));
        if !room || !seen {
            return None;
        }
        self.cited.insert(seq);
        Some(self.lens.number(seq))
    }

    /// Every entry cited so far.
    #[must_use]
    pub fn all(&self) -> &BTreeSet<u32> {
        &self.cited
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::Edition;
    use super::super::super::fixture::{BCERT, crowd};
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
            let links = cites.links(&seqs, usize::MAX).to_string();
            let found = links.matches("<a href=").count();
            assert_eq!(found, cites.all().len(), "{edition:?}");
            assert!(found <= linked, "{edition:?}: {found}");
            let last = cites.one(*seqs.last().unwrap());
            assert_eq!(last, None, "{edition:?}");
            let first = cites.one(0);
            assert_eq!(first.is_some(), edition != Edition::Public);
        }
    }
}
