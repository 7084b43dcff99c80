//! Lengths of time: `90m`, `1h30m`, `2 days`, `1.5h`, `45s`, `250ms`.

use super::cursor::Cursor;
use super::{BadTime, FURTHEST};
use crate::model::Span;
use crate::model::time::{DAY, HOUR, MINUTE, SECOND};
use crate::scenario::codes;

const UNITS: &[(&[&str], i64)] = &[
    (&["w", "week", "weeks"], 7 * DAY),
    (&["d", "day", "days"], DAY),
    (&["h", "hr", "hrs", "hour", "hours"], HOUR),
    (&["m", "min", "mins", "minute", "minutes"], MINUTE),
    (&["s", "sec", "secs", "second", "seconds"], SECOND),
    (&["ms", "millisecond", "milliseconds"], 1),
];
const FORMS: &str = "write it like \"90m\", \"1h30m\", \"2 days\", \"1.5h\", \"45s\"";

/// Reads a length of time. Units come largest first, each once; a fraction must be a whole
/// number of milliseconds.
///
/// # Errors
/// What is wrong, and where.
pub fn span(text: &str) -> Result<Span, BadTime> {
    let mut cursor = Cursor::new(text);
    cursor.skip_blank();
    let total = units(&mut cursor)?;
    cursor.skip_blank();
    if !cursor.is_done() {
        let message = format!("{} does not belong in a length of time", cursor.here());
        return Err(BadTime::new(&codes::BAD_SPAN, cursor.spot(), message).help(FORMS));
    }
    Ok(total)
}

/// Reads amounts with units while there are any; at least one.
pub(super) fn units(cursor: &mut Cursor<'_>) -> Result<Span, BadTime> {
    let (mut total, mut last, from) = (0i128, i64::MAX, cursor.at);
    loop {
        let start = cursor.at;
        let (digits, scale) = decimal(cursor)?;
        cursor.skip_blank();
        let unit = named_unit(cursor, start)?;
        if unit >= last {
            let message = "units come largest first, and each once";
            return Err(BadTime::new(&codes::BAD_SPAN, start..cursor.at, message).help(FORMS));
        }
        last = unit;
        let amount = digits * i128::from(unit);
        if amount % scale != 0 {
            let message = "that is not a whole number of milliseconds";
            return Err(BadTime::new(&codes::BAD_SPAN, start..cursor.at, message));
        }
        total += amount / scale;
        if total > i128::from(FURTHEST) {
            let message = "that is longer than 100 years";
            return Err(BadTime::new(&codes::TIME_TOO_FAR, from..cursor.at, message));
        }
        let mut ahead = *cursor;
        ahead.skip_blank();
        if !ahead.rest().starts_with(|c: char| c.is_ascii_digit()) {
            // The total is at most 100 years, which fits.
            return Ok(Span(i64::try_from(total).unwrap_or(FURTHEST)));
        }
        *cursor = ahead;
    }
}

/// Digits with an optional fraction, as a numerator and a power of ten.
fn decimal(cursor: &mut Cursor<'_>) -> Result<(i128, i128), BadTime> {
    let start = cursor.at;
    let whole = cursor.take_while(|c| c.is_ascii_digit());
    if whole.is_empty() {
        let message = format!("a number is expected, not {}", cursor.here());
        return Err(BadTime::new(&codes::BAD_SPAN, cursor.spot(), message).help(FORMS));
    }
    let fraction = if cursor.take(".") {
        cursor.take_while(|c| c.is_ascii_digit())
    } else {
        ""
    };
    if whole.len() > 15 || fraction.len() > 9 {
        let message = "that number has too many digits";
        return Err(BadTime::new(
            &codes::TIME_TOO_FAR,
            start..cursor.at,
            message,
        ));
    }
    let digits = format!("{whole}{fraction}").parse().unwrap_or(0);
    Ok((
        digits,
        10i128.pow(u32::try_from(fraction.len()).unwrap_or(0)),
    ))
}

fn named_unit(cursor: &mut Cursor<'_>, start: usize) -> Result<i64, BadTime> {
    let from = cursor.at;
    let word = cursor.take_while(char::is_alphabetic);
    let lower = word.to_lowercase();
    let unit = UNITS
        .iter()
        .find(|(names, _)| names.contains(&lower.as_str()));
    match unit {
        Some((_, unit)) => Ok(*unit),
        None if word.is_empty() => {
            let number = cursor.text[start..from].trim();
            let message = format!("`{number}` of what? the unit is missing");
            let help = format!("write \"{number}m\" for minutes, \"{number}h\" for hours");
            Err(BadTime::new(&codes::BAD_SPAN, start..from, message).help(help))
        }
        None => {
            let word = word.chars().take(20).collect::<String>();
            let message = format!("`{word}` is not a unit of time");
            let help = "units are w, d, h, m, s, ms or their names";
            Err(BadTime::new(&codes::BAD_SPAN, from..cursor.at, message).help(help))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lengths_are_read_as_people_write_them() {
        for (text, expected) in [
            ("90m", 90 * MINUTE),
            ("1h30m", 90 * MINUTE),
            ("2 days", 2 * DAY),
            (" 1.5h ", 90 * MINUTE),
            ("45s", 45 * SECOND),
            ("250ms", 250),
            ("1 week 2 days 3 hours 4 min 5 sec 6 ms", 788_645_006),
            ("0m", 0),
            (
                "75:00".replace(':', "h").replace("00", "0m").as_str(),
                75 * HOUR,
            ),
            ("0.25s", 250),
            ("100 Days", 100 * DAY),
        ] {
            assert_eq!(span(text), Ok(Span(expected)), "{text}");
        }
    }

    #[test]
    fn what_is_wrong_is_named_where_it_is() {
        for (text, code, part) in [
            ("", "HW0201", 0..0),
            ("90", "HW0201", 0..2),
            ("m", "HW0201", 0..1),
            ("-5m", "HW0201", 0..1),
            ("5 fortnights", "HW0201", 2..12),
            ("30m1h", "HW0201", 3..5),
            ("1h1h", "HW0201", 2..4),
            ("1h, 5m", "HW0201", 2..3),
            ("0.3ms", "HW0201", 0..5),
            ("9999999999999 weeks", "HW0208", 0..19),
            ("99999999999999999999999999s", "HW0208", 0..26),
        ] {
            let bad = span(text).unwrap_err();
            assert_eq!(
                (bad.code.id, bad.part),
                (code, part),
                "{text}: {}",
                bad.message
            );
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "([0-9]{0,20}[.]?[0-9]{0,12} ?[a-zé:+-]{0,4}){0,4}") {
            if let Ok(length) = span(&text) {
                prop_assert!((0..=FURTHEST).contains(&length.0));
            }
        }
    }
}
