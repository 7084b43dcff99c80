//! Economies: clocks, working weeks, tension.

use super::super::cx::{Cx, Of, Week};
use super::super::gather::{Entry, List};
use super::super::ron_place::{Each, Entries, Given, Share, Spot};
use super::super::{codes, when};
use super::{noun, text};
use crate::exercise::{Economy, Family};
use crate::model::{SimTime, ThreatClass};
use jiff::civil::{Date, Weekday};
use serde::Deserialize;

noun! {
    EconomyText as "Economy" {
        name: Spot<String>,
        zone: Spot<String>,
        weekend: Each<Day>,
        hours: Spot<(Spot<String>, Spot<String>)>,
        holidays: Each<String>,
        languages: Vec<String>,
        tension: Entries<Given<Share>>,
        not_incidents: Vec<ThreatClass>,
        asks_first: Given<Share>,
    }
}

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub(in crate::scenario) enum Day {
    Mon,
    Tue,
    Wed,
    Thu,
    Fri,
    Sat,
    Sun,
}

impl Day {
    /// The day as the calendar knows it.
    pub(in crate::scenario) fn weekday(self) -> Weekday {
        match self {
            Day::Mon => Weekday::Monday,
            Day::Tue => Weekday::Tuesday,
            Day::Wed => Weekday::Wednesday,
            Day::Thu => Weekday::Thursday,
            Day::Fri => Weekday::Friday,
            Day::Sat => Weekday::Saturday,
            Day::Sun => Weekday::Sunday,
        }
    }
}

/// Resolves all economies and remembers their working weeks.
pub(in crate::scenario) fn resolve(cx: &mut Cx<'_>, list: &List<'_>) -> Vec<Economy> {
    let mut economies = Vec::new();
    for entry in list.values() {
        let decoded = entry.value.decode::<EconomyText>(cx.sources, cx.problems);
        let (week, economy) = one(cx, entry, decoded.map(|spot| spot.value));
        cx.weeks.push(std::rc::Rc::new(week));
        economies.push(economy);
    }
    economies
}

/// Says what is wrong with the fields of economies that play no part.
pub(in crate::scenario) fn look_at(cx: &mut Cx<'_>, list: &List<'_>) {
    for entry in list.values() {
        entry.value.decode::<EconomyText>(cx.sources, cx.problems);
    }
}

fn one(cx: &mut Cx<'_>, entry: &Entry<'_>, said: Option<EconomyText>) -> (Week, Economy) {
    let mut week = Week {
        zone: jiff::tz::TimeZone::UTC,
        days: when::working_days(&[Weekday::Saturday, Weekday::Sunday]),
        hours: when::Hours {
            from: 9 * 60,
            to: 17 * 60 + 30,
        },
        holidays: Vec::new(),
        working: Vec::new(),
    };
    let id = entry.id.value.clone();
    let mut economy = Economy {
        name: id.clone(),
        id,
        zone: "UTC".to_owned(),
        offsets: Vec::new(),
        working: Vec::new(),
        languages: Vec::new(),
        tension: Vec::new(),
        not_incidents: Vec::new(),
        asks_first_ppm: 0,
    };
    if let Some(said) = said {
        if let Some(zone) = &said.zone {
            let found = when::zone(&zone.value).map_err(|bad| bad.problem(zone, cx.sources));
            week.zone = cx.problems.keep(found).unwrap_or(week.zone);
            economy.zone.clone_from(&zone.value);
        } else if entry.lacks("zone", cx.sources) {
            let message = format!("the field `zone` of economy `{}` is missing", economy.id);
            cx.problem(&codes::MISSING_FIELD, entry.id.place, message);
        }
        if let Some(days) = &said.weekend {
            let days: Vec<Weekday> = days.iter().map(|day| day.weekday()).collect();
            week.days = when::working_days(&days);
        }
        if let Some(hours) = &said.hours {
            week.hours = hours_of(cx, &hours.value.0, &hours.value.1).unwrap_or(week.hours);
        }
        for holiday in said.holidays.iter().flat_map(|list| list.iter()) {
            week.holidays.extend(date(cx, holiday));
        }
        if said.name.is_some() {
            economy.name = text(said.name);
        }
        economy.languages = said.languages.unwrap_or_default();
        economy.not_incidents = said.not_incidents.unwrap_or_default();
        economy.asks_first_ppm = asks_first(cx, entry, &said.asks_first);
        economy.tension = tension(cx, entry, said.tension.unwrap_or_default());
    }
    let (startex, from, endex) = (cx.clock.startex, SimTime::STARTEX, cx.endex);
    economy.offsets = when::offsets(&week.zone, startex, from, endex);
    let Week {
        zone,
        days,
        hours,
        holidays,
        ..
    } = &week;
    economy.working = when::on_duty(zone, *days, *hours, holidays, startex, from, endex);
    week.working.clone_from(&economy.working);
    (week, economy)
}

fn asks_first(cx: &mut Cx<'_>, entry: &Entry<'_>, share: &Option<Given<Share>>) -> u32 {
    let of = Of {
        layers: &entry.layers,
        place: entry.id.place,
        family: Family::Sharing,
    };
    let share = cx.numbers(&of).may("asks_first", share);
    share.map_or(0, |share| share.0)
}

fn tension(
    cx: &mut Cx<'_>,
    entry: &Entry<'_>,
    with: Entries<Given<Share>>,
) -> Vec<(crate::model::EconomyId, u32)> {
    let mut list = Vec::new();
    let of = Of {
        layers: &entry.layers,
        place: entry.id.place,
        family: Family::Sharing,
    };
    for (other, share) in with.0 {
        let Some(id) = cx.find(&other) else { continue };
        let path = format_args!("tension.{}", other.value);
        let ppm = cx.numbers(&of).share(path, &Some(share.value));
        list.push((id, ppm));
    }
    list.sort_unstable();
    list.dedup_by_key(|(id, _)| *id);
    list
}

/// Working hours from two times of day.
pub(in crate::scenario) fn hours_of(
    cx: &mut Cx<'_>,
    from: &Spot<String>,
    to: &Spot<String>,
) -> Option<when::Hours> {
    let mut minute = |text: &Spot<String>| {
        let read = when::Hours::minute(&text.value);
        cx.problems
            .keep(read.map_err(|bad| bad.problem(text, cx.sources)))
    };
    let (from_minute, to_minute) = (minute(from), minute(to));
    let (from, to) = (from_minute?, to_minute?);
    Some(when::Hours { from, to })
}

fn date(cx: &mut Cx<'_>, text: &Spot<String>) -> Option<Date> {
    let read = text
        .value
        .parse::<Date>()
        .ok()
        .filter(|_| text.value.len() == 10);
    if read.is_none() {
        let message = "this is not a date like \"2023-08-15\"";
        cx.problem(&codes::BAD_MOMENT, text.place, message);
    }
    read
}
