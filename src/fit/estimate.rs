//! From sightings to parameters.

use super::law::{self, Found, Length};
use super::sighting::Sightings;
use crate::model::{OrgKind, Work};

/// What a parameter belongs to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Of {
    /// A channel, by its id.
    Channel(String),
    /// A kind of work.
    Work(Work),
    /// A kind of organisation.
    Kind(OrgKind),
}

/// Which number it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// Transit time of a channel at the median.
    Transit,
    /// Spread of its transit time.
    TransitSpread,
    /// Share lost without a word.
    Loss,
    /// How often a polled channel is looked at.
    Polled,
    /// How long after opening hours begin an office channel is read, at the median.
    OfficeHours,
    /// Service time at the median.
    Service,
    /// Spread of service time.
    ServiceSpread,
    /// Share of directory entries out of date.
    Stale,
    /// Share of directory entries missing.
    Missing,
    /// Everyday tickets.
    Background,
}

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Milliseconds.
    Milliseconds,
    /// Sigma of a logarithm.
    Sigma,
    /// A share of one.
    Share,
    /// Per hour.
    PerHour,
}

impl What {
    /// Its unit.
    #[must_use]
    pub const fn unit(self) -> Unit {
        match self {
            What::Transit | What::Polled | What::OfficeHours | What::Service => Unit::Milliseconds,
            What::TransitSpread | What::ServiceSpread => Unit::Sigma,
            What::Loss | What::Stale | What::Missing => Unit::Share,
            What::Background => Unit::PerHour,
        }
    }

    /// The word for it in a machine's hands.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            What::Transit => "transit",
            What::TransitSpread | What::ServiceSpread => "spread",
            What::Loss => "loss",
            What::Polled | What::OfficeHours => "reading",
            What::Service => "median",
            What::Stale => "stale",
            What::Missing => "missing",
            What::Background => "background",
        }
    }
}

/// An estimated parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// What it belongs to.
    pub of: Of,
    /// Which number it is.
    pub what: What,
    /// The estimate, in the unit of [`What::unit`].
    pub value: f64,
    /// The lower end of its interval.
    pub low: f64,
    /// The upper end of its interval.
    pub high: f64,
    /// How many observations it rests on.
    pub seen: usize,
    /// How many of them were still open when the record ended.
    pub open: usize,
}

impl Parameter {
    /// Where a scenario has it: `channels.email.transit`.
    #[must_use]
    pub fn path(&self) -> String {
        let word = self.what.word();
        match &self.of {
            Of::Channel(id) => format!("channels.{id}.{word}"),
            Of::Work(work) => format!("service.{work:?}.{word}"),
            Of::Kind(kind) if self.what == What::Background => {
                format!("kinds.{kind:?}.desk.{word}")
            }
            Of::Kind(kind) => format!("kinds.{kind:?}.directory.{word}"),
        }
    }
}

/// Estimates what can be, at a level of confidence such as 0.95; in order of what it belongs to.
#[must_use]
pub fn estimate(of: &Sightings, level: f64) -> Vec<Parameter> {
    let mut all = Vec::new();
    channels(of, level, &mut all);
    for (work, lengths) in &of.service {
        let of = Of::Work(*work);
        pair(
            &of,
            What::Service,
            What::ServiceSpread,
            lengths,
            level,
            &mut all,
        );
    }
    for (kind, entries) in &of.entries {
        let count = usize::try_from(entries.all).unwrap_or(usize::MAX);
        let missing = law::share(entries.missing, entries.all, level);
        push(
            Of::Kind(*kind),
            What::Missing,
            missing,
            (count, 0),
            &mut all,
        );
        // Each that bounced stands for so many out of date.
        let stands_for = match entries.bounced {
            0 => 1.0,
            some => entries.stale / some as f64,
        };
        let stale = law::share(entries.bounced, entries.all, level).map(|found| Found {
            value: (found.value * stands_for).min(1.0),
            low: (found.low * stands_for).min(1.0),
            high: (found.high * stands_for).min(1.0),
        });
        push(Of::Kind(*kind), What::Stale, stale, (count, 0), &mut all);
    }
    for (kind, (count, hours)) in &of.everyday {
        let found = law::rate(*count, *hours, level);
        let seen = usize::try_from(*count).unwrap_or(usize::MAX);
        push(
            Of::Kind(*kind),
            What::Background,
            found,
            (seen, 0),
            &mut all,
        );
    }
    all.sort_by(|a, b| (&a.of, a.what).cmp(&(&b.of, b.what)));
    all
}

fn channels(of: &Sightings, level: f64, all: &mut Vec<Parameter>) {
    for (id, lengths) in &of.transit {
        let of = Of::Channel(id.clone());
        pair(&of, What::Transit, What::TransitSpread, lengths, level, all);
    }
    for (id, tries) in &of.tries {
        let seen: u64 = (tries.iter()).map(|one| one.delivered + one.vanished).sum();
        let seen = usize::try_from(seen).unwrap_or(usize::MAX);
        let found = law::loss(tries, level);
        push(Of::Channel(id.clone()), What::Loss, found, (seen, 0), all);
    }
    for (id, waits) in &of.polled {
        // Whoever looks in at even intervals finds a message after half of one on average.
        let found = law::mean(waits, level).map(|found| Found {
            value: 2.0 * found.value,
            low: 2.0 * found.low,
            high: 2.0 * found.high,
        });
        push(
            Of::Channel(id.clone()),
            What::Polled,
            found,
            (waits.len(), 0),
            all,
        );
    }
    for (id, lengths) in &of.office {
        let median = law::lognormal(lengths, level).map(|(median, _)| median);
        push(
            Of::Channel(id.clone()),
            What::OfficeHours,
            median,
            counts(lengths),
            all,
        );
    }
}

fn counts(lengths: &[Length]) -> (usize, usize) {
    let open = lengths.iter().filter(|one| !one.whole).count();
    (lengths.len(), open)
}

fn pair(
    of: &Of,
    median: What,
    spread: What,
    lengths: &[Length],
    level: f64,
    all: &mut Vec<Parameter>,
) {
    if let Some((middle, sigma)) = law::lognormal(lengths, level) {
        push(of.clone(), median, Some(middle), counts(lengths), all);
        push(of.clone(), spread, Some(sigma), counts(lengths), all);
    }
}

fn push(of: Of, what: What, found: Option<Found>, seen: (usize, usize), all: &mut Vec<Parameter>) {
    if let Some(found) = found {
        all.push(Parameter {
            of,
            what,
            value: found.value,
            low: found.low,
            high: found.high,
            seen: seen.0,
            open: seen.1,
        });
    }
}
