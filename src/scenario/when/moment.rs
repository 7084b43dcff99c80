//! Moments of an exercise: `+1h30m`, `T+00:45`, `D+2 H+3 M+45`, `J-60`, on a calendar,
//! or by the time of day: `09:05`, `D+1 09:05`.

use super::cursor::Cursor;
use super::{BadTime, FURTHEST, absolute, calendar, day, span};
use crate::model::SimTime;
use crate::model::time::{DAY, HOUR, MINUTE, SECOND};
use crate::scenario::codes;
use jiff::tz::TimeZone;

const FORMS: &str = "write it from STARTEX like \"+1h30m\", \"T+01:30\", \"D+2 H+3 M+45\", on a \
                     calendar like \"2023-08-16T09:00[Asia/Tokyo]\", or by the time of day like \
                     \"09:05\" or \"D+1 09:05\"";

/// When STARTEX is, and in which zone local times are that name none.
#[derive(Clone, Debug)]
pub struct Clock {
    /// STARTEX in milliseconds of Unix time.
    pub startex: i64,
    /// The scenario's own zone.
    pub zone: Option<TimeZone>,
    /// The zone that STARTEX is written in, for times of day where the scenario has none.
    pub local: Option<TimeZone>,
}

/// Reads a moment. `D+2 H+3 M+45` and `J-60` add up from STARTEX, a day being 24 hours. `09:05`
/// is on the day of STARTEX and `D+1 09:05` on the day after, by the calendar of the scenario's
/// zone or else of the zone that STARTEX is written in.
///
/// # Errors
/// What is wrong, and where.
pub fn moment(text: &str, clock: &Clock) -> Result<SimTime, BadTime> {
    let mut cursor = Cursor::new(text);
    cursor.skip_blank();
    let (start_at, mut start) = (cursor.at, cursor.rest().chars());
    let first = start.next().unwrap_or(' ');
    // A letter is a form's first only when a sign or number follows; otherwise it is a word.
    let next = start.find(|c| !c.is_whitespace());
    let counts = next.is_some_and(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | '\u{2212}'));
    let ms = match first.to_ascii_uppercase() {
        '+' | '-' => signed(&mut cursor)?,
        'T' if counts => {
            cursor.at += 1;
            cursor.skip_blank();
            signed(&mut cursor)?
        }
        'D' | 'J' if counts && let Some(unix) = of_day(&mut cursor, clock)? => {
            i128::from(unix) - i128::from(clock.startex)
        }
        'D' | 'J' | 'H' | 'M' | 'S' if counts => parts(&mut cursor)?,
        '0'..='9' if span::span(text).is_ok() => {
            let message = "a time after STARTEX has a plus in front";
            let all = start_at..cursor.text.trim_end().len();
            let bad = BadTime::new(&codes::BAD_MOMENT, all, message);
            return Err(bad.help(format!("write \"+{}\"", text.trim())));
        }
        '0'..='9' if let Some(time) = day::take(&mut cursor)? => {
            let unix = day::moment(time, None, clock, start_at..cursor.at)?;
            i128::from(unix) - i128::from(clock.startex)
        }
        '0'..='9' => {
            let date = absolute(text, clock.zone.as_ref());
            // What ends before there is a date need not have been meant for one.
            let unix = date.map_err(|bad| match bad.part.start {
                0..4 if bad.help.as_deref() == Some(calendar::FORMS) => bad.help(FORMS),
                _ => bad,
            })?;
            return near(i128::from(unix) - i128::from(clock.startex), text);
        }
        _ => {
            let message = format!("a moment does not begin with {}", cursor.here());
            return Err(BadTime::new(&codes::BAD_MOMENT, cursor.spot(), message).help(FORMS));
        }
    };
    cursor.skip_blank();
    if !cursor.is_done() {
        let message = format!("{} does not belong in a moment", cursor.here());
        return Err(BadTime::new(&codes::BAD_MOMENT, cursor.spot(), message).help(FORMS));
    }
    near(ms, text)
}

fn near(ms: i128, text: &str) -> Result<SimTime, BadTime> {
    let near = i64::try_from(ms)
        .ok()
        .filter(|ms| ms.unsigned_abs() <= FURTHEST.unsigned_abs());
    near.map(SimTime).ok_or_else(|| {
        let message = "that is more than 100 years from STARTEX";
        BadTime::new(&codes::TIME_TOO_FAR, 0..text.len(), message)
    })
}

/// A sign, then a length of time or `hours:minutes[:seconds]`, hours unbounded.
fn signed(cursor: &mut Cursor<'_>) -> Result<i128, BadTime> {
    let sign = match cursor.take_any(&['+', '-']) {
        Some('-') => -1,
        Some(_) => 1,
        None => {
            let message = format!("`+` or `-` is expected, not {}", cursor.here());
            return Err(BadTime::new(&codes::BAD_MOMENT, cursor.spot(), message).help(FORMS));
        }
    };
    cursor.skip_blank();
    let mut ahead = *cursor;
    if let Some(hours) = ahead.number()
        && ahead.take(":")
    {
        let start = cursor.at;
        *cursor = ahead;
        let minutes = cursor.digits(2);
        let seconds = if minutes.is_some() && cursor.take(":") {
            cursor.digits(2)
        } else {
            Some(0)
        };
        return match (minutes, seconds) {
            (Some(minutes @ 0..60), Some(seconds @ 0..60)) => {
                let ms = hours * HOUR + minutes * MINUTE + seconds * SECOND;
                Ok(i128::from(sign * ms))
            }
            _ => {
                let message = "this is not hours:minutes or hours:minutes:seconds";
                Err(BadTime::new(&codes::BAD_MOMENT, start..cursor.text.len(), message).help(FORMS))
            }
        };
    }
    // A missing unit or a strange one is explained in the words of a length of time.
    span::units(cursor).map(|span| i128::from(sign * span.0))
}

/// `D+1 09:05` as milliseconds of Unix time; nothing is taken when it is not written so.
fn of_day(cursor: &mut Cursor<'_>, clock: &Clock) -> Result<Option<i64>, BadTime> {
    let (start, mut ahead) = (cursor.at, *cursor);
    ahead.take_any(&['D', 'J', 'd', 'j']);
    ahead.skip_blank();
    let sign = ahead.take_any(&['+', '-', '\u{2212}']);
    ahead.skip_blank();
    let (Some(sign), Some(days)) = (sign, ahead.number()) else {
        return Ok(None);
    };
    let before = ahead.at;
    ahead.skip_blank();
    if ahead.at == before {
        return Ok(None);
    }
    let Some(time) = day::take(&mut ahead)? else {
        return Ok(None);
    };
    *cursor = ahead;
    let days = if sign == '+' { days } else { -days };
    day::moment(time, Some(days), clock, start..ahead.at).map(Some)
}

/// `D+2 H+3 M+45`: days (`J` in French), hours, minutes, seconds, each at most once.
fn parts(cursor: &mut Cursor<'_>) -> Result<i128, BadTime> {
    let (mut total, mut last) = (0i128, i64::MAX);
    while !cursor.is_done() {
        let start = cursor.at;
        let letter = cursor.take_any(&['D', 'J', 'H', 'M', 'S', 'd', 'j', 'h', 'm', 's']);
        let unit = match letter.map(|letter| letter.to_ascii_uppercase()) {
            Some('D' | 'J') => DAY,
            Some('H') => HOUR,
            Some('M') => MINUTE,
            Some(_) => SECOND,
            None => {
                let message = format!("`D`, `H` or `M` is expected, not {}", cursor.here());
                return Err(BadTime::new(&codes::BAD_MOMENT, cursor.spot(), message).help(FORMS));
            }
        };
        cursor.skip_blank();
        let sign = match cursor.take_any(&['+', '-', '\u{2212}']) {
            Some('+') => 1,
            Some(_) => -1,
            None => {
                let message = format!("`+` or `-` is expected, not {}", cursor.here());
                return Err(BadTime::new(&codes::BAD_MOMENT, cursor.spot(), message).help(FORMS));
            }
        };
        cursor.skip_blank();
        let Some(number) = cursor.number() else {
            let message = format!("a number is expected, not {}", cursor.here());
            return Err(BadTime::new(&codes::BAD_MOMENT, cursor.spot(), message).help(FORMS));
        };
        if unit >= last {
            let message = "days come before hours before minutes, and each once";
            return Err(BadTime::new(&codes::BAD_MOMENT, start..cursor.at, message).help(FORMS));
        }
        last = unit;
        total += i128::from(sign * number) * i128::from(unit);
        cursor.skip_blank();
    }
    Ok(total)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn clock() -> Clock {
        let startex = absolute("2023-08-16T00:00:00Z", None).unwrap();
        let zone = super::super::zone("Asia/Tokyo").ok();
        let local = None;
        Clock {
            startex,
            zone,
            local,
        }
    }

    #[test]
    fn moments_are_read_as_people_write_them() {
        for (text, expected) in [
            ("+45m", 45 * MINUTE),
            ("+1h30m", 90 * MINUTE),
            ("+90m", 90 * MINUTE),
            ("-10m", -10 * MINUTE),
            ("+1:30", 90 * MINUTE),
            ("T+00:45", 45 * MINUTE),
            ("T+75:00", 75 * HOUR),
            ("T+01:25:30", 85 * MINUTE + 30 * SECOND),
            ("T-00:10", -10 * MINUTE),
            ("T+45m", 45 * MINUTE),
            ("D+2 H+3 M+45", 2 * DAY + 3 * HOUR + 45 * MINUTE),
            ("D+0", 0),
            ("J-60", -60 * DAY),
            ("j+1 h-2", 22 * HOUR),
            ("H+3", 3 * HOUR),
            ("M+75", 75 * MINUTE),
            ("2023-08-16T09:00[Asia/Tokyo]", 0),
            ("2023-08-16T01:00:00Z", HOUR),
            ("16/08/2023 09h05", 5 * MINUTE),
            ("2023-08-15T23:59:00Z", -MINUTE),
            ("09:05", 5 * MINUTE),
            ("09:05:30", 5 * MINUTE + 30 * SECOND),
            ("9h05", 5 * MINUTE),
            (" 9:05 PM ", 12 * HOUR + 5 * MINUTE),
            ("12:00 pm", 3 * HOUR),
            ("23:59:59", 15 * HOUR - SECOND),
            ("D+1 00:30", 15 * HOUR + 30 * MINUTE),
            ("J+1 9h00", DAY),
            ("D+0 08:00", -HOUR),
            ("D-1 09:00", -DAY),
        ] {
            assert_eq!(moment(text, &clock()), Ok(SimTime(expected)), "{text}");
        }
    }

    #[test]
    fn what_is_wrong_is_named_where_it_is() {
        for (text, code, part) in [
            ("", "HW0202", 0..0),
            ("quarter past", "HW0202", 0..1),
            ("T45m", "HW0202", 1..2),
            ("T+0045", "HW0201", 2..6),
            ("T+00:75", "HW0202", 2..7),
            ("+45", "HW0201", 1..3),
            ("45m", "HW0202", 0..3),
            (" 1h30m", "HW0202", 1..6),
            ("+45m later", "HW0202", 5..6),
            ("D+2 X+3", "HW0202", 4..5),
            ("H+3 D+2", "HW0202", 4..7),
            ("D+2 D+3", "HW0202", 4..7),
            ("D2", "HW0202", 1..2),
            ("D+", "HW0202", 2..2),
            ("D+999999999", "HW0208", 0..11),
            ("T+999999999:00", "HW0208", 0..14),
            ("9999-12-31T00:00:00Z", "HW0208", 0..20),
            ("2023-08-16T24:00", "HW0202", 11..16),
            ("08:59", "HW0202", 0..5),
            ("24:00", "HW0202", 0..5),
            ("09:5", "HW0202", 0..3),
            ("09:05:60", "HW0202", 0..8),
            ("13:00 PM", "HW0202", 0..8),
            ("09:05 sharp", "HW0202", 6..7),
            ("D+1 25:00", "HW0202", 4..9),
            ("D+999999 09:00", "HW0208", 0..14),
        ] {
            let bad = moment(text, &clock()).unwrap_err();
            assert_eq!(
                (bad.code.id, bad.part),
                (code, part),
                "{text}: {}",
                bad.message
            );
        }
    }

    #[test]
    fn a_time_of_day_needs_a_day_that_has_it_once() {
        let zone = super::super::zone("Europe/Brussels").ok();
        for (startex, text, code) in [
            ("2024-03-31T00:30+01:00", "02:30", "HW0204"),
            ("2024-03-30T09:00+01:00", "D+1 02:30", "HW0204"),
            ("2024-10-27T00:30+02:00", "02:30", "HW0205"),
            ("2024-03-31T00:30+01:00", "00:29", "HW0202"),
        ] {
            let startex = absolute(startex, None).unwrap();
            let clock = Clock {
                startex,
                zone: zone.clone(),
                local: None,
            };
            assert_eq!(moment(text, &clock).unwrap_err().code.id, code, "{text}");
        }
        let clock = Clock {
            startex: absolute("2024-03-30T09:00+01:00", None).unwrap(),
            zone,
            local: None,
        };
        // Clocks are put forward in between: the day has 23 hours.
        assert_eq!(moment("D+1 09:00", &clock), Ok(SimTime(23 * HOUR)));
        assert_eq!(moment("D+1", &clock), Ok(SimTime(24 * HOUR)));
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(
            text in "([TDJHM+-]{0,2}[0-9]{0,10}[-:/Th]?[0-9]{0,4}[ é\\[A-Za-z\\]Z+-]{0,3}){0,4}"
        ) {
            if let Ok(at) = moment(&text, &clock()) {
                prop_assert!(at.0.abs() <= FURTHEST);
            }
            let _ = absolute(&text, None);
        }
    }
}
