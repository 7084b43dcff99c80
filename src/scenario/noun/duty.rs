//! Shifts: who is on duty when.

use super::super::codes;
use super::super::cx::{Cx, Of, Stretches, Week};
use super::super::ron_place::{Each, Given, Spot};
use super::super::when;
use super::economy::{Day, hours_of};
use crate::model::{EconomyId, SimTime};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::rc::Rc;

/// When a desk is staffed.
#[derive(Clone, Debug, Deserialize)]
pub(in crate::scenario) enum ShiftText {
    /// At all hours.
    Always,
    /// In the working hours of its economy.
    OfficeHours,
    /// In these shifts, which add up where they overlap. Holidays do not stop them.
    Shifts(Each<PartText>),
}

/// One shift.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename = "Shift")]
pub(in crate::scenario) struct PartText {
    from: Spot<String>,
    to: Spot<String>,
    #[serde(default)]
    analysts: Option<Given<u16>>,
    #[serde(default)]
    days: Option<Vec<Day>>,
}

/// Analysts on duty, each number from a moment on; the first covers STARTEX.
pub(in crate::scenario) fn resolve(
    cx: &mut Cx<'_>,
    of: &Of<'_>,
    shift: Option<&Spot<ShiftText>>,
    economy: Option<EconomyId>,
    analysts: u16,
) -> Vec<(SimTime, u16)> {
    let all = vec![(SimTime::STARTEX, analysts)];
    let Some(shift) = shift else { return all };
    let endex = cx.endex;
    let mut stretches: Vec<(SimTime, SimTime, u16)> = Vec::new();
    let week = economy.and_then(|economy| Some((economy, Rc::clone(cx.weeks.get(economy.at())?))));
    let Some((economy, week)) = week else {
        if !matches!(shift.value, ShiftText::Always) {
            let message = "shifts are in local time, and this organisation has no economy";
            cx.problem(&codes::NO_ZONE, shift.place, message);
        }
        return all;
    };
    match &shift.value {
        ShiftText::Always => return all,
        ShiftText::OfficeHours => {
            let duty = week.working.iter();
            stretches.extend(duty.map(|(from, to)| (*from, *to, analysts)));
        }
        ShiftText::Shifts(parts) => {
            for (nth, part) in (1..).zip(parts.iter()) {
                let Some(hours) = hours_of(cx, &part.from, &part.to) else {
                    continue;
                };
                let mut days = [part.days.is_none(); 7];
                for day in part.days.iter().flatten() {
                    days[usize::try_from(day.weekday().to_monday_zero_offset()).unwrap_or(0)] =
                        true;
                }
                let duty = stretch(cx, economy, &week, hours, days);
                let path = format_args!("desk.shift.{nth}.analysts");
                let own = cx.numbers(of).may(path, &part.analysts);
                let here = own.unwrap_or(analysts);
                stretches.extend(duty.iter().map(|(from, to)| (*from, *to, here)));
            }
        }
    }
    steps(&stretches, endex)
}

/// When a shift of these hours and days is on, worked out once for each economy.
fn stretch(
    cx: &mut Cx<'_>,
    economy: EconomyId,
    week: &Week,
    hours: when::Hours,
    days: [bool; 7],
) -> Stretches {
    let key = (economy, hours.from, hours.to, days);
    if let Some(known) = cx.duties.get(&key) {
        return Rc::clone(known);
    }
    let (startex, from, endex) = (cx.clock.startex, SimTime::STARTEX, cx.endex);
    let duty = when::on_duty(&week.zone, days, hours, &[], startex, from, endex);
    let duty: Stretches = duty.into();
    cx.duties.insert(key, Rc::clone(&duty));
    duty
}

/// Stretches that may overlap, as one number that changes.
fn steps(stretches: &[(SimTime, SimTime, u16)], endex: SimTime) -> Vec<(SimTime, u16)> {
    let mut changes: BTreeMap<SimTime, i64> = BTreeMap::from([(SimTime::STARTEX, 0)]);
    for (from, to, analysts) in stretches {
        *changes.entry(*from).or_default() += i64::from(*analysts);
        *changes.entry(*to).or_default() -= i64::from(*analysts);
    }
    let (mut on_duty, mut list) = (0i64, Vec::new());
    for (at, change) in changes.into_iter().filter(|(at, _)| *at < endex) {
        on_duty += change;
        let number = u16::try_from(on_duty).unwrap_or(u16::MAX);
        if list.last().is_none_or(|(_, last)| *last != number) {
            list.push((at, number));
        }
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shifts_add_up_where_they_overlap() {
        let at = SimTime;
        let stretches = [
            (at(0), at(50), 2),
            (at(30), at(90), 3),
            (at(90), at(200), 3),
        ];
        let found = steps(&stretches, at(150));
        assert_eq!(found, [(at(0), 2), (at(30), 5), (at(50), 3)]);
        assert_eq!(steps(&[], at(150)), [(at(0), 0)]);
        assert_eq!(
            steps(&[(at(20), at(40), 1)], at(150)),
            [(at(0), 0), (at(20), 1), (at(40), 0)]
        );
    }
}
