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
}

/// The observations of one metric.
#[derive(Debug, Default)]
pub struct Sheet {
    rows: Vec<Observed>,
    /// Places in `rows`, by value where the statistic asks for it, each with its value's bits.
    order: Vec<(u64, u32)>,
    /// The values in that order; a place here is a rank.
    values: Vec<(f64, bool)>,
    /// Whose they are, in that order.
    provenances: Vec<Provenance>,
    /// The rows of each kind of scope that one id tells apart.
    singles: [Vec<u64>; 4],
    /// The same with two ids.
    pairs: Vec<u128>,
    /// Ranks and values of the reading being made.
    group: Group,
}

#[derive(Debug, Default)]
struct Group {
    ranks: Vec<u32>,
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

/// Bits that a rank and a provenance take below an id; no exercise has half a thousand million ids.
const RANK: u32 = 32;
const PROVENANCE: u32 = 3;

fn rank(key: u64) -> u32 {
    (key & u64::from(u32::MAX)) as u32
}

fn provenance(key: u64) -> Provenance {
    Provenance::ALL[(key >> RANK & ((1 << PROVENANCE) - 1)) as usize]
}

/// A number that sorts as the value does, by `f64::total_cmp`.
fn bits(value: f64) -> u64 {
    let bits = value.to_bits();
    let sign = 1 << 63;
    if bits & sign == 0 { bits | sign } else { !bits }
}

impl Sheet {
    /// An empty sheet with room for this many observations, so that they are seldom moved.
    pub(super) fn with_room(rows: usize) -> Sheet {
        Sheet {
            rows: Vec::with_capacity(rows),
            ..Sheet::default()
        }
    }

    /// Adds an observation.
    #[inline]
    pub fn add(&mut self, row: Observed) {
        self.rows.push(row);
    }

    /// Makes readings of what was added, by scope and provenance, and empties the sheet.
    pub(super) fn file(&mut self, frame: &Frame<'_>, out: &mut Vec<Reading>) {
        if self.rows.is_empty() {
            self.group.ranks.clear();
            out.push(self.reading(Scope::All, Provenance::Simulated, frame));
            return;
        }
        self.rank(frame.about.statistic);
        self.gather();
        self.all(frame, out);
        self.by_one(0, |id| Scope::Org(OrgId(id)), frame, out);
        self.by_one(1, |id| Scope::Channel(ChannelId(id)), frame, out);
        self.by_two(frame, out);
        self.by_one(2, |id| Scope::Finding(FindingId(id)), frame, out);
        self.by_one(3, |id| Scope::Objective(ObjectiveId(id)), frame, out);
        self.rows.clear();
    }

    /// Parts what was added by the stretch that its first entry fell in, and empties the sheet.
    pub(super) fn part(&mut self, into: usize, stretch: impl Fn(u32) -> usize) -> Vec<Sheet> {
        let mut parts: Vec<Sheet> = (0..into).map(|_| Sheet::default()).collect();
        for row in self.rows.drain(..) {
            if let Some(part) = parts.get_mut(stretch(row.from_seq)) {
                part.rows.push(row);
            }
        }
        parts
    }

    /// Readings of everything that was added, by provenance; what it is empty of has one too.
    pub(super) fn file_whole(&mut self, frame: &Frame<'_>, out: &mut Vec<Reading>) {
        if self.rows.is_empty() {
            out.push(self.reading(Scope::All, Provenance::Simulated, frame));
            return;
        }
        self.rank(frame.about.statistic);
        self.gather();
        self.all(frame, out);
        self.rows.clear();
    }

    /// Puts the rows in order once, so that every scope's values come in order too.
    fn rank(&mut self, statistic: Statistic) {
        self.order.clear();
        let placed = self.rows.iter().zip(0..);
        self.order
            .extend(placed.map(|(row, place)| (bits(row.value), place)));
        if matches!(statistic, Statistic::Duration | Statistic::Amount) {
            let rows = &self.rows;
            self.order.sort_unstable_by(|a, b| {
                let open = |place: u32| rows[place as usize].open;
                a.0.cmp(&b.0)
                    .then_with(|| open(a.1).cmp(&open(b.1)))
                    .then(a.1.cmp(&b.1))
            });
        }
    }

    /// Goes through the rows in order, once for all kinds of scope: a large exercise's rows lie
    /// far from each other in that order.
    fn gather(&mut self) {
        self.values.clear();
        self.provenances.clear();
        self.pairs.clear();
        self.singles.iter_mut().for_each(Vec::clear);
        for ((_, place), rank) in self.order.iter().zip(0_u64..) {
            let row = &self.rows[*place as usize];
            self.values.push((row.value, row.open));
            self.provenances.push(row.provenance);
            let low = (row.provenance as u64) << RANK | rank;
            let ids = [
                row.org.map(|id| id.0),
                row.channel.map(|id| id.0),
                row.finding.map(|id| id.0),
                row.objective.map(|id| id.0),
            ];
            for (keys, id) in self.singles.iter_mut().zip(ids) {
                if let Some(id) = id {
                    keys.push(u64::from(id) << (RANK + PROVENANCE) | low);
                }
            }
            if let Some((from, to)) = row.pair {
                let low = u64::from(to.0) << (RANK + PROVENANCE) | low;
                self.pairs.push(u128::from(from.0) << 64 | u128::from(low));
            }
        }
    }

    /// Readings of everything, by provenance.
    fn all(&mut self, frame: &Frame<'_>, out: &mut Vec<Reading>) {
        for provenance in Provenance::ALL {
            let ranks = self.provenances.iter().zip(0_u32..);
            let ranks = ranks.filter(|(of, _)| *of == provenance);
            self.group.ranks.clear();
            self.group.ranks.extend(ranks.map(|(_, rank)| rank));
            if !self.group.ranks.is_empty() {
                out.push(self.reading(Scope::All, *provenance, frame));
            }
        }
    }

    /// Readings of a kind of scope that one id tells apart.
    fn by_one(
        &mut self,
        kind: usize,
        scope: impl Fn(u32) -> Scope,
        frame: &Frame<'_>,
        out: &mut Vec<Reading>,
    ) {
        let mut keys = std::mem::take(&mut self.singles[kind]);
        keys.sort_unstable();
        for group in keys.chunk_by(|a, b| a >> RANK == b >> RANK) {
            self.group.ranks.clear();
            self.group.ranks.extend(group.iter().map(|key| rank(*key)));
            let id = (group[0] >> (RANK + PROVENANCE)) as u32;
            out.push(self.reading(scope(id), provenance(group[0]), frame));
        }
        self.singles[kind] = keys;
    }

    /// Readings by pair of organisations.
    fn by_two(&mut self, frame: &Frame<'_>, out: &mut Vec<Reading>) {
        let mut pairs = std::mem::take(&mut self.pairs);
        pairs.sort_unstable();
        for group in pairs.chunk_by(|a, b| a >> RANK == b >> RANK) {
            self.group.ranks.clear();
            let ranks = group.iter().map(|key| rank(*key as u64));
            self.group.ranks.extend(ranks);
            let (from, low) = ((group[0] >> 64) as u32, group[0] as u64);
            let to = (low >> (RANK + PROVENANCE)) as u32;
            let scope = Scope::Pair(OrgId(from), OrgId(to));
            out.push(self.reading(scope, provenance(low), frame));
        }
        self.pairs = pairs;
    }

    /// One reading, of the group that was gathered.
    fn reading(&mut self, scope: Scope, provenance: Provenance, frame: &Frame<'_>) -> Reading {
        let group = &mut self.group;
        group.values.clear();
        let values = group.ranks.iter().map(|rank| self.values[*rank as usize]);
        group.values.extend(values);
        let figures = figures(frame.about.statistic, &group.values, frame.horizon);
        let open = group.values.iter().filter(|value| value.1).count();
        let mut reading = Reading {
            metric: frame.about.id,
            scope,
            provenance,
            assumed: frame.assumed[provenance as usize],
            unit: frame.about.unit,
            count: u32::try_from(group.ranks.len()).unwrap_or(u32::MAX),
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
            self.show(&mut reading);
        }
        reading
    }

    fn show(&self, reading: &mut Reading) {
        let place = |rank: &u32| self.order[*rank as usize].1;
        let ranks = self.group.ranks.iter();
        let rows = || ranks.clone().map(|rank| &self.rows[place(rank) as usize]);
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
        // Where none has ended, the restricted mean would be the horizon and tell nothing.
        Statistic::Duration if values.iter().all(|value| value.1) => Figures::default(),
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
