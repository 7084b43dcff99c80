//! Times of day: `09:05`, `09:05:30`, `9h05`, `9:05 PM`.

use super::cursor::Cursor;
use super::{BadTime, Clock, calendar, zone};
use crate::scenario::codes;
use jiff::ToSpan;
use jiff::civil::{Date, Time};
use std::ops::Range;

/// Takes a time of day, if one comes next; nothing is taken otherwise.
///
/// # Errors
/// What looks like one and is none.
pub(super) fn take(cursor: &mut Cursor<'_>) -> Result<Option<Time>, BadTime> {
    let start = cursor.at;
    let mut ahead = *cursor;
    let Some(hour) = ahead.number() else {
        return Ok(None);
    };
    let short = ahead.at - start <= 2;
    if !short || ahead.take_any(&[':', 'h', 'H']).is_none() {
        return Ok(None);
    }
    let minute = ahead.digits(2);
    let second = if ahead.take(":") {
        ahead.digits(2)
    } else {
        Some(0)
    };
    let mut half = ahead;
    half.skip_blank();
    let word = half.take_while(char::is_alphabetic);
    let hour = match word.to_ascii_lowercase().as_str() {
        "am" | "pm" if !(1..=12).contains(&hour) => 24,
        "am" => hour % 12,
        "pm" => hour % 12 + 12,
        _ => hour,
    };
    if matches!(word.to_ascii_lowercase().as_str(), "am" | "pm") {
        ahead = half;
    }
    *cursor = ahead;
    let small = |n: i64| i8::try_from(n).ok();
    let time = || {
        let (hour, minute, second) = (small(hour)?, small(minute?)?, small(second?)?);
        Time::new(hour, minute, second, 0)
            .ok()
            .filter(|_| second < 60)
    };
    let none = || {
        let end = cursor.at.max(start + 1).min(cursor.text.len());
        BadTime::new(
            &codes::BAD_MOMENT,
            start..end,
            "there is no such time of day",
        )
        .help("write it like \"09:05\" or \"09:05:30\"")
    };
    time().map(Some).ok_or_else(none)
}

/// A time of day so many days after the day of STARTEX, in its zone, as milliseconds of Unix time.
/// Without a number of days it is the day of STARTEX, and then not before STARTEX.
///
/// # Errors
/// A time that the day does not have, or has twice, or that was before STARTEX.
pub(super) fn moment(
    time: Time,
    days: Option<i64>,
    clock: &Clock,
    part: Range<usize>,
) -> Result<i64, BadTime> {
    let Some(zone) = clock.zone.as_ref().or(clock.local.as_ref()) else {
        let message = "a zone is needed to know when that is";
        let bad = BadTime::new(&codes::NO_ZONE, part, message);
        return Err(bad.help("give the clock of the scenario its `zone`"));
    };
    let startex = zone.to_datetime(zone::timestamp(clock.startex));
    let far = || BadTime::new(&codes::TIME_TOO_FAR, part.clone(), "that is too far away");
    let date = |days: i64| -> Result<Date, BadTime> {
        let span = i32::try_from(days).ok().filter(|days| days.abs() < 100_000);
        let span = span.ok_or_else(far)?.days();
        startex.date().checked_add(span).map_err(|_| far())
    };
    let local = date(days.unwrap_or(0))?.to_datetime(time);
    let found = calendar::unambiguous(zone, local, part.clone())?.ok_or_else(far)?;
    let unix = found.as_millisecond();
    if days.is_none() && unix < clock.startex {
        let message = format!(
            "{time} is before STARTEX, which is at {} that day",
            startex.time()
        );
        let help = format!(
            "write \"D+1 {time}\" for the day after, \"D+0 {time}\" if it is before STARTEX"
        );
        return Err(BadTime::new(&codes::BAD_MOMENT, part, message).help(help));
    }
    Ok(unix)
}
