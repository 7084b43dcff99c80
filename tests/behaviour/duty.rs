//! Shifts, week-ends and changes of clocks, from a scenario's text to who is on duty when.

use hotwash::engine::Engine;
use hotwash::exercise::Exercise;
use hotwash::fact::Fact;
use hotwash::model::{Named, OrgId, SimTime};
use hotwash::scenario::{load, shelf::MemoryShelf};
use std::sync::Arc;

/// Four days in one zone: what an office of 09:00 to 17:30 works, and a night watch from 22:00 to
/// 06:00 that goes on duty on one evening.
struct Days {
    zone: &'static str,
    weekend: &'static str,
    startex: &'static str,
    evening: &'static str,
    office: &'static [(&'static str, &'static str)],
    night: (&'static str, &'static str),
}

/// All moments are UTC, month-day and time of 2024, worked by hand from the offsets in brackets.
const DAYS: &[Days] = &[
    // Clocks go forward on Sunday 31 March at 01:00 UTC. Friday 09:00 [+1] is 08:00, Monday 09:00
    // [+2] is 07:00. Saturday 22:00 [+1] is 21:00, Sunday 06:00 [+2] is 04:00: seven hours.
    Days {
        zone: "Europe/Berlin",
        weekend: "[Sat, Sun]",
        startex: "2024-03-29T00:00:00Z",
        evening: "Sat",
        office: &[
            ("03-29 08:00", "03-29 16:30"),
            ("04-01 07:00", "04-01 15:30"),
        ],
        night: ("03-30 21:00", "03-31 04:00"),
    },
    // Back on Sunday 27 October. Friday 09:00 [+2] is 07:00, Monday 09:00 [+1] is 08:00. Saturday
    // 22:00 [+2] is 20:00, Sunday 06:00 [+1] is 05:00: nine hours.
    Days {
        zone: "Europe/Berlin",
        weekend: "[Sat, Sun]",
        startex: "2024-10-25T00:00:00Z",
        evening: "Sat",
        office: &[
            ("10-25 07:00", "10-25 15:30"),
            ("10-28 08:00", "10-28 16:30"),
        ],
        night: ("10-26 20:00", "10-27 05:00"),
    },
    // Forward on Sunday 10 March. Friday 09:00 [-5] is 14:00, Monday 09:00 [-4] is 13:00. Saturday
    // 22:00 [-5] is 03:00 on Sunday, 06:00 [-4] is 10:00: seven hours.
    Days {
        zone: "America/New_York",
        weekend: "[Sat, Sun]",
        startex: "2024-03-08T00:00:00Z",
        evening: "Sat",
        office: &[
            ("03-08 14:00", "03-08 22:30"),
            ("03-11 13:00", "03-11 21:30"),
        ],
        night: ("03-10 03:00", "03-10 10:00"),
    },
    // Back on Sunday 3 November. Friday 09:00 [-4] is 13:00, Monday 09:00 [-5] is 14:00. Saturday
    // 22:00 [-4] is 02:00 on Sunday, 06:00 [-5] is 11:00: nine hours.
    Days {
        zone: "America/New_York",
        weekend: "[Sat, Sun]",
        startex: "2024-11-01T00:00:00Z",
        evening: "Sat",
        office: &[
            ("11-01 13:00", "11-01 21:30"),
            ("11-04 14:00", "11-04 22:30"),
        ],
        night: ("11-03 02:00", "11-03 11:00"),
    },
    // In the south clocks go back in April: Sunday 7, 03:00 [+11] to 02:00 [+10]. Friday 09:00
    // [+11] is 22:00 on Thursday, Monday 09:00 [+10] is 23:00 on Sunday. Saturday 22:00 [+11] is
    // 11:00, Sunday 06:00 [+10] is 20:00 on Saturday: nine hours.
    Days {
        zone: "Australia/Sydney",
        weekend: "[Sat, Sun]",
        startex: "2024-04-04T12:00:00Z",
        evening: "Sat",
        office: &[
            ("04-04 22:00", "04-05 06:30"),
            ("04-07 23:00", "04-08 07:30"),
        ],
        night: ("04-06 11:00", "04-06 20:00"),
    },
    // Forward on Sunday 29 September. Friday 09:00 [+12] is 21:00 on Thursday, Monday 09:00 [+13]
    // is 20:00 on Sunday. Saturday 22:00 [+12] is 10:00, Sunday 06:00 [+13] is 17:00: seven hours.
    Days {
        zone: "Pacific/Auckland",
        weekend: "[Sat, Sun]",
        startex: "2024-09-26T12:00:00Z",
        evening: "Sat",
        office: &[
            ("09-26 21:00", "09-27 05:30"),
            ("09-29 20:00", "09-30 04:30"),
        ],
        night: ("09-28 10:00", "09-28 17:00"),
    },
    // Forward by half an hour on Sunday 6 October, from [+10:30] to [+11]. Friday 09:00 is 22:30
    // on Thursday, Monday 09:00 is 22:00 on Sunday. Saturday 22:00 [+10:30] is 11:30, Sunday 06:00
    // [+11] is 19:00: seven and a half hours.
    Days {
        zone: "Australia/Lord_Howe",
        weekend: "[Sat, Sun]",
        startex: "2024-10-03T12:00:00Z",
        evening: "Sat",
        office: &[
            ("10-03 22:30", "10-04 07:00"),
            ("10-06 22:00", "10-07 06:30"),
        ],
        night: ("10-05 11:30", "10-05 19:00"),
    },
    // Forward at midnight, when Sunday 8 September begins at 01:00. Friday 09:00 [-4] is 13:00,
    // Monday 09:00 [-3] is 12:00. Saturday 22:00 [-4] is 02:00 on Sunday, 06:00 [-3] is 09:00.
    Days {
        zone: "America/Santiago",
        weekend: "[Sat, Sun]",
        startex: "2024-09-06T00:00:00Z",
        evening: "Sat",
        office: &[
            ("09-06 13:00", "09-06 21:30"),
            ("09-09 12:00", "09-09 20:30"),
        ],
        night: ("09-08 02:00", "09-08 09:00"),
    },
    // Friday and Saturday are off, and clocks go forward as Friday 26 April begins. Thursday 09:00
    // [+2] is 07:00, Sunday 09:00 [+3] is 06:00. Thursday 22:00 [+2] is 20:00, Friday 06:00 [+3]
    // is 03:00: seven hours.
    Days {
        zone: "Africa/Cairo",
        weekend: "[Fri, Sat]",
        startex: "2024-04-25T00:00:00Z",
        evening: "Thu",
        office: &[
            ("04-25 07:00", "04-25 15:30"),
            ("04-28 06:00", "04-28 14:30"),
        ],
        night: ("04-25 20:00", "04-26 03:00"),
    },
    // No change of clocks. Friday and Saturday are off; 09:00 [+3] is 06:00.
    Days {
        zone: "Asia/Riyadh",
        weekend: "[Fri, Sat]",
        startex: "2024-04-04T00:00:00Z",
        evening: "Thu",
        office: &[
            ("04-04 06:00", "04-04 14:30"),
            ("04-07 06:00", "04-07 14:30"),
        ],
        night: ("04-04 19:00", "04-05 03:00"),
    },
    // Next door Saturday and Sunday are off; 09:00 [+4] is 05:00.
    Days {
        zone: "Asia/Dubai",
        weekend: "[Sat, Sun]",
        startex: "2024-04-05T00:00:00Z",
        evening: "Sat",
        office: &[
            ("04-05 05:00", "04-05 13:30"),
            ("04-08 05:00", "04-08 13:30"),
        ],
        night: ("04-06 18:00", "04-07 02:00"),
    },
    // Saturday alone is off; 09:00 [+5:45] is 03:15, 17:30 is 11:45, 22:00 is 16:15.
    Days {
        zone: "Asia/Kathmandu",
        weekend: "[Sat]",
        startex: "2024-04-05T00:00:00Z",
        evening: "Sat",
        office: &[
            ("04-05 03:15", "04-05 11:45"),
            ("04-07 03:15", "04-07 11:45"),
            ("04-08 03:15", "04-08 11:45"),
        ],
        night: ("04-06 16:15", "04-07 00:15"),
    },
    // 09:00 [+9] is midnight UTC, so that an office day is one of UTC.
    Days {
        zone: "Asia/Tokyo",
        weekend: "[Sat, Sun]",
        startex: "2024-04-04T12:00:00Z",
        evening: "Sat",
        office: &[
            ("04-05 00:00", "04-05 08:30"),
            ("04-08 00:00", "04-08 08:30"),
        ],
        night: ("04-06 13:00", "04-06 21:00"),
    },
    // First to see the day: Friday 09:00 [+13] is 20:00 on Thursday.
    Days {
        zone: "Pacific/Apia",
        weekend: "[Sat, Sun]",
        startex: "2024-04-04T12:00:00Z",
        evening: "Sat",
        office: &[
            ("04-04 20:00", "04-05 04:30"),
            ("04-07 20:00", "04-08 04:30"),
        ],
        night: ("04-06 09:00", "04-06 17:00"),
    },
];

fn exercise(days: &Days) -> Exercise {
    let (zone, weekend, startex, evening) = (days.zone, days.weekend, days.startex, days.evening);
    let text = format!(
        r#"(format: 1, title: "Days", clock: (startex: "{startex}", endex: "+4 days"),
        economies: [(id: "HERE", zone: "{zone}", weekend: {weekend})],
        organisations: [
            (id: "night", kind: Police, economy: "HERE", desk: (analysts: 3,
             shift: Shifts([(from: "22:00", to: "06:00", analysts: 1, days: [{evening}])]))),
            (id: "office", kind: Company, economy: "HERE",
             desk: (analysts: 2, shift: OfficeHours)),
        ])"#
    );
    let loaded = load("days.ron", &MemoryShelf::new(&[("days.ron", &text)]));
    let problems: Vec<_> = loaded.problems.iter().map(|one| &one.message).collect();
    loaded
        .exercise
        .unwrap_or_else(|| panic!("{zone}: {problems:?}"))
}

fn org(exercise: &Exercise, id: &str) -> OrgId {
    OrgId::find(id, &exercise.names()).expect("it takes part")
}

/// A moment as the table writes it.
fn utc(exercise: &Exercise, at: SimTime) -> String {
    let unix = exercise.clock.startex_unix_ms + at.0;
    let moment = jiff::Timestamp::from_millisecond(unix).expect("a moment of 2024");
    moment.strftime("%m-%d %H:%M").to_string()
}

/// When so many are on duty, and nobody at any other time.
fn on_duty(exercise: &Exercise, id: &str, analysts: u16) -> Vec<(String, String)> {
    let duty = &exercise.org(org(exercise, id)).duty;
    assert_eq!(duty[0], (SimTime::STARTEX, 0), "{id}: nobody at STARTEX");
    let pairs = duty[1..].chunks(2).map(|pair| match pair {
        [(from, here), (to, 0)] if *here == analysts => (utc(exercise, *from), utc(exercise, *to)),
        _ => panic!("{id}: {pair:?} is no shift of {analysts}"),
    });
    pairs.collect()
}

#[test]
fn shifts_weekends_and_changes_of_clocks_fall_where_they_should() {
    let owned = |(from, to): &(&str, &str)| ((*from).to_owned(), (*to).to_owned());
    for days in DAYS {
        let exercise = exercise(days);
        let case = format!("{} from {}", days.zone, days.startex);
        let office: Vec<_> = days.office.iter().map(owned).collect();
        assert_eq!(on_duty(&exercise, "office", 2), office, "office in {case}");
        assert_eq!(
            on_duty(&exercise, "night", 1),
            [owned(&days.night)],
            "night in {case}"
        );
    }
}

/// A shift that begins in the hour that is skipped begins as much later; in the hour that comes
/// twice, at the first of the two.
#[test]
fn shifts_begin_where_clocks_are_changed() {
    for (startex, from, to) in [
        // 02:30 does not exist: 03:30 [+2] is 01:30. 10:30 [+2] is 08:30.
        ("2024-03-29T00:00:00Z", "03-31 01:30", "03-31 08:30"),
        // 02:30 comes twice, first [+2], which is 00:30. 10:30 [+1] is 09:30.
        ("2024-10-25T00:00:00Z", "10-27 00:30", "10-27 09:30"),
    ] {
        let text = format!(
            r#"(format: 1, title: "Early", clock: (startex: "{startex}", endex: "+4 days"),
            economies: [(id: "HERE", zone: "Europe/Berlin")],
            organisations: [(id: "early", kind: Police, economy: "HERE", desk: (analysts: 1,
                shift: Shifts([(from: "02:30", to: "10:30", days: [Sun])])))])"#
        );
        let loaded = load("early.ron", &MemoryShelf::new(&[("early.ron", &text)]));
        let exercise = loaded.exercise.expect("the scenario is good");
        let expected = [(from.to_owned(), to.to_owned())];
        assert_eq!(on_duty(&exercise, "early", 1), expected, "from {startex}");
    }
}

/// What is fixed beforehand is what happens: desks change shift at those moments.
#[test]
fn desks_change_shift_when_duty_says() {
    for days in DAYS {
        let exercise = Arc::new(exercise(days));
        let mut engine = Engine::new(Arc::clone(&exercise), 1);
        engine.run().expect("nothing goes past a limit");
        for id in ["office", "night"] {
            let whose = org(&exercise, id);
            let changed = engine
                .entries()
                .iter()
                .filter_map(|entry| match entry.fact() {
                    Some(Fact::ShiftChanged(f)) if f.org == whose => Some((entry.at, f.on_duty)),
                    _ => None,
                });
            let duty = &exercise.org(whose).duty;
            assert_eq!(
                changed.collect::<Vec<_>>(),
                duty[1..],
                "{id} in {}",
                days.zone
            );
        }
    }
}
