//! How EXCON ran the script: what it released, held, set aside, changed and added, who of it, and
//! how early or late.

use super::Edition;
use super::lens::Lens;
use super::line::cut;
use super::number::duration;
use crate::fact::Fact;
use crate::journal::Entry;
use crate::model::{InjectId, Named as _, OrgId, PlannedId, Rare, SimTime, Span, Voice};
use serde::{Serialize, Serializer};
use std::collections::{BTreeMap, BTreeSet};

/// What was done with an inject, or with a message that was added.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row {
    /// When.
    #[serde(serialize_with = "seconds")]
    pub at: SimTime,
    /// The inject with its title, or the message that was added, and to whom.
    pub what: String,
    /// What was done with it.
    pub done: String,
    /// Who of EXCON did it; none where nobody signed.
    pub by: Option<String>,
    /// How many seconds after it was due it was released; negative where before.
    pub off: Option<f64>,
    /// The entry behind it.
    pub seq: u32,
}

/// All that was done.
#[derive(Debug, PartialEq)]
pub struct Script {
    /// Each thing, in the order in which it was done.
    pub rows: Vec<Row>,
    /// How many injects were held back in nobody's name.
    pub unsigned: usize,
    /// How many of the rows, the last, tell of what waited for EXCON until ENDEX.
    pub waited: usize,
}

/// The heading.
pub const TITLE: &str = "How EXCON ran the script";
/// At most so many rows are shown; JSON has all.
pub const MOST: usize = 200;
/// At most so much is said of what was done, in columns; JSON says all.
const ROOM: usize = 240;

impl Row {
    /// What was done, cut where it is long.
    #[must_use]
    pub fn done(&self) -> String {
        cut(&self.done, ROOM)
    }

    /// Who, in words.
    #[must_use]
    pub fn by(&self) -> &str {
        self.by.as_deref().unwrap_or("–")
    }

    /// How early or late, in words.
    #[must_use]
    pub fn off(&self) -> String {
        match self.off {
            Some(off) if off < 0.0 => format!("{} early", duration(-off)),
            Some(off) => format!("{} late", duration(off)),
            None => "–".to_owned(),
        }
    }
}

impl Script {
    /// What is said above the first rows of all.
    #[must_use]
    pub fn note(&self, shown: usize) -> String {
        let all = self.rows.len();
        let done = all - self.waited;
        let mut note = match done {
            0 => "Nothing was done with the script".to_owned(),
            1 => "1 thing was done with the script".to_owned(),
            _ => format!("{done} things were done with the script"),
        };
        if shown < all {
            note += &format!("; these are the first {shown}");
        }
        note.push('.');
        if self.waited > 0 {
            let injects = plural(self.waited);
            note += &format!(" Waiting for EXCON until ENDEX: {} {injects}.", self.waited);
        }
        if self.unsigned > 0 {
            let (count, injects) = (self.unsigned, plural(self.unsigned));
            note += &format!(
                " Held back in nobody's name, as contingencies of a served exercise are until \
                 EXCON confirms them: {count} {injects}."
            );
        }
        note
    }
}

fn plural(injects: usize) -> &'static str {
    match injects {
        1 => "inject",
        _ => "injects",
    }
}

/// What EXCON did with the script, for EXCON alone: names of controllers, and what was planned, are
/// nobody else's. None where it went by itself.
#[must_use]
pub fn script(lens: &Lens<'_>) -> Option<Script> {
    if lens.edition != Edition::Excon {
        return None;
    }
    let (mut rows, mut unsigned) = (Vec::new(), 0);
    let (mut added, mut waiting) = (BTreeMap::new(), BTreeMap::new());
    let (mut endex, mut came_due) = (None, BTreeSet::new());
    for (entry, fact) in lens.facts() {
        wait(fact, entry, &mut waiting);
        if let Fact::InjectWaits(one) = fact {
            came_due.insert(one.inject);
        }
        // What was let go and nobody needed any more did not go out.
        if let Fact::InjectSkipped(one) = fact
            && let (Some(org), None) = (one.to, &one.controller.0)
            && came_due.contains(&one.inject)
        {
            rows.push(Row {
                at: entry.at,
                seq: entry.seq,
                what: lens.says(&titled(lens, one.inject)),
                done: format!(
                    "not sent to {}, which did not need it any more",
                    lens.org(org)
                ),
                by: None,
                off: None,
            });
        }
        if let Fact::ExerciseEnded(_) = fact {
            endex = Some(entry.at);
        }
        if let Fact::InjectHeld(one) = fact
            && one.held
            && one.controller.0.is_none()
        {
            unsigned += 1;
        } else if let Some(of) = told(lens, fact, &mut added) {
            rows.push(Row {
                at: entry.at,
                seq: entry.seq,
                what: lens.says(&of.what),
                done: lens.says(&of.done),
                by: of.by.0.as_ref().map(|name| lens.says(name)),
                off: of.off.map(Span::as_seconds),
            });
        }
    }
    // Before ENDEX EXCON may still let it go.
    let left = endex.into_iter().flat_map(|at| {
        let left = waiting.iter();
        left.map(move |(inject, (since, seq))| Row {
            at,
            seq: *seq,
            what: lens.says(&titled(lens, *inject)),
            done: format!("waited from {since} and was never let go"),
            by: None,
            off: None,
        })
    });
    let done = rows.len();
    rows.extend(left);
    let waited = rows.len() - done;
    (!rows.is_empty()).then_some(Script {
        rows,
        unsigned,
        waited,
    })
}

/// Which injects wait for EXCON, since when, and by which entry.
fn wait(fact: &Fact, entry: &Entry, waiting: &mut BTreeMap<InjectId, (SimTime, u32)>) {
    let over = match fact {
        Fact::InjectWaits(one) => {
            waiting.insert(one.inject, (entry.at, entry.seq));
            return;
        }
        Fact::InjectReleased(one) => one.inject,
        Fact::InjectSkipped(one) => one.inject,
        Fact::InjectHeld(one) if !one.held => one.inject,
        // It waits again once it comes due again.
        Fact::InjectEdited(one) if one.due.is_some_and(|due| due > entry.at) => one.inject,
        _ => return,
    };
    waiting.remove(&over);
}

/// An inject with its title.
fn titled(lens: &Lens<'_>, inject: InjectId) -> String {
    let row = lens.what.exercise.injects.get(inject.at());
    let title = row.map_or("", |row| row.title.as_str());
    format!("{} {title}", inject.text(&lens.names))
}

/// What a fact tells of the script.
struct Told<'a> {
    what: String,
    done: String,
    by: &'a Rare<String>,
    off: Option<Span>,
}

/// What a fact tells of what EXCON did with the script; none where it went by itself.
fn told<'a>(
    lens: &Lens<'_>,
    fact: &'a Fact,
    added: &mut BTreeMap<PlannedId, OrgId>,
) -> Option<Told<'a>> {
    let inject = |inject| titled(lens, inject);
    let tell = |what: String, done: &str, by: &'a Rare<String>| Told {
        what,
        done: done.to_owned(),
        by,
        off: None,
    };
    Some(match fact {
        Fact::InjectReleased(one) if one.controller.0.is_some() || one.off.0.is_some() => {
            let off = one.off.0;
            let told = tell(inject(one.inject), "released", &one.controller);
            Told { off, ..told }
        }
        Fact::InjectSkipped(one) if one.to.is_none() => {
            tell(inject(one.inject), "set aside", &one.controller)
        }
        Fact::InjectHeld(one) => {
            let done = if one.held { "held back" } else { "let go" };
            tell(inject(one.inject), done, &one.controller)
        }
        Fact::InjectEdited(one) => {
            let words = one.amendment().in_words(&Voice::excon(&lens.names));
            let done = format!("changed: {words}");
            tell(inject(one.inject), &done, &one.controller)
        }
        _ => return told_of_added(lens, fact, added),
    })
}

/// What a fact tells of a message that was added.
fn told_of_added<'a>(
    lens: &Lens<'_>,
    fact: &'a Fact,
    added: &mut BTreeMap<PlannedId, OrgId>,
) -> Option<Told<'a>> {
    let (planned, done, by, off) = match fact {
        Fact::MessagePlanned(one) => {
            added.insert(one.planned, one.letter.to);
            let (due, kind) = (one.due, one.letter.kind);
            let from = lens.org(one.letter.from);
            let done = format!("added for {due} ({kind} from {from}): {}", one.letter.text);
            (one.planned, done, &one.controller, None)
        }
        Fact::PlannedEdited(one) => {
            let words = one.amendment().in_words(&Voice::excon(&lens.names));
            let known = added.get_mut(&one.planned)?;
            *known = one.to.0.unwrap_or(*known);
            (
                one.planned,
                format!("changed: {words}"),
                &one.controller,
                None,
            )
        }
        Fact::PlannedHeld(one) => {
            let done = if one.held { "held back" } else { "let go" };
            (one.planned, done.to_owned(), &one.controller, None)
        }
        Fact::PlannedSettled(one) => {
            let done = match (one.sent, &one.controller.0) {
                (true, None) => "went out",
                (true, Some(_)) => "released",
                (false, Some(_)) => "set aside",
                (false, None) => "did not go out",
            };
            (one.planned, done.to_owned(), &one.controller, one.off.0)
        }
        _ => return None,
    };
    let to = lens.org(*added.get(&planned)?);
    Some(Told {
        what: format!("added message {} to {to}", planned.at() + 1),
        done,
        by,
        off,
    })
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands it so")]
fn seconds<S: Serializer>(at: &SimTime, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_f64(at.since(SimTime::STARTEX).as_seconds())
}
