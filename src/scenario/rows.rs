//! Tables as parts of a scenario: a roster of organisations, or an MSEL. Each row becomes a value
//! like one written in RON, its cells with their own places.

use super::problem::{Problem, Problems};
use super::ron_place::Value;
use super::source::{Place, SourceId, Sources};
use super::table::{self, Column, Form, Row};
use super::{codes, loose, msel};

/// A table that was read, and what it is.
#[derive(Debug)]
pub(super) struct Rows {
    /// The values of each row and the list they belong to.
    pub values: Vec<(&'static str, Value<'static>)>,
}

/// How a cell is written into a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum As {
    /// As one text, word, number or time.
    One,
    /// As a list, members separated by `;` or `,`.
    List,
    /// As RON.
    Ron,
    /// As a number or time, or as RON where its source stands with it: `("30m", "the charter")`.
    Number,
}

/// A column, the field it fills and how.
type Field = (&'static str, &'static str, As);

/// The columns of a roster.
const ROSTER: &[Field] = &[
    ("Id", "id", As::One),
    ("Name", "name", As::One),
    ("Kind", "kind", As::One),
    ("Economy", "economy", As::One),
    ("Constituency", "constituency", As::List),
    ("Mandates", "mandates", As::List),
    ("Reached By", "reached_by", As::List),
    ("Playbook", "playbook", As::One),
    ("Needs", "needs", As::List),
    ("Desk", "desk", As::Ron),
    ("Directory", "directory", As::Ron),
    ("Policy", "policy", As::Ron),
    ("Sensors", "sensors", As::Ron),
    ("Thorough", "thorough", As::Number),
    ("Harm", "harm", As::Ron),
    ("Patience", "patience", As::Number),
    ("Leaks", "leaks", As::Number),
    ("Source", "source", As::One),
    ("Overrides", "overrides", As::One),
    ("Notes", "notes", As::One),
];

/// The columns of an inject; its time is apart, since its field depends on the type of event.
const INJECT: &[Field] = &[
    (msel::NUMBER, "id", As::One),
    (msel::MODE, "by", As::One),
    (msel::FROM, "from", As::One),
    (msel::TO, "to", As::List),
    (msel::MESSAGE, "text", As::One),
    (msel::RESPONSE, "response", As::One),
    (msel::NOTES, "notes", As::One),
    (msel::TITLE, "title", As::One),
    (msel::UNLESS, "unless", As::One),
    (msel::AFTER, "after", As::Ron),
    (msel::KIND, "kind", As::One),
    (msel::ABOUT, "about", As::One),
    (msel::CLAIMS, "claims", As::Ron),
    (msel::ATTACH, "attach", As::List),
    (msel::PRIORITY, "priority", As::One),
    (msel::EFFECTS, "effects", As::Ron),
];

/// The columns of an expected action; who performs it is apart.
const ACTION: &[Field] = &[
    (msel::NUMBER, "id", As::One),
    (msel::TITLE, "title", As::One),
    (msel::INJECT, "inject", As::One),
    (msel::DOES, "does", As::Ron),
    (msel::TARGET, "target", As::Number),
    (msel::LIMIT, "limit", As::Number),
    (msel::LATE, "late", As::One),
    (msel::OBJECTIVE, "objective", As::One),
    (msel::WEIGHT, "weight", As::Number),
];

/// Which tables a scenario may include.
const HELP: &str = "a scenario includes rosters, with `Id`, and MSELs, with `Event Number`; a \
                    table of agreements is made into a scenario by `hotwash generate --table`";

/// All field names that rows are written into, the word for yes, and the kinds.
const NAMES: &str = "id name kind economy constituency mandates reached_by playbook needs desk \
                     directory policy sensors thorough harm patience leaks source overrides notes \
                     by from to text response title unless after about claims attach priority \
                     effects inject does target limit late objective weight at by_time by_hand \
                     each any_of true NationalCert RegionalBody Police Ministry Company \
                     HostingProvider Vendor Platform Media ThreatGroup Excon";

/// Reads a table as what its header says it is.
pub(super) fn read(
    sources: &mut Sources,
    source: SourceId,
    problems: &mut Problems,
) -> Option<Rows> {
    let header = table::header(sources, source);
    let msel = ["eventnumber", "eventtype", "designatedscenariotime"];
    let is_msel = header.iter().any(|name| msel.contains(&name.as_str()));
    let columns: Vec<Column> = if is_msel {
        msel::COLUMNS.iter().map(|name| column(name)).collect()
    } else {
        ROSTER.iter().map(|(name, ..)| column(name)).collect()
    };
    let number = if is_msel { msel::NUMBER } else { "Id" };
    let form = Form {
        columns: &columns,
        needs: &[&[number]],
        help: HELP,
    };
    let table = table::read(sources, source, &form, problems)?;
    let names = problems.keep(sources.shelve("the columns of tables", NAMES.into()))?;
    let mut reader = Reader {
        sources,
        problems,
        names,
    };
    let mut values = Vec::new();
    for row in &table.rows {
        let value = if is_msel {
            reader.event(row)
        } else {
            Some(("organisations", reader.fill(row, ROSTER)))
        };
        let Some((list, fields)) = value else {
            continue;
        };
        values.push((list, Value::with_fields(row.place, fields)));
    }
    Some(Rows { values })
}

struct Reader<'a> {
    sources: &'a mut Sources,
    problems: &'a mut Problems,
    /// The text of the field names.
    names: SourceId,
}

impl Reader<'_> {
    /// The place of a field's name.
    fn name(&self, field: &str) -> Place {
        let mut at = 0;
        for name in NAMES.split(' ') {
            if name == field {
                return Place {
                    source: self.names,
                    start: at,
                    end: at + name.len(),
                };
            }
            at += name.len() + 1;
        }
        debug_assert!(false, "`{field}` is not among the names of fields");
        self.sources.start(self.names)
    }

    fn said(&self, row: &Row, column: &str) -> String {
        let cell = row
            .cell(column)
            .map(|place| table::content(self.sources.slice(place)));
        cell.map_or(String::new(), |text| table::plain(&text))
    }

    fn fill(&mut self, row: &Row, fields: &[Field]) -> Vec<(Place, Value<'static>)> {
        let mut filled = Vec::new();
        for (column, field, how) in fields {
            let Some(cell) = row.cell(column) else {
                continue;
            };
            let value = match how {
                As::One if *column == "Kind" => Some(Value::cell(self.kind(cell))),
                As::One => Some(Value::cell(cell)),
                As::List => Some(self.list(cell)),
                As::Ron => self.ron(cell, column),
                As::Number if self.begins(cell, '(') => self.ron(cell, column),
                As::Number => Some(Value::cell(cell)),
            };
            filled.extend(value.map(|value| (self.name(field), value)));
        }
        filled
    }

    fn begins(&self, cell: Place, with: char) -> bool {
        let written = table::content(self.sources.slice(cell));
        written.trim_start().starts_with(with)
    }

    /// The kind that a cell names, by its own word, so that everything that looks for the word
    /// finds it; the cell itself where it names none, which is reported where it is decoded.
    fn kind(&self, cell: Place) -> Place {
        let written = table::content(self.sources.slice(cell));
        let kind = loose::kind(&written);
        kind.map_or(cell, |kind| self.name(&format!("{kind:?}")))
    }

    /// The members of a cell, separated by `;` or `,`, which no member has in it.
    fn list(&self, cell: Place) -> Value<'static> {
        let text = self.sources.slice(cell);
        let (mut members, mut at) = (Vec::new(), cell.start);
        for part in text.split([';', ',']) {
            let start = at + part.len() - part.trim_start().len();
            let member = Place {
                start,
                end: start + part.trim().len(),
                ..cell
            };
            if member.start < member.end {
                members.push(Value::cell(member));
            }
            at += part.len() + 1;
        }
        Value::list(cell, members)
    }

    /// A cell that holds RON. Quotes in it are doubled in the table, so it gets a text of its own.
    fn ron(&mut self, cell: Place, column: &str) -> Option<Value<'static>> {
        let text = table::content(self.sources.slice(cell)).into_owned();
        let at = self.sources.locate(cell);
        let shelved = self
            .sources
            .shelve(&format!("{at} ({column})"), text.into());
        let source = self.problems.keep(shelved)?;
        let parsed = Value::parse(self.sources, source);
        self.problems.keep(parsed.map_err(Problem::from))
    }

    fn event(&mut self, row: &Row) -> Option<(&'static str, Vec<(Place, Value<'static>)>)> {
        let types: Vec<String> = msel::TYPES.iter().map(|name| table::plain(name)).collect();
        let kind = self.said(row, msel::TYPE);
        if row.cell(msel::NUMBER).is_none() {
            let message = format!("this row has no `{}`", msel::NUMBER);
            self.problems
                .push(Problem::new(&codes::EMPTY_CELL, message).at(row.place));
            return None;
        }
        match types.iter().position(|name| *name == kind) {
            Some(0) => Some(("injects", self.inject(row, "at"))),
            None if kind.is_empty() => Some(("injects", self.inject(row, "at"))),
            Some(1) => Some(("injects", self.inject(row, "by_time"))),
            Some(_) => self.action(row).map(|fields| ("tasks", fields)),
            None => {
                let message = "this is no type of event";
                let reason = format!("the types are: {}", msel::TYPES.join(", "));
                let problem = Problem::new(&codes::WRONG_TYPE, message).at(row.cell(msel::TYPE));
                let meant = self
                    .problems
                    .did_you_mean(&kind, msel::TYPES.iter().copied());
                self.problems.push(problem.because(reason).meant(meant));
                None
            }
        }
    }

    fn inject(&mut self, row: &Row, time: &str) -> Vec<(Place, Value<'static>)> {
        let mut fields = self.fill(row, INJECT);
        if let Some(cell) = row.cell(msel::TIME) {
            let by_hand = self.said(row, msel::TIME) == table::plain(msel::BY_HAND);
            let field = if by_hand {
                (self.name("by_hand"), Value::cell(self.name("true")))
            } else {
                (self.name(time), Value::cell(cell))
            };
            fields.push(field);
        }
        fields
    }

    fn action(&mut self, row: &Row) -> Option<Vec<(Place, Value<'static>)>> {
        if row.cell(msel::DOES).is_none() {
            let message = "this expected action cannot be judged";
            let reason = format!("what counts as done is said in a column `{}`", msel::DOES);
            let problem = Problem::new(&codes::NOT_JUDGED, message).at(row.place);
            self.problems.push(problem.because(reason));
            return None;
        }
        let mut fields = self.fill(row, ACTION);
        let field = match self.said(row, msel::WHO).as_str() {
            "anyof" => "any_of",
            "eachrecipient" => return Some(fields),
            _ => "each",
        };
        if let Some(cell) = row.cell(msel::TO) {
            fields.push((self.name(field), self.list(cell)));
        }
        Some(fields)
    }
}

fn column(name: &'static str) -> Column {
    let aliases: &[&str] = match name {
        msel::NUMBER => &["Id", "Event No", "Event #", "Control Number"],
        msel::TIME => &["Time", "Local Time"],
        msel::MODE => &["Delivery Method", "Channel"],
        msel::MESSAGE => &["Description", "Details"],
        msel::OBJECTIVE => &["Objective"],
        msel::RESPONSE => &["Expected Actions", "Expected Response"],
        "Economy" => &["Country"],
        "Name" => &["Team", "Organisation", "Organization"],
        _ => &[],
    };
    Column { name, aliases }
}
