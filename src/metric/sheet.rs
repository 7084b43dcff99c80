//! Where a metric's observations are filed under their scopes and become readings.

use super::describe::{Description, Statistic};
use super::reading::{Provenance, Reading, Sample, Scope};
use super::survival::survival;
use crate::model::{ChannelId, FindingId, ObjectiveId, OrgId};

/// Whether readings carry the entries behind them. A campaign skips them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// Every reading lists its entries and its observations.
    Collect,
    /// Readings are figures only.
    Skip,
}

/// One observation, and what it is an observation of.
#[derive(Clone, Copy, Debug)]
pub struct Observed {
    value: f64,
    open: bool,
    provenance: Provenance,
    from_seq: u32,
    seq: u32,
    org: Option<OrgId>,
    channel: Option<ChannelId>,
    pair: Option<(OrgId, OrgId)>,
    finding: Option<FindingId>,
    objective: Option<ObjectiveId>,
}

impl Observed {
    /// A value that two entries show, the earlier first; the same twice where there is one.
    #[must_use]
    pub fn of(value: f64, open: bool, provenance: Provenance, from_seq: u32, seq: u32) -> Self {
        Observed {
            value,
            open,
            provenance,
            from_seq,
            seq,
            org: None,
            channel: None,
            pair: None,
            finding: None,
            objective: None,
        }
    }

    /// Another value, shown by the same entries.
    #[must_use]
    pub fn with(mut self, value: f64, open: bool) -> Self {
        (self.value, self.open) = (value, open);
        self
    }

    /// The value times a rate.
    #[must_use]
    pub fn scaled(mut self, rate: f64) -> Self {
        self.value *= rate;
        self
    }

    /// It is one of this organisation's.
    #[must_use]
    pub fn org(mut self, org: OrgId) -> Self {
        self.org = Some(org);
        self
    }

    /// It is one of this channel's.
    #[must_use]
    pub fn channel(mut self, channel: ChannelId) -> Self {
        self.channel = Some(channel);
        self
    }

    /// It lies between two organisations.
    #[must_use]
    pub fn pair(mut self, from: OrgId, to: OrgId) -> Self {
        self.pair = Some((from, to));
        self
    }

    /// It is about this finding.
    #[must_use]
    pub fn finding(mut self, finding: FindingId) -> Self {
        self.finding = Some(finding);
        self
    }

    /// It counts towards this objective, if one.
    #[must_use]
    pub fn objective(mut self, objective: Option<ObjectiveId>) -> Self {
        self.objective = objective;
        self
    }

    fn scopes(&self) -> impl Iterator<Item = Scope> {
        [
            Some(Scope::All),
            self.org.map(Scope::Org),
            self.channel.map(Scope::Channel),
            self.pair.map(|(from, to)| Scope::Pair(from, to)),
            self.finding.map(Scope::Finding),
            self.objective.map(Scope::Objective),
        ]
        .into_iter()
        .flatten()
    }
}

/// The observations of one metric.
#[derive(Debug, Default)]
pub struct Sheet {
    rows: Vec<Observed>,
    index: Vec<(u64, u32)>,
    values: Vec<(f64, bool)>,
}

/// What readings need to know beside their observations.
pub(super) struct Frame<'a> {
    pub(super) about: &'a Description,
    /// Whether readings of a provenance rest on assumed parameters, in the order of
    /// [`Provenance::ALL`].
    pub(super) assumed: [bool; 4],
    /// In seconds.
    pub(super) horizon: f64,
    pub(super) evidence: Evidence,
}

/// A scope and a provenance in one number that sorts as they do: three bits for the kind of
/// scope, 29 for each id, three for the provenance. No exercise has half a thousand million ids.
fn key(scope: Scope, provenance: Provenance) -> u64 {
    let (kind, a, b) = match scope {
        Scope::All => (0, 0, 0),
        Scope::Org(id) => (1, id.0, 0),
        Scope::Channel(id) => (2, id.0, 0),
        Scope::Pair(from, to) => (3, from.0, to.0),
        Scope::Finding(id) => (4, id.0, 0),
        Scope::Objective(id) => (5, id.0, 0),
    };
    kind << 61 | u64::from(a) << 32 | u64::from(b) << 3 | provenance as u64
}

fn unkey(key: u64) -> (Scope, Provenance) {
    let id = |shift: u64| u32::try_from(key >> shift & ((1 << 29) - 1)).unwrap_or(u32::MAX);
    let (a, b) = (id(32), id(3));
    let scope = match key >> 61 {
        0 => Scope::All,
        1 => Scope::Org(OrgId(a)),
        2 => Scope::Channel(ChannelId(a)),
        3 => Scope::Pair(OrgId(a), OrgId(b)),
        4 => Scope::Finding(FindingId(a)),
        _ => Scope::Objective(ObjectiveId(a)),
    };
    (scope, Provenance::ALL[(key & 7) as usize])
}

impl Sheet {
    /// Adds an observation.
    #[inline]
    pub fn add(&mut self, row: Observed) {
        self.rows.push(row);
    }

    /// Makes readings of what was added, by scope and provenance, and empties the sheet.
    pub(super) fn file(&mut self, frame: &Frame<'_>, out: &mut Vec<Reading>) {
        if self.rows.is_empty() {
            out.push(self.reading(Scope::All, Provenance::Simulated, &[], frame));
            return;
        }
        if matches!(
            frame.about.statistic,
            Statistic::Duration | Statistic::Amount
        ) {
            // Rows in order of value give every scope its values in order.
            self.rows
                .sort_by(|a, b| a.value.total_cmp(&b.value).then(a.open.cmp(&b.open)));
        }
        let mut index = std::mem::take(&mut self.index);
        for (place, row) in self.rows.iter().enumerate() {
            let place = u32::try_from(place).unwrap_or(u32::MAX);
            index.extend(
                row.scopes()
                    .map(|scope| (key(scope, row.provenance), place)),
            );
        }
        index.sort_unstable();
        for group in index.chunk_by(|a, b| a.0 == b.0) {
            let (scope, provenance) = unkey(group[0].0);
            out.push(self.reading(scope, provenance, group, frame));
        }
        index.clear();
        self.index = index;
        self.rows.clear();
    }

    fn reading(
        &mut self,
        scope: Scope,
        provenance: Provenance,
        group: &[(u64, u32)],
        frame: &Frame<'_>,
    ) -> Reading {
        self.values.clear();
        for (_, place) in group {
            let row = &self.rows[*place as usize];
            self.values.push((row.value, row.open));
        }
        let figures = figures(frame.about.statistic, &self.values, frame.horizon);
        let open = self.values.iter().filter(|value| value.1).count();
        let mut reading = Reading {
            metric: frame.about.id,
            scope,
            provenance,
            assumed: frame.assumed[provenance as usize],
            unit: frame.about.unit,
            count: u32::try_from(group.len()).unwrap_or(u32::MAX),
            censored: u32::try_from(open).unwrap_or(u32::MAX),
            mean: figures.mean,
            median: figures.median,
            p90: figures.p90,
            total: figures.total,
            horizon: (frame.about.statistic == Statistic::Duration).then_some(frame.horizon),
            evidence: Vec::new(),
            samples: Vec::new(),
        };
        if frame.evidence == Evidence::Collect {
            self.show(group, &mut reading);
        }
        reading
    }

    fn show(&self, group: &[(u64, u32)], reading: &mut Reading) {
        let rows = || group.iter().map(|(_, place)| &self.rows[*place as usize]);
        reading.evidence = rows().flat_map(|row| [row.from_seq, row.seq]).collect();
        reading.evidence.sort_unstable();
        reading.evidence.dedup();
        let sample = |row: &Observed| Sample {
            value: row.value,
            open: row.open,
            seq: row.seq,
        };
        reading.samples = rows().map(sample).collect();
        reading.samples.sort_by_key(|sample| sample.seq);
    }
}

#[derive(Default)]
struct Figures {
    mean: Option<f64>,
    median: Option<f64>,
    p90: Option<f64>,
    total: Option<f64>,
}

/// `values` are in order for durations and amounts.
fn figures(statistic: Statistic, values: &[(f64, bool)], horizon: f64) -> Figures {
    let count = values.len();
    let sum = |open: bool| -> f64 {
        values
            .iter()
            .filter(|value| open || !value.1)
            // The sum of nothing would be -0.
            .fold(0.0, |sum, value| sum + value.0)
    };
    match statistic {
        Statistic::Duration => {
            survival(values, horizon).map_or_else(Figures::default, |found| Figures {
                mean: Some(found.mean),
                median: found.median,
                p90: found.p90,
                total: None,
            })
        }
        Statistic::Share => {
            let decided = values.iter().filter(|value| !value.1).count();
            let mean = (decided > 0).then(|| sum(false) / decided as f64);
            Figures {
                mean,
                ..Figures::default()
            }
        }
        Statistic::Amount => {
            // The smallest value that at least so many percent do not exceed.
            let quantile = |percent: usize| {
                let place = (count * percent).div_ceil(100).checked_sub(1)?;
                values.get(place).map(|value| value.0)
            };
            Figures {
                mean: (count > 0).then(|| sum(true) / count as f64),
                median: quantile(50),
                p90: quantile(90),
                total: Some(sum(true)),
            }
        }
        Statistic::Events => Figures {
            total: Some(sum(true)),
            ..Figures::default()
        },
    }
}
