//! What single cells of a table of agreements say.

use crate::model::AgreementState;
use crate::scenario::table;
use jiff::civil::Date;

/// The most analyst-hours a year that an agreement may cost a party.
const MOST_HOURS: f64 = 1_000_000.0;

/// Whether a cell of an issue area is ticked; none where it says neither yes nor no.
pub(super) fn ticked(written: &str) -> Option<bool> {
    match table::plain(written).as_str() {
        "yes" | "y" | "x" | "1" | "true" | "t" => Some(true),
        "no" | "n" | "0" | "false" | "f" => Some(false),
        "" => match written.trim() {
            "✓" | "✔" | "✗" | "✘" => Some(!matches!(written.trim(), "✗" | "✘")),
            "" | "-" | "–" | "—" => Some(false),
            _ => None,
        },
        _ => None,
    }
}

/// Where an agreement stands.
pub(super) fn state(written: &str) -> Option<AgreementState> {
    Some(match table::plain(written).as_str() {
        "operational" | "inforce" | "active" => AgreementState::Operational,
        "signed" | "notinforce" => AgreementState::Signed,
        "suspended" => AgreementState::Suspended,
        "lapsed" | "expired" | "terminated" => AgreementState::Lapsed,
        _ => return None,
    })
}

/// Analyst-hours, in thousandths.
///
/// # Errors
/// Whether it is a number at all.
pub(super) fn effort(written: &str) -> Result<u32, bool> {
    let number = |text: &str| {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let fits = |c: char| c.is_ascii_digit() || c == '.';
        let number = digits.starts_with(|c: char| c.is_ascii_digit()) && digits.chars().all(fits);
        number.then(|| text.parse::<f64>().ok()).flatten()
    };
    match number(written.trim()) {
        Some(hours) if (0.0..=MOST_HOURS).contains(&hours) => {
            Ok(libm::round(hours * 1000.0) as u32)
        }
        Some(_) => Err(true),
        None => Err(false),
    }
}

/// Whether there is such a date: a year, a month of a year or a day, as people and spreadsheets
/// write them. A day and a month in figures may stand in either order.
pub(super) fn is_date(written: &str) -> bool {
    // Spreadsheets put midnight behind a day.
    let day = written
        .split_once(['T', ' '])
        .filter(|(_, time)| is_time(time));
    let written = day.map_or(written, |(day, _)| day);
    let mut month = None;
    let mut numbers: Vec<(i64, usize)> = Vec::new();
    let separates = |c: char| c.is_whitespace() || matches!(c, '-' | '/' | '.' | ',');
    for piece in written.split(separates).filter(|piece| !piece.is_empty()) {
        let digits = piece
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(piece.len());
        let (number, word) = piece.split_at(digits);
        match (number.parse(), word) {
            (Ok(number), "" | "st" | "nd" | "rd" | "th") if digits <= 4 => {
                numbers.push((number, digits));
            }
            _ if digits == 0 && month.is_none() && self::month(word).is_some() => {
                month = self::month(word);
            }
            _ => return false,
        }
    }
    // Two figures of a year are enough behind a day.
    let year = |(number, digits): (i64, usize)| match digits {
        4 if (1800..=2200).contains(&number) => Some(number),
        2 => Some(2000 + number),
        _ => None,
    };
    let whole = |given: (i64, usize)| year(given).filter(|_| given.1 == 4);
    let is = |year: Option<i64>, month: i64, day: i64| year.is_some_and(|y| exists(y, month, day));
    match (month, numbers.as_slice()) {
        (Some(month), [y]) => is(whole(*y), month, 1),
        (Some(month), [a, b]) => is(year(*b), month, a.0) || is(whole(*a), month, b.0),
        (None, [y]) => whole(*y).is_some(),
        (None, [a, b]) => is(whole(*a), b.0, 1) || is(whole(*b), a.0, 1),
        (None, [a, b, c]) if a.1 == 4 => is(whole(*a), b.0, c.0),
        (None, [a, b, c]) => is(year(*c), b.0, a.0) || is(year(*c), a.0, b.0),
        _ => false,
    }
}

fn is_time(text: &str) -> bool {
    let fits = |c: char| c.is_ascii_digit() || matches!(c, ':' | '.' | 'Z' | ' ' | 'A' | 'P' | 'M');
    text.contains(':') && text.chars().all(fits)
}

fn exists(year: i64, month: i64, day: i64) -> bool {
    let small = |number: i64| i8::try_from(number).unwrap_or(-1);
    let year = i16::try_from(year).unwrap_or(-1);
    Date::new(year, small(month), small(day)).is_ok()
}

/// The month of a name, or of its first three letters or more.
fn month(word: &str) -> Option<i64> {
    const NAMES: &[&str] = &[
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = word.to_lowercase();
    let found = NAMES
        .iter()
        .position(|name| word.len() >= 3 && name.starts_with(&word));
    found.and_then(|nth| i64::try_from(nth + 1).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_are_ticked_as_people_tick_them() {
        for (written, expected) in [
            ("yes", Some(true)),
            (" Y ", Some(true)),
            ("X", Some(true)),
            ("1", Some(true)),
            ("TRUE", Some(true)),
            ("✓", Some(true)),
            ("No", Some(false)),
            ("n", Some(false)),
            ("0", Some(false)),
            ("False", Some(false)),
            ("", Some(false)),
            ("-", Some(false)),
            ("✗", Some(false)),
            ("maybe", None),
            ("2", None),
            ("?", None),
        ] {
            assert_eq!(ticked(written), expected, "{written}");
        }
    }

    #[test]
    fn dates_are_possible_or_not() {
        for written in [
            "2015",
            "2015-09",
            "9/2015",
            "2015-09-25",
            "2015/9/25",
            "25/09/2015",
            "9/25/2015",
            "25.9.2015",
            "25 September 2015",
            "September 25, 2015",
            "25th Sept 2015",
            "Sep 2015",
            "25-Sep-15",
            "2015 September 25",
            "2016-02-29",
            "2015-09-25T00:00:00",
            "9/25/2015 12:00 AM",
        ] {
            assert!(is_date(written), "{written}");
        }
        for written in [
            "",
            "soon",
            "15",
            "2015-13",
            "2015-02-29",
            "31/04/2015",
            "25/25/2015",
            "0/5/2015",
            "32 May 2015",
            "May",
            "Mayday 2015",
            "May June 2015",
            "1 2 3 2015",
            "20150925",
            "2999",
            "2015-09-25-01",
            "25 Ma 2015",
            "\u{661}/5/2015",
        ] {
            assert!(!is_date(written), "{written}");
        }
    }

    #[test]
    fn hours_are_numbers_from_nought_to_a_million() {
        for (written, expected) in [
            ("40", Ok(40_000)),
            (" 0.5 ", Ok(500)),
            ("0", Ok(0)),
            ("1000000", Ok(1_000_000_000)),
            ("1000001", Err(true)),
            ("-1", Err(true)),
            ("40h", Err(false)),
            ("1,5", Err(false)),
            ("1.2.3", Err(false)),
            ("1e3", Err(false)),
            ("inf", Err(false)),
            ("", Err(false)),
        ] {
            assert_eq!(effort(written), expected, "{written}");
        }
    }
}
