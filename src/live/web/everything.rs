//! Everything that was recorded, before the controller: of one seat or of all, messages alone or
//! whatever happened, from any place on.

use super::House;
use super::page::{denied, nowhere, page, time};
use super::who::Controller;
use crate::exercise::message;
use crate::fact::{Fact, FactKind};
use crate::journal::{Body, Entry, is_shown, tell};
use crate::live::desk::View;
use crate::model::{Named as _, Names, OrgId, SimTime, Voice};
use axum::extract::{Query, State};
use axum::response::Response;
use minijinja::{Value, context};
use std::collections::BTreeMap;
use std::sync::Arc;

/// So many entries are shown at once.
const ROWS: usize = 100;

/// Which entries are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Everything,
    Messages,
    Inputs,
    Injects,
}

impl What {
    const ALL: [(What, &'static str); 4] = [
        (What::Everything, "everything"),
        (What::Messages, "messages"),
        (What::Inputs, "inputs"),
        (What::Injects, "injects"),
    ];

    fn fits(self, entry: &Entry) -> bool {
        match (self, &entry.body) {
            (What::Everything, _) | (What::Inputs, Body::Input(_)) => true,
            (What::Messages, Body::Fact(fact)) => {
                fact.kind() == FactKind::MessageComposed || message(fact).is_some()
            }
            (What::Injects, Body::Fact(fact)) => matches!(
                fact.kind(),
                FactKind::InjectReleased
                    | FactKind::InjectSkipped
                    | FactKind::InjectHeld
                    | FactKind::InjectWaits
                    | FactKind::InjectEdited
                    | FactKind::MessagePlanned
                    | FactKind::PlannedSettled
                    | FactKind::PlannedEdited
                    | FactKind::PlannedHeld
                    | FactKind::PlannedWaits
            ),
            _ => false,
        }
    }
}

/// What an address asks for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked {
    what: What,
    seat: Option<OrgId>,
    /// How many newer entries are passed over.
    from: usize,
}

impl Asked {
    /// What an address asks for: everything, where it does not say; none, where it asks for what
    /// there is not.
    pub(super) fn of(asked: &BTreeMap<String, String>, names: &Names) -> Option<Asked> {
        let field = |name: &str| asked.get(name).filter(|text| !text.is_empty());
        let what = asked
            .get("what")
            .map(|asked| What::ALL.iter().find(|(_, word)| word == asked));
        let seat = field("seat").map(|id| OrgId::find(id, names));
        Some(Asked {
            what: what.map_or(Some(What::Everything), |what| Some(what?.0))?,
            seat: seat.map_or(Some(None), |seat| seat.map(Some))?,
            from: field("from").map_or(Some(0), |from| from.parse().ok())?,
        })
    }
}

/// An entry as it is told.
pub(super) struct Row {
    /// Its number.
    pub seq: u32,
    /// When.
    pub at: SimTime,
    /// What it says.
    pub text: String,
    /// Whether somebody did it.
    pub input: bool,
    /// The words of a message that was written.
    pub said: String,
}

/// The entries that are asked for, the last first, and whether there are older ones.
pub(super) fn recorded(view: &View<'_>, asked: Asked) -> (Vec<Row>, bool) {
    let mut voice = Voice::excon(view.names);
    let theirs = |entry: &&Entry| {
        asked.seat.is_none_or(|org| is_shown(entry, org)) && asked.what.fits(entry)
    };
    let all = view.engine.entries().iter().rev().filter(theirs);
    let mut rows: Vec<&Entry> = all.skip(asked.from).take(ROWS + 1).collect();
    let more = rows.len() > ROWS;
    rows.truncate(ROWS);
    let row = |entry: &Entry| Row {
        seq: entry.seq,
        at: entry.at,
        text: tell(&entry.body, &mut voice).1,
        input: matches!(entry.body, Body::Input(_)),
        said: match entry.fact() {
            Some(Fact::MessageComposed(of)) => of.letter.text.clone(),
            _ => String::new(),
        },
    };
    (rows.into_iter().map(row).collect(), more)
}

pub(super) async fn show(
    State(house): State<Arc<House>>,
    Controller(guest): Controller,
    Query(asked): Query<BTreeMap<String, String>>,
) -> Response {
    let Some(asked) = Asked::of(&asked, &house.names) else {
        return nowhere().await;
    };
    let title = text!("page-everything");
    match house.desk.look(move |view| filling(view, asked)).await {
        Ok(filling) => page(&house, Some(&guest), "everything", &title, filling),
        Err(why) => denied(&house, Some(&guest), &why),
    }
}

fn filling(view: &mut View<'_>, asked: Asked) -> Value {
    let exercise = Arc::clone(view.engine.exercise());
    let (rows, more) = recorded(view, asked);
    let rows = rows.into_iter().map(|row| {
        let Row {
            seq,
            at,
            text,
            input,
            said,
        } = row;
        context! { seq, at => time(at), text, input, said }
    });
    let rows: Vec<Value> = rows.collect();
    let seats: Vec<(String, String)> = (exercise.players())
        .map(|(_, org)| (org.id.clone(), org.name.clone()))
        .collect();
    let word = What::ALL.iter().find(|(what, _)| *what == asked.what);
    context! {
        rows,
        older => more.then(|| asked.from.saturating_add(ROWS)),
        newer => (asked.from > 0).then(|| asked.from.saturating_sub(ROWS)),
        what => word.map_or("", |(_, word)| *word),
        seat_id => asked.seat.map_or("", |org| exercise.org(org).id.as_str()),
        seats,
        in_all => view.engine.entries().len(),
    }
}
