//! Working hours of a zone, as stretches of exercise time.

use super::cursor::Cursor;
use super::{BadTime, zone};
use crate::model::SimTime;
use crate::scenario::codes;
use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Time, Weekday};
use jiff::tz::TimeZone;

/// A day's working hours in minutes from its midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hours {
    /// When work begins.
    pub from: u16,
    /// When it ends; not after `from` means on the next day.
    pub to: u16,
}

impl Hours {
    /// The whole day.
    pub const ALL_DAY: Hours = Hours { from: 0, to: 1440 };

    /// Reads a time of day, `09:00` to `24:00`, in minutes.
    ///
    /// # Errors
    /// A text that is none.
    pub fn minute(text: &str) -> Result<u16, BadTime> {
        let mut cursor = Cursor::new(text);
        let hour = cursor.number();
        let minute = match hour.and_then(|_| cursor.take_any(&[':', 'h'])) {
            Some(_) => cursor.digits(2),
            None => None,
        };
        match (hour, minute) {
            (Some(hour), Some(minute @ 0..60))
                if cursor.is_done() && hour * 60 + minute <= 1440 =>
            {
                Ok(u16::try_from(hour * 60 + minute).unwrap_or(0))
            }
            _ => {
                let message = "this is not a time of day";
                let bad = BadTime::new(&codes::BAD_HOURS, 0..text.len(), message);
                Err(bad.help("write it like \"09:00\", up to \"24:00\""))
            }
        }
    }
}

/// When somebody works these hours on these days (Monday first), but not on holidays, between
/// two moments: stretches in order, apart from each other. A shift belongs to the day it begins
/// on. Where clocks are put forward over a beginning or end, it falls as much later; where they
/// are put back, the first of the two counts. `startex` is in milliseconds of Unix time.
#[must_use]
pub fn on_duty(
    zone: &TimeZone,
    days: [bool; 7],
    hours: Hours,
    holidays: &[Date],
    startex: i64,
    from: SimTime,
    until: SimTime,
) -> Vec<(SimTime, SimTime)> {
    let local = |at: SimTime| zone.to_datetime(zone::timestamp(startex.saturating_add(at.0)));
    let last = local(until).date();
    // A shift that began the day before may reach in.
    let mut day = local(from).date().saturating_sub(1.day());
    let mut list: Vec<(SimTime, SimTime)> = Vec::new();
    while day <= last {
        let weekday = usize::try_from(day.weekday().to_monday_zero_offset()).unwrap_or(0);
        if days[weekday] && !holidays.contains(&day) {
            let over_midnight = u16::from(hours.to <= hours.from) * 1440;
            let begin = moment(zone, day, hours.from, startex).max(from);
            let end = moment(zone, day, hours.to + over_midnight, startex).min(until);
            match list.last_mut() {
                Some((_, last)) if *last >= begin => *last = end.max(*last),
                _ if begin < end => list.push((begin, end)),
                _ => {}
            }
        }
        match day.checked_add(1.day()) {
            Ok(next) => day = next,
            Err(_) => break,
        }
    }
    list
}

/// The exercise time of a minute of a local day; minutes past 1440 are on the next.
fn moment(zone: &TimeZone, day: Date, minute: u16, startex: i64) -> SimTime {
    let day = day.saturating_add(i64::from(minute / 1440).days());
    let (hour, minute) = (minute / 60 % 24, minute % 60);
    let small = |n: u16| i8::try_from(n).unwrap_or(0);
    let time = Time::new(small(hour), small(minute), 0, 0).unwrap_or(Time::midnight());
    let local = DateTime::from_parts(day, time);
    let at = zone.to_ambiguous_timestamp(local).compatible();
    let unix = at.map_or(i64::MAX, |at| at.as_millisecond());
    SimTime(unix.saturating_sub(startex))
}

/// The days of a week that are not among `weekend`, Monday first.
#[must_use]
pub fn working_days(weekend: &[Weekday]) -> [bool; 7] {
    let mut days = [true; 7];
    for day in weekend {
        days[usize::try_from(day.to_monday_zero_offset()).unwrap_or(0)] = false;
    }
    days
}

#[cfg(test)]
mod tests {
    use super::super::{absolute, zone};
    use super::*;
    use crate::model::time::{DAY, HOUR, MINUTE};

    const OFFICE: Hours = Hours {
        from: 540,
        to: 1050,
    };

    fn check(
        name: &str,
        startex: &str,
        length: i64,
        weekend: &[Weekday],
        hours: Hours,
    ) -> Vec<(i64, i64)> {
        let startex = absolute(startex, None).unwrap();
        let (zone, days) = (zone(name).unwrap(), working_days(weekend));
        let list = on_duty(
            &zone,
            days,
            hours,
            &[],
            startex,
            SimTime(0),
            SimTime(length),
        );
        list.into_iter()
            .map(|(from, to)| (from.0 / MINUTE, to.0 / MINUTE))
            .collect()
    }

    #[test]
    fn shifts_fall_where_they_should_over_a_change_of_clocks() {
        let weekend = [Weekday::Saturday, Weekday::Sunday];
        for (name, startex, expected) in [
            // From Friday 12:00 UTC to Monday 24:00 UTC; offices work 09:00 to 17:30.
            (
                "Europe/Brussels",
                "2024-03-29T12:00:00Z",
                [(0, 270), (4020, 4530)],
            ),
            (
                "Europe/Brussels",
                "2024-10-25T12:00:00Z",
                [(0, 210), (4080, 4590)],
            ),
            (
                "America/New_York",
                "2024-03-08T12:00:00Z",
                [(120, 630), (4380, 4890)],
            ),
            (
                "America/New_York",
                "2024-11-01T12:00:00Z",
                [(60, 570), (4440, 4950)],
            ),
            (
                "Australia/Sydney",
                "2024-10-04T00:00:00Z",
                [(0, 450), (4200, 4710)],
            ),
            (
                "Asia/Tokyo",
                "2024-03-29T00:00:00Z",
                [(0, 510), (4320, 4830)],
            ),
            (
                "Asia/Kathmandu",
                "2024-03-29T00:00:00Z",
                [(195, 705), (4515, 5025)],
            ),
            (
                "Pacific/Auckland",
                "2024-09-26T20:00:00Z",
                [(60, 570), (4320, 4830)],
            ),
        ] {
            let found = check(name, startex, 84 * HOUR, &weekend, OFFICE);
            assert_eq!(found, expected, "{name} {startex}");
        }
    }

    #[test]
    fn weekends_differ() {
        // Thursday 22 August 2024, 00:00 UTC, for four days.
        for (name, weekend, expected) in [
            (
                "Asia/Dubai",
                vec![Weekday::Saturday, Weekday::Sunday],
                vec![(300, 810), (1740, 2250)],
            ),
            (
                "Asia/Riyadh",
                vec![Weekday::Friday, Weekday::Saturday],
                vec![(360, 870), (4680, 5190)],
            ),
            (
                "Asia/Kathmandu",
                vec![Weekday::Saturday],
                vec![(195, 705), (1635, 2145), (4515, 5025)],
            ),
        ] {
            let found = check(name, "2024-08-22T00:00:00Z", 4 * DAY, &weekend, OFFICE);
            assert_eq!(found, expected, "{name}");
        }
    }

    #[test]
    fn nights_and_whole_days_run_on() {
        let night = Hours {
            from: 1320,
            to: 360,
        };
        let found = check("UTC", "2024-08-22T00:00:00Z", 2 * DAY, &[], night);
        assert_eq!(found, [(0, 360), (1320, 1800), (2760, 2880)]);
        let found = check(
            "Europe/Brussels",
            "2024-03-30T00:00:00Z",
            2 * DAY,
            &[],
            Hours::ALL_DAY,
        );
        assert_eq!(found, [(0, 2880)]);
        // On the night of the change, a shift from 22:00 to 06:00 lasts seven hours.
        let found = check("Europe/Brussels", "2024-03-30T12:00:00Z", DAY, &[], night);
        assert_eq!(found, [(540, 960)]);
    }

    #[test]
    fn holidays_are_off() {
        let startex = absolute("2023-08-14T00:00:00Z", None).unwrap();
        let zone = zone("Asia/Seoul").unwrap();
        let days = working_days(&[]);
        let holiday = jiff::civil::date(2023, 8, 15);
        let until = SimTime(3 * DAY);
        let list = on_duty(&zone, days, OFFICE, &[holiday], startex, SimTime(0), until);
        let starts: Vec<_> = list.iter().map(|(from, _)| from.0 / HOUR).collect();
        assert_eq!(starts, [0, 48]);
    }

    #[test]
    fn times_of_day_are_read() {
        for (text, expected) in [
            ("09:00", Some(540)),
            ("9h30", Some(570)),
            ("24:00", Some(1440)),
        ] {
            assert_eq!(Hours::minute(text).ok(), expected, "{text}");
        }
        for text in ["9", "25:00", "24:01", "09:60", "", "09:00 ", "é"] {
            assert!(Hours::minute(text).is_err(), "{text}");
        }
    }
}
