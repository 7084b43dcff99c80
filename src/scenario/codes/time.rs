//! HW02: spans, moments and zones.

super::codes! {
    BAD_SPAN = "HW0201" Error "not a length of time":
        "A length of time is written with its units, largest first: `90m`, `1h30m`, `2 days`, \
         `1.5h`, `45s`, `250ms`. Units are weeks, days, hours, minutes, seconds, milliseconds.";
        "limit: \"90\"";
    BAD_MOMENT = "HW0202" Error "not a moment":
        "A moment is written from STARTEX (`+1h30m`, `T+01:30`, `D+2 H+3 M+45`, `J-60`; a day is \
         24 hours), on a calendar (`2023-08-16T09:00[Asia/Tokyo]`, `2023-08-16T00:00:00Z`, \
         `2023-08-16T09:00+09:00`, `26/06/2024 09h05`) or by the time of day (`09:05` on the day \
         of STARTEX, `D+1 09:05` on the day after).";
        "at: \"quarter past\"";
    NO_ZONE = "HW0203" Error "a local time without a zone":
        "A local time means something only with a zone: add one in brackets, or an offset, or \
         give the clock of the scenario its `zone`.";
        "startex: \"2023-08-16T09:00\"";
    TIME_SKIPPED = "HW0204" Error "a local time that never was":
        "Clocks were put forward over this time, so no clock of that zone ever showed it. The \
         two readings that may be meant are given: write the one that is, with its offset.";
        "startex: \"2024-03-31T02:30[Europe/Brussels]\"";
    TIME_TWICE = "HW0205" Error "a local time that was twice":
        "Clocks were put back over this time, so that zone showed it twice. The two readings are \
         given: write the one that is meant, with its offset.";
        "startex: \"2024-10-27T02:30[Europe/Brussels]\"";
    UNKNOWN_ZONE = "HW0206" Error "no such time zone":
        "Zones have the names of the IANA time zone database, such as `Asia/Tokyo`. Its rules are \
         inside the program and the same on every machine.";
        "zone: \"Asia/Tokio\"";
    OFFSET_CONTRADICTS = "HW0207" Error "an offset that its zone does not have":
        "A time is given both an offset and a zone, and the zone had another offset then. Leave \
         one of them out, or correct it.";
        "startex: \"2023-08-16T09:00+08:00[Asia/Tokyo]\"";
    TIME_TOO_FAR = "HW0208" Error "a time too far away":
        "A length of time may be 100 years at most, and a moment no further than that from \
         STARTEX.";
        "limit: \"9999999999999 weeks\"";
    BAD_HOURS = "HW0209" Error "not working hours":
        "Working hours are two times of a day, such as `09:00` and `17:30`; the second may be \
         `24:00`, or earlier than the first when the shift ends the next day.";
        "hours: (\"9\", \"25:00\")";
}
