//! Moments on the command line: read as a scenario writes them, shown on three clocks.

use super::exit::{Exit, Failure};
use crate::exercise::Exercise;
use crate::model::{EconomyId, SimTime};
use crate::scenario::when;
use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};

/// Reads a moment such as `+1h30m`, `T+01:30`, `90m` or `2023-08-16T09:00[Asia/Tokyo]`.
///
/// # Errors
/// Says what is wrong with it.
fn read(text: &str, exercise: &Exercise) -> Result<SimTime, Failure> {
    if let Ok(span) = when::span(text) {
        return Ok(SimTime::STARTEX + span);
    }
    let clock = when::Clock {
        startex: exercise.clock.startex_unix_ms,
        zone: None,
        local: None,
    };
    when::moment(text, &clock).map_err(|bad| {
        let help = bad
            .help
            .unwrap_or_else(|| "write it like +1h30m".to_owned());
        Failure::new(Exit::Usage, format!("`{text}` is no moment"))
            .because(bad.message)
            .help(help)
    })
}

/// Reads a moment between STARTEX and ENDEX.
///
/// # Errors
/// Says what is wrong with it, or that it lies outside.
pub fn within(text: &str, exercise: &Exercise) -> Result<SimTime, Failure> {
    let (at, endex) = (read(text, exercise)?, exercise.clock.endex);
    if at >= SimTime::STARTEX && at <= endex {
        return Ok(at);
    }
    Err(
        Failure::new(Exit::Usage, format!("`{text}` lies outside the exercise")).because(format!(
            "it is {at}, STARTEX is {}, ENDEX {endex}",
            SimTime::STARTEX
        )),
    )
}

/// A moment in UTC.
#[must_use]
pub fn utc(at: SimTime, exercise: &Exercise) -> String {
    civil(at, exercise, 0)
}

/// A moment on the clocks of an economy.
#[must_use]
pub fn local(at: SimTime, exercise: &Exercise, economy: EconomyId) -> String {
    let economy = &exercise.economies[economy.at()];
    let civil = civil(at, exercise, economy.offset_at(at));
    format!("{civil} in {} ({})", economy.name, economy.zone)
}

fn civil(at: SimTime, exercise: &Exercise, offset: i32) -> String {
    let moment = Timestamp::from_millisecond(exercise.clock.scenario_unix_ms(at)).ok();
    let zone = Offset::from_seconds(offset).ok().map(TimeZone::fixed);
    let zoned = moment.zip(zone).map(|(moment, zone)| moment.to_zoned(zone));
    zoned.map_or_else(
        || "beyond the calendar".to_owned(),
        |zoned| zoned.strftime("%Y-%m-%d %H:%M:%S").to_string(),
    )
}
