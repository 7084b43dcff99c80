//! Moments on a calendar: `2023-08-16T09:00[Asia/Tokyo]`, `2023-08-16T00:00:00Z`,
//! `2023-08-16T09:00+09:00`, `26/06/2024 09h05`.

use super::cursor::Cursor;
use super::{BadTime, zone};
use crate::scenario::codes;
use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, Offset, TimeZone};

pub(super) const FORMS: &str = "write it like \"2023-08-16T09:00[Asia/Tokyo]\", \
                                \"2023-08-16T00:00:00Z\", \"26/06/2024 09h05\"";

/// Reads a moment on a calendar as milliseconds of Unix time. `clock` is the zone of local times
/// that name none.
///
/// # Errors
/// What is wrong, and where; a local time that its zone's clocks skipped or showed twice.
pub fn absolute(text: &str, clock: Option<&TimeZone>) -> Result<i64, BadTime> {
    with_zone(text, clock).map(|(unix, _)| unix)
}

/// As [`absolute`], with the zone that the moment is read in.
///
/// # Errors
/// As [`absolute`].
pub fn with_zone(text: &str, clock: Option<&TimeZone>) -> Result<(i64, TimeZone), BadTime> {
    let mut cursor = Cursor::new(text);
    cursor.skip_blank();
    let local = date_time(&mut cursor)?;
    let end = cursor.at;
    cursor.skip_blank();
    let offset = offset(&mut cursor)?;
    let bracketed = bracketed(&mut cursor)?;
    cursor.skip_blank();
    if !cursor.is_done() {
        let message = format!("{} does not belong after a date and time", cursor.here());
        return Err(BadTime::new(&codes::BAD_MOMENT, cursor.spot(), message).help(FORMS));
    }
    let (moment, zone) = match (offset, bracketed) {
        (Some(offset), None) => (offset.to_timestamp(local).ok(), TimeZone::fixed(offset)),
        (Some(offset), Some(zone)) => {
            let moment = offset.to_timestamp(local).ok();
            if let Some(moment) = moment {
                agree(&zone, moment, offset, end..text.len())?;
            }
            (moment, zone)
        }
        (None, zone) => {
            let zone = zone.or_else(|| clock.cloned()).ok_or_else(|| {
                let message = format!("a zone is needed to know when {local} is");
                BadTime::new(&codes::NO_ZONE, 0..text.len(), message)
                    .help("add a zone such as \"[Asia/Tokyo]\" or an offset such as \"+09:00\"")
            })?;
            (unambiguous(&zone, local, 0..end)?, zone)
        }
    };
    let out_of_range = || BadTime::new(&codes::TIME_TOO_FAR, 0..text.len(), "that is too far away");
    moment
        .map(|moment| (moment.as_millisecond(), zone))
        .ok_or_else(out_of_range)
}

fn agree(
    zone: &TimeZone,
    moment: jiff::Timestamp,
    offset: Offset,
    part: std::ops::Range<usize>,
) -> Result<(), BadTime> {
    let right = zone.to_offset(moment);
    if right == offset {
        return Ok(());
    }
    let message = format!("the zone's offset was {right} then, not {offset}");
    Err(BadTime::new(&codes::OFFSET_CONTRADICTS, part, message)
        .help("leave the offset or the zone out"))
}

pub(super) fn unambiguous(
    zone: &TimeZone,
    local: DateTime,
    part: std::ops::Range<usize>,
) -> Result<Option<jiff::Timestamp>, BadTime> {
    let readings =
        |before: Offset, after: Offset| format!("write {local}{before} or {local}{after}");
    match zone.to_ambiguous_timestamp(local).offset() {
        AmbiguousOffset::Unambiguous { offset } => Ok(offset.to_timestamp(local).ok()),
        AmbiguousOffset::Gap { before, after } => {
            let message = format!("clocks skipped {local} there");
            Err(BadTime::new(&codes::TIME_SKIPPED, part, message).help(readings(before, after)))
        }
        AmbiguousOffset::Fold { before, after } => {
            let message = format!("clocks showed {local} twice there");
            Err(BadTime::new(&codes::TIME_TWICE, part, message).help(readings(before, after)))
        }
    }
}

/// `2023-08-16T09:00[:00]`, `2023-08-16 09:00`, or `16/08/2023 09h00`.
fn date_time(cursor: &mut Cursor<'_>) -> Result<DateTime, BadTime> {
    let start = cursor.at;
    let bad = |cursor: &Cursor<'_>, what: &str| {
        let message = format!("{what} is expected, not {}", cursor.here());
        BadTime::new(&codes::BAD_MOMENT, cursor.spot(), message).help(FORMS)
    };
    let (year, month, day);
    if let Some(found) = cursor.digits(4) {
        year = found;
        separator(cursor, "-")?;
        month = cursor
            .digits(2)
            .ok_or_else(|| bad(cursor, "a month of two digits"))?;
        separator(cursor, "-")?;
        day = cursor
            .digits(2)
            .ok_or_else(|| bad(cursor, "a day of two digits"))?;
    } else {
        day = cursor
            .number()
            .ok_or_else(|| bad(cursor, "a year or a day"))?;
        separator(cursor, "/")?;
        month = cursor.number().ok_or_else(|| bad(cursor, "a month"))?;
        separator(cursor, "/")?;
        year = cursor
            .digits(4)
            .ok_or_else(|| bad(cursor, "a year of four digits"))?;
    }
    let date_end = cursor.at;
    if !cursor.take("T") && !cursor.take("t") {
        let before = cursor.at;
        cursor.skip_blank();
        if cursor.at == before {
            return Err(bad(cursor, "`T` or a blank and a time of day"));
        }
    }
    let time_start = cursor.at;
    let hour = cursor.number().ok_or_else(|| bad(cursor, "an hour"))?;
    cursor
        .take_any(&[':', 'h', 'H'])
        .ok_or_else(|| bad(cursor, "`:` or `h`"))?;
    let minute = cursor
        .digits(2)
        .ok_or_else(|| bad(cursor, "minutes of two digits"))?;
    let mut second = 0;
    if cursor.take(":") {
        second = cursor
            .digits(2)
            .ok_or_else(|| bad(cursor, "seconds of two digits"))?;
    }
    if hour > 23 || minute > 59 || second > 59 {
        let message = "there is no such time of day";
        return Err(BadTime::new(
            &codes::BAD_MOMENT,
            time_start..cursor.at,
            message,
        ));
    }
    let small = |n: i64| i8::try_from(n).unwrap_or(-1);
    let year = i16::try_from(year).unwrap_or(-1);
    let (hour, minute, second) = (small(hour), small(minute), small(second));
    DateTime::new(year, small(month), small(day), hour, minute, second, 0).map_err(|_| {
        let message = "there is no such date";
        let bad = BadTime::new(&codes::BAD_MOMENT, start..date_end, message);
        if (1..=12).contains(&day) && (13..=31).contains(&month) {
            let day_first = format!("{month:02}/{day:02}/{year:04}");
            return bad.help(format!("the day comes before the month: \"{day_first}\""));
        }
        bad
    })
}

fn separator(cursor: &mut Cursor<'_>, what: &str) -> Result<(), BadTime> {
    if cursor.take(what) {
        return Ok(());
    }
    let message = format!("`{what}` is expected, not {}", cursor.here());
    Err(BadTime::new(&codes::BAD_MOMENT, cursor.spot(), message).help(FORMS))
}

fn offset(cursor: &mut Cursor<'_>) -> Result<Option<Offset>, BadTime> {
    let start = cursor.at;
    let written = cursor.take_while(|c| !c.is_whitespace() && c != '[');
    if written.is_empty() {
        return Ok(None);
    }
    zone::offset(written).map(Some).ok_or_else(|| {
        let shown: String = written.chars().take(20).collect();
        let message = format!("`{shown}` is not an offset such as `Z` or `+09:00`");
        BadTime::new(&codes::BAD_MOMENT, start..cursor.at, message).help(FORMS)
    })
}

fn bracketed(cursor: &mut Cursor<'_>) -> Result<Option<TimeZone>, BadTime> {
    if !cursor.take("[") {
        return Ok(None);
    }
    let start = cursor.at;
    let name = cursor.take_while(|c| c != ']');
    if !cursor.take("]") {
        let message = "`]` is missing after the zone";
        return Err(BadTime::new(&codes::BAD_MOMENT, start..cursor.at, message));
    }
    let shifted = |bad: BadTime| {
        let part = bad.part.start + start..bad.part.end + start;
        BadTime { part, ..bad }
    };
    zone::zone(name).map(Some).map_err(shifted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_people_write_them() {
        let tokyo = zone::zone("Asia/Tokyo").unwrap();
        for (text, clock, expected) in [
            ("2023-08-16T09:00[Asia/Tokyo]", None, "2023-08-16T00:00:00Z"),
            ("2023-08-16T00:00:00Z", None, "2023-08-16T00:00:00Z"),
            ("2023-08-16T09:00+09:00", None, "2023-08-16T00:00:00Z"),
            ("2023-08-16 09:00:30 +09:00", None, "2023-08-16T00:00:30Z"),
            (
                "2023-08-16T09:00+09:00[Asia/Tokyo]",
                None,
                "2023-08-16T00:00:00Z",
            ),
            ("26/06/2024 09h05", Some(&tokyo), "2024-06-26T00:05:00Z"),
            ("2/6/2024 9:05", Some(&tokyo), "2024-06-02T00:05:00Z"),
            (
                "2024-03-31T03:30[Europe/Brussels]",
                Some(&tokyo),
                "2024-03-31T01:30:00Z",
            ),
            (
                "2024-10-27T02:30+02:00[Europe/Brussels]",
                None,
                "2024-10-27T00:30:00Z",
            ),
        ] {
            let expected: jiff::Timestamp = expected.parse().unwrap();
            assert_eq!(
                absolute(text, clock),
                Ok(expected.as_millisecond()),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_wrong_is_named_where_it_is() {
        for (text, code, part) in [
            ("", "HW0202", 0..0),
            ("2023-8-16T09:00Z", "HW0202", 5..6),
            ("2023-02-29T09:00Z", "HW0202", 0..10),
            ("2023-08-16", "HW0202", 10..10),
            ("2023-08-16T25:00Z", "HW0202", 11..16),
            ("2023-08-16T09:00X", "HW0202", 16..17),
            ("2023-08-16T09:00Z!", "HW0202", 16..18),
            ("2023-08-16T09:00", "HW0203", 0..16),
            ("26/06/2024 09h05", "HW0203", 0..16),
            ("2023-08-16T09:00[Asia/Tokio]", "HW0206", 17..27),
            ("2023-08-16T09:00[Asia/Tokyo", "HW0202", 17..27),
            ("2023-08-16T09:00+08:00[Asia/Tokyo]", "HW0207", 16..34),
            ("2024-03-31T02:30[Europe/Brussels]", "HW0204", 0..16),
            ("2024-10-27T02:30[Europe/Brussels]", "HW0205", 0..16),
        ] {
            let bad = absolute(text, None).unwrap_err();
            assert_eq!(
                (bad.code.id, bad.part),
                (code, part),
                "{text}: {}",
                bad.message
            );
        }
        let bad = absolute("2024-10-27T02:30[Europe/Brussels]", None).unwrap_err();
        let help = "write 2024-10-27T02:30:00+02 or 2024-10-27T02:30:00+01";
        assert_eq!(bad.help.as_deref(), Some(help));
    }
}
