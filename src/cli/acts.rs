//! Actions in a file, a line each, as a journal writes them; each mistake with its line and column.

use super::exit::{Exit, Failure};
use super::terminal::complain;
use super::{file, moment};
use crate::action::{Action, Intent, Refusal};
use crate::engine::Engine;
use crate::exercise::Exercise;
use crate::journal::{self, Body, Causes, Entry, Input};
use crate::model::{FindingId, Named as _, Names, SimTime, Voice};
use crate::report::line::plain;
use serde_json::{Map, Value, json};
use std::io::Read as _;
use std::path::Path;

/// At most so many bytes are read.
const MOST: u64 = 16 << 20;
/// At most so many mistakes are told.
const TOLD: usize = 50;

/// An action that somebody is to take.
#[derive(Clone, Debug)]
pub struct Act {
    /// When.
    pub at: SimTime,
    /// The line it stands in, from 1.
    pub line: usize,
    action: Action,
    /// Findings that are shared as the seat then knows them.
    shares: Vec<FindingId>,
}

impl Act {
    /// The action with what the seat knows at the moment it acts.
    ///
    /// # Errors
    /// When it is to share what it does not know.
    pub fn whole(&self, engine: &Engine) -> Result<Action, Failure> {
        let mut action = self.action.clone();
        let by = action.by;
        let claims = match &mut action.intent {
            Intent::Send(send) => &mut send.letter.claims,
            Intent::Publish(publish) => &mut publish.claims,
            _ => return Ok(action),
        };
        for finding in &self.shares {
            let Some(known) = engine.seat_view(by).knows(*finding) else {
                let names = engine.exercise().names();
                let (by, finding) = (by.text(&names), finding.text(&names));
                let what = format!("line {}: {by} does not know `{finding}`", self.line);
                let why = format!("by {} it has not learnt it", self.at);
                return Err(Failure::new(Exit::Found, what)
                    .because(why)
                    .help("share it later, or have somebody tell it first"));
            };
            claims.push(known.claim.clone());
        }
        Ok(action)
    }
}

/// An action that the World does not allow, as a failure.
pub fn refused(what: &str, refusal: &Refusal) -> Failure {
    Failure::new(Exit::Found, what)
        .because(&refusal.why)
        .help(refusal.instead.clone())
}

/// What is done, in a sentence.
pub fn says(action: &Action, names: &Names) -> String {
    let mut voice = Voice::excon(names);
    let wants = action.intent.reads(&mut voice);
    format!("{} wants to {}", action.by.text(names), plain(&wants))
}

/// Reads actions, none of them before a moment, in the order of their moments.
///
/// # Errors
/// Tells all mistakes first.
pub fn read(path: &Path, exercise: &Exercise, from: SimTime) -> Result<Vec<Act>, Failure> {
    let mut text = String::new();
    let read = file::open(path)?.take(MOST).read_to_string(&mut text);
    read.map_err(|error| {
        Failure::new(Exit::File, format!("cannot read {}", path.display())).because(error)
    })?;
    let reader = Reader {
        names: exercise.names(),
        exercise,
        from,
    };
    let (mut acts, mut wrong) = (Vec::new(), 0);
    for (nth, line) in (1..).zip(text.lines()) {
        if line.trim().is_empty() {
            continue;
        }
        match reader.act(nth, line) {
            Ok(act) => acts.push(act),
            Err(bad) => {
                wrong += 1;
                if wrong <= TOLD {
                    let place = format!("{}:{nth}:{}", path.display(), bad.column);
                    let failure = Failure::new(Exit::Found, format!("{place}: {}", bad.what));
                    complain(&failure.help(bad.help));
                }
            }
        }
    }
    if wrong > 0 {
        let what = format!(
            "{} cannot be read: {wrong} of its lines are wrong",
            path.display()
        );
        return Err(Failure::new(Exit::Found, what));
    }
    acts.sort_by_key(|act| act.at);
    Ok(acts)
}

/// A mistake in a line.
#[derive(Debug)]
struct Bad {
    column: usize,
    what: String,
    help: String,
}

struct Reader<'x> {
    names: Names,
    exercise: &'x Exercise,
    from: SimTime,
}

/// What an entry of a journal says beside its action; of no weight here.
const BESIDE: &[&str] = &["seq", "at", "input", "refused", "causes", "hash"];

const SHAPE: &str = "write {\"by\":\"ORG\",\"intent\":\"…\", …} on one line; `hotwash show` prints \
                     entries that may be taken as they are";

impl Reader<'_> {
    fn act(&self, nth: usize, line: &str) -> Result<Act, Bad> {
        let bad = |path: &[String], what: String, help: &str| Bad {
            column: column(line, path),
            what,
            help: help.to_owned(),
        };
        let at_field = |name: &str| [name.to_owned()];
        let value: Value = serde_json::from_str(line).map_err(|error| Bad {
            column: error.column().max(1),
            what: format!("this is no JSON: {}", bare(&error)),
            help: SHAPE.to_owned(),
        })?;
        let Value::Object(mut object) = value else {
            return Err(bad(&[], "an action is expected here".to_owned(), SHAPE));
        };
        if object.get("fact").is_some() {
            let what = "this is a fact, and only actions can be taken".to_owned();
            return Err(bad(&at_field("fact"), what, SHAPE));
        }
        let at = (self.moment(object.get("at")))
            .map_err(|(what, help)| bad(&at_field("at"), what, &help))?;
        let given = Value::Object(object.clone());
        let shares = self
            .complete(&mut object)
            .map_err(|(path, what)| bad(&path, what, "`hotwash show` tells what a seat learns"))?;
        let entry = journal::entry_from(&Value::Object(object).to_string(), &self.names);
        let entry = entry.map_err(|error| {
            let what = error.to_string();
            let field = error.path().join(".");
            let what = match what.strip_prefix(&format!("field {field}: ")) {
                Some(rest) => format!("`{field}`: {rest}"),
                None => what,
            };
            let intent = field.is_empty() && what.starts_with("expected an intent");
            let path = if intent {
                at_field("intent").to_vec()
            } else {
                error.path().to_vec()
            };
            let help = match intent {
                true => super::listed(Intent::WORDS.iter().copied()),
                false => self.help(&path),
            };
            bad(&path, what, &help)
        })?;
        let Body::Input(Input::Action(action, _)) = &entry.body else {
            return Err(bad(&[], "this is no action".to_owned(), SHAPE));
        };
        if let Some(path) = self.unknown(&given, &entry) {
            let name = path.last().cloned().unwrap_or_default();
            let what = format!("there is no field `{name}` here");
            return Err(bad(&path, what, "leave it out, or mend its name"));
        }
        Ok(Act {
            at,
            line: nth,
            action: (**action).clone(),
            shares,
        })
    }

    /// What a field could hold.
    fn help(&self, path: &[String]) -> String {
        let ids = |all: &[String]| super::listed(all.iter().map(String::as_str));
        match path.last().map(String::as_str) {
            Some("by" | "to" | "from" | "org" | "source") => ids(&self.names.orgs),
            Some("channel") => ids(&self.names.channels),
            Some("finding") => ids(&self.names.findings),
            Some("inject") => ids(&self.names.injects),
            Some("threat") => ids(&self.names.threats),
            Some("host") => ids(&self.names.hosts),
            Some("artefact") => ids(&self.names.artefacts),
            _ => SHAPE.to_owned(),
        }
    }

    /// When it is done: milliseconds as a journal has them, or a moment as people write it.
    fn moment(&self, at: Option<&Value>) -> Result<SimTime, (String, String)> {
        let at = match at {
            None => return Ok(self.from),
            Some(Value::String(text)) => moment::within(text, self.exercise)
                .map_err(|failure| (failure.told(), "write it like +1h30m".to_owned()))?,
            Some(value) => match value.as_i64() {
                Some(at) => SimTime(at),
                None => {
                    let what = format!("`at`: expected milliseconds or a moment, found {value}");
                    return Err((what, "write it like +1h30m".to_owned()));
                }
            },
        };
        let endex = self.exercise.clock.endex;
        if at < self.from || at >= endex {
            let what = format!("{at} does not lie between {} and ENDEX, {endex}", self.from);
            return Err((what, "what was before the fork stays as it was".to_owned()));
        }
        Ok(at)
    }

    /// Puts in what is left out, and takes out findings that are shared by their names alone.
    fn complete(
        &self,
        object: &mut Map<String, Value>,
    ) -> Result<Vec<FindingId>, (Vec<String>, String)> {
        for (name, value) in [
            ("seq", json!(0)),
            ("at", json!(0)),
            ("causes", json!([])),
            ("refused", json!(null)),
        ] {
            object.insert(name.to_owned(), value);
        }
        object.entry("input").or_insert(json!("action"));
        let (sends, by) = (
            object.get("intent") == Some(&json!("send")),
            object.get("by").cloned(),
        );
        let mut path = Vec::new();
        let holds = match object.get_mut("letter") {
            Some(Value::Object(letter)) if sends => {
                path.push("letter".to_owned());
                for (name, value) in [
                    ("from", by.unwrap_or_default()),
                    ("claims", json!([])),
                    ("artefacts", json!([])),
                    ("fields", json!([])),
                    ("wants", json!([])),
                    ("priority", json!("normal")),
                    ("text", json!("")),
                ] {
                    letter.entry(name).or_insert(value);
                }
                letter
            }
            _ => object,
        };
        let mut shares = Vec::new();
        if let Some(Value::Array(claims)) = holds.get_mut("claims") {
            path.push("claims".to_owned());
            for claim in claims.iter().filter_map(Value::as_str) {
                let found = FindingId::find(claim, &self.names);
                let found = found
                    .ok_or_else(|| (path.clone(), format!("there is no finding `{claim}`")))?;
                shares.push(found);
            }
            claims.retain(|claim| !claim.is_string());
        }
        Ok(shares)
    }

    /// The first field that says nothing.
    fn unknown(&self, given: &Value, entry: &Entry) -> Option<Vec<String>> {
        let plain = Entry {
            seq: 0,
            at: SimTime::STARTEX,
            causes: Causes::NONE,
            body: entry.body.clone(),
        };
        let known = journal::line_of(&plain, &self.names);
        let known = serde_json::from_str(&known).unwrap_or_default();
        let mut path = Vec::new();
        foreign(given, &known, &mut path).then_some(path)
    }
}

/// Whether a value has a field that the other lacks; the path leads there.
fn foreign(given: &Value, known: &Value, path: &mut Vec<String>) -> bool {
    let (Value::Object(given), Value::Object(known)) = (given, known) else {
        return false;
    };
    for (name, value) in given {
        let beside = path.is_empty() && BESIDE.contains(&name.as_str());
        path.push(name.clone());
        match known.get(name) {
            None if !beside => return true,
            Some(other) if foreign(value, other, path) => return true,
            _ => path.pop(),
        };
    }
    false
}

/// What serde_json says, without the place that it says it is at.
fn bare(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let end = text.rfind(" at line ").unwrap_or(text.len());
    text[..end].to_owned()
}

/// The column, from 1, at which the value of a field begins; where the field is missing, that of
/// what should hold it. Columns count characters.
fn column(line: &str, path: &[String]) -> usize {
    let mut at = line.len() - line.trim_start().len();
    for name in path {
        match value_of(line, at, name) {
            Some(inner) => at = inner,
            None => break,
        }
    }
    line[..at].chars().count() + 1
}

/// Where the value of a key begins, in the object that begins at a place of a line that is JSON.
fn value_of(line: &str, object: usize, name: &str) -> Option<usize> {
    let bytes = line.as_bytes();
    let (mut at, mut depth) = (object, 0usize);
    while at < bytes.len() {
        match bytes[at] {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return None;
                }
            }
            b'"' => {
                let end = end_of_text(bytes, at);
                let after = line[end..].trim_start();
                let is_key = depth == 1 && after.starts_with(':');
                let key: Option<String> = serde_json::from_str(&line[at..end]).ok();
                if is_key && key.as_deref() == Some(name) {
                    let value = after[1..].trim_start();
                    return Some(line.len() - value.len());
                }
                at = end;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    None
}

/// Where a text that begins with a quotation mark at a place has ended.
fn end_of_text(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while at < bytes.len() && bytes[at] != b'"' {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    (at + 1).min(bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_where_the_value_stands() {
        let line = r#" {"by":"é","letter" : {"to":"a\"}","x":["to"],"kind":7},"to":1}"#;
        for (path, found) in [
            (&[][..], "{\"by"),
            (&["by"], "\"é"),
            (&["letter"], "{\"to"),
            (&["letter", "to"], "\"a"),
            (&["letter", "kind"], "7}"),
            (&["letter", "nothing"], "{\"to"),
            (&["to"], "1}"),
        ] {
            let path: Vec<String> = path.iter().map(|one| (*one).to_owned()).collect();
            let at = column(line, &path);
            let rest: String = line.chars().skip(at - 1).collect();
            assert!(rest.starts_with(found), "{path:?} leads to {rest}");
        }
    }
}
