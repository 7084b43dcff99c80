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
            let n = self.lens.number(*seq);
            if self.cited.len() < MOST || self.cited.contains(seq) {
                self.cited.insert(*seq);
                parts.push(format!("<a href=\"#e{n}\">{n}</a>"));
            } else {
                parts.push(n.to_string());
            }
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

    /// Every entry cited so far.
    #[must_use]
    pub fn all(&self) -> &BTreeSet<u32> {
        &self.cited
    }
}
