//! When it is played: STARTEX, ENDEX, moves.

use super::super::cx::{Cx, Of};
use super::super::gather::Gathered;
use super::super::problem::{Problem, Problems};
use super::super::ron_place::{Each, Given, Length, Spot};
use super::super::source::{Place, Sources};
use super::super::{codes, when};
use crate::exercise::{Clock, Family, Move, TargetsHold};
use crate::model::time::DAY;
use crate::model::{SimTime, Span};
use serde::Deserialize;

/// The longest exercise: ten years.
const LONGEST: Span = Span(3_652 * DAY);

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename = "Clock")]
struct ClockText {
    startex: Spot<String>,
    endex: Spot<String>,
    zone: Option<Spot<String>>,
    #[serde(default)]
    targets: TargetsHold,
    #[serde(default)]
    moves: Each<MoveText>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename = "Move")]
struct MoveText {
    title: String,
    at: Spot<String>,
    #[serde(default)]
    jump: Option<Given<Length>>,
}

/// The jumps that moves are given, by the names of the moves.
pub(in crate::scenario) type Jumps = Vec<(String, Given<Length>)>;

/// Counts the jumps of moves among the parameters.
pub(in crate::scenario) fn parameters(cx: &mut Cx<'_>, jumps: Jumps, place: Place) {
    let of = Of {
        layers: &[],
        place,
        family: Family::Script,
    };
    for (title, jump) in jumps {
        let path = format_args!("clock.moves.{title}.jump");
        cx.numbers(&of).may(path, &Some(jump));
    }
}

/// The clock, and how moments are read with it. A clock that cannot be read stands for one of
/// four hours, so that everything else can still be looked at.
pub(in crate::scenario) fn resolve(
    gathered: &Gathered<'_>,
    scenario: Place,
    sources: &Sources,
    problems: &mut Problems,
) -> (Clock, when::Clock, Jumps) {
    let zone_data = when::zone_data().to_owned();
    let mut clock = Clock {
        startex_unix_ms: 0,
        zone: String::new(),
        endex: SimTime(4 * 3_600_000),
        moves: Vec::new(),
        targets: TargetsHold::RealTime,
        zone_data,
    };
    let mut reading = when::Clock {
        startex: 0,
        zone: None,
        local: None,
    };
    let Some(value) = gathered.own.get("clock") else {
        let message = "the section `clock` is missing";
        let help = "write clock: (startex: \"2023-08-16T00:00:00Z\", endex: \"+4h\")";
        problems.push(
            Problem::new(&codes::MISSING_FIELD, message)
                .at(scenario)
                .help(help),
        );
        return (clock, reading, Jumps::new());
    };
    let Some(text) = value.decode::<ClockText>(sources, problems) else {
        return (clock, reading, Jumps::new());
    };
    let text = text.value;
    if let Some(zone) = &text.zone {
        let found = when::zone(&zone.value).map_err(|bad| bad.problem(zone, sources));
        reading.zone = problems.keep(found);
    }
    let startex = when::with_zone(&text.startex.value, reading.zone.as_ref());
    let startex = startex.map_err(|bad| bad.problem(&text.startex, sources));
    if let Some((startex, local)) = problems.keep(startex) {
        (reading.startex, reading.local) = (startex, Some(local));
    }
    clock.startex_unix_ms = reading.startex;
    let zone = reading.zone.as_ref().or(reading.local.as_ref());
    clock.zone = zone.map_or_else(String::new, when::zone_name);
    clock.targets = text.targets;
    let endex = when::moment(&text.endex.value, &reading);
    if let Some(endex) = problems.keep(endex.map_err(|bad| bad.problem(&text.endex, sources))) {
        if endex <= SimTime::STARTEX {
            problems.push(
                Problem::new(&codes::ENDEX_FIRST, "ENDEX is not after STARTEX")
                    .at(text.endex.place)
                    .related(Some(text.startex.place), "STARTEX is here"),
            );
        } else if endex.since(SimTime::STARTEX) > LONGEST {
            let message = "an exercise may last ten years";
            problems.push(Problem::new(&codes::TOO_MANY, message).at(text.endex.place));
        } else {
            clock.endex = endex;
        }
    }
    let jump = |one: &Spot<MoveText>| Some((one.title.clone(), one.jump.clone()?));
    let jumps = text.moves.iter().filter_map(jump).collect();
    clock.moves = moves(text.moves, &reading, clock.endex, sources, problems);
    (clock, reading, jumps)
}

fn moves(
    list: Each<MoveText>,
    reading: &when::Clock,
    endex: SimTime,
    sources: &Sources,
    problems: &mut Problems,
) -> Vec<Move> {
    let mut moves: Vec<Move> = Vec::new();
    for one in list {
        let at = when::moment(&one.at.value, reading);
        let at = problems.keep(at.map_err(|bad| bad.problem(&one.at, sources)));
        let Some(at) = at else { continue };
        let last = moves.last().map_or(SimTime::STARTEX, |last| last.at);
        if at < last || (at == last && !moves.is_empty()) || at >= endex {
            let message = "a move begins after the one before it, and before ENDEX";
            problems.push(Problem::new(&codes::TIMES_CONTRADICT, message).at(one.at.place));
            continue;
        }
        let jump = one.value.jump.map_or(Span::ZERO, |jump| jump.value.0);
        if moves.is_empty() && at > SimTime::STARTEX {
            let title = "Move 1".to_owned();
            moves.push(Move {
                title,
                at: SimTime::STARTEX,
                jump: Span::ZERO,
            });
        }
        moves.push(Move {
            title: one.value.title,
            at,
            jump,
        });
    }
    moves
}
