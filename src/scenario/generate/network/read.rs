//! A table of agreements: a row is an agreement, and says who made it and which issue areas it
//! covers. What is wrong is told all at once, each with its place.

use super::mechanism::MECHANISMS;
use super::{
    MOST_AGREEMENTS, MOST_ECONOMIES, MOST_PARTIES, MOST_PARTIES_IN_ALL, Network, Origin, Pact, cell,
};
use crate::model::{AgreementState, IssueArea};
use crate::scenario::codes;
use crate::scenario::cx::short;
use crate::scenario::problem::{Problem, Problems};
use crate::scenario::source::{Place, SourceId, Sources};
use crate::scenario::table::{self, Column, Form, Row, Table};
use std::collections::BTreeMap;

const TITLE: &str = "Title";
const DATE: &str = "Date";
const PARTIES: &str = "Parties";
const ONE: &str = "Party 1";
const OTHER: &str = "Party 2";
const STATE: &str = "State";
const EFFORT: &str = "Effort";

/// Columns beside those of the issue areas; what has no name above describes an agreement to
/// people, as the dataset ICCD has it, and is not read.
const COLUMNS: &[(&str, &[&str])] = &[
    (TITLE, &["Agreement", "Name"]),
    (DATE, &["Year", "Date Signed", "Signed On"]),
    (
        PARTIES,
        &[
            "Countries",
            "Economies",
            "Participants",
            "Governments",
            "Members",
            "Signatories",
        ],
    ),
    (
        ONE,
        &[
            "Party A",
            "Country 1",
            "Country A",
            "Economy 1",
            "Government 1",
            "Government A",
            "Participant 1",
        ],
    ),
    (
        OTHER,
        &[
            "Party B",
            "Country 2",
            "Country B",
            "Economy 2",
            "Government 2",
            "Government B",
            "Participant 2",
        ],
    ),
    (STATE, &["Status"]),
    (EFFORT, &["Hours"]),
    ("Organization", &["Organisation"]),
    ("Description", &["Notes"]),
];

/// What the table is taken for.
const HELP: &str = "a row is an agreement: its title, its parties in one cell or in two, and a \
                    column for each issue area, ticked with yes or x";
/// The longest name of an economy, in bytes.
const MOST_NAME: usize = 200;
/// The longest title that is kept, in characters.
const MOST_TITLE: usize = 300;

/// What became of a table.
#[derive(Debug)]
pub struct Reading {
    /// The network, when there is no error.
    pub network: Option<Network>,
    /// What is wrong, in the order of its places; columns that are not read are only warned of.
    pub problems: Vec<Problem>,
    /// How many problems were found beyond those.
    pub dropped: usize,
    /// The text that was read, which the places of problems point into.
    pub sources: Sources,
}

/// Reads a table of agreements, as spreadsheets write CSV. `name` is what problems call it.
#[must_use]
pub fn read(name: &str, bytes: Vec<u8>) -> Reading {
    let (mut sources, mut problems) = (Sources::default(), Problems::default());
    let source = problems.keep(sources.shelve(name, bytes));
    let network = source.and_then(|source| whole(&sources, source, name, &mut problems));
    let network = network.filter(|_| problems.errors() == 0);
    let dropped = problems.dropped();
    Reading {
        network,
        problems: problems.sorted(),
        dropped,
        sources,
    }
}

fn whole(
    sources: &Sources,
    source: SourceId,
    name: &str,
    problems: &mut Problems,
) -> Option<Network> {
    let areas = MECHANISMS.iter().map(|one| Column {
        name: one.column,
        aliases: one.aliases,
    });
    let others = COLUMNS
        .iter()
        .map(|(name, aliases)| Column { name, aliases });
    let columns: Vec<Column> = others.chain(areas).collect();
    let areas: Vec<&str> = MECHANISMS.iter().map(|one| one.column).collect();
    let form = Form {
        columns: &columns,
        needs: &[&[TITLE], &[PARTIES, ONE, OTHER], &areas],
        help: HELP,
    };
    let table = table::read(sources, source, &form, problems)?;
    let has = |column| table.columns.contains(column);
    if let (false, Some(lacks)) = (has(PARTIES), [ONE, OTHER].into_iter().find(|one| !has(one))) {
        let message = format!("the column `{lacks}` is missing");
        let problem = Problem::new(&codes::MISSING_COLUMN, message).at(table.header);
        problems.push(problem.help(HELP));
        return None;
    }
    if table.rows.is_empty() && problems.errors() == 0 {
        let message = "this table has no agreement";
        let problem = Problem::new(&codes::NO_ROWS, message).at(table.header);
        problems.push(problem.help(HELP));
    }
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name).to_owned();
    let states = has(STATE);
    let mut reader = Reader {
        sources,
        problems,
        economies: Vec::new(),
        known: BTreeMap::new(),
        parties: 0,
    };
    let pacts = reader.pacts(&table);
    Some(Network {
        origin: Origin::Table { name, states },
        economies: reader.economies,
        pacts,
    })
}

struct Reader<'a> {
    sources: &'a Sources,
    problems: &'a mut Problems,
    /// Names of economies, as each is first written.
    economies: Vec<String>,
    /// Their places, by name without case and punctuation.
    known: BTreeMap<String, usize>,
    /// How many parties all agreements have so far.
    parties: usize,
}

impl Reader<'_> {
    fn text(&self, place: Place) -> String {
        table::content(self.sources.slice(place)).into_owned()
    }

    fn pacts(&mut self, table: &Table) -> Vec<Pact> {
        let mut pacts = Vec::new();
        for (nth, row) in table.rows.iter().enumerate() {
            if nth == MOST_AGREEMENTS {
                self.too_many(row.place, MOST_AGREEMENTS, "agreements");
            }
            if nth == MOST_AGREEMENTS || self.problems.is_full() {
                break;
            }
            pacts.push(self.pact(row));
            if self.economies.len() > MOST_ECONOMIES {
                self.too_many(row.place, MOST_ECONOMIES, "economies");
                break;
            }
            if self.parties > MOST_PARTIES_IN_ALL {
                self.too_many(row.place, MOST_PARTIES_IN_ALL, "parties in all");
                break;
            }
        }
        pacts
    }

    fn too_many(&mut self, place: Place, most: usize, what: &str) {
        let message = format!("with this row there are more than {most} {what}");
        let problem = Problem::new(&codes::TOO_MANY, message).at(place);
        let help = "leave rows out: those of one region, or of the issue areas that you ask about";
        self.problems.push(problem.help(help));
    }

    fn pact(&mut self, row: &Row) -> Pact {
        let title = row.cell(TITLE).map(|cell| self.text(cell));
        if title.is_none() {
            let message = format!("this row has no `{TITLE}`");
            let problem = Problem::new(&codes::EMPTY_CELL, message).at(row.place);
            self.problems.push(problem);
        }
        let date = row.cell(DATE).map(|cell| (cell, self.text(cell)));
        if let Some((cell, written)) = date.as_ref().filter(|(_, date)| !cell::is_date(date)) {
            let message = format!("`{}` is no date", short(written));
            let help = "write it like 2015-09-25, 25/09/2015, September 25, 2015, or as a year; \
                        leave the cell empty where it is not known";
            self.wrong(*cell, message, help);
        }
        Pact {
            title: title.unwrap_or_default().chars().take(MOST_TITLE).collect(),
            date: date.map(|(_, date)| date),
            parties: self.parties(row),
            areas: self.areas(row),
            state: self.state(row),
            effort_milli_hours: self.effort(row),
        }
    }

    fn wrong(&mut self, place: Place, message: String, help: &str) {
        let problem = Problem::new(&codes::WRONG_CELL, message).at(place);
        self.problems.push(problem.help(help));
    }

    /// The economies that a row names, in the order written.
    fn parties(&mut self, row: &Row) -> Vec<usize> {
        let list = row.cell(PARTIES).map(|cell| self.members(cell));
        let cells = [ONE, OTHER]
            .into_iter()
            .filter_map(|column| row.cell(column));
        let cells: Vec<(Place, String)> = cells.map(|cell| (cell, self.text(cell))).collect();
        let before = self.problems.errors();
        let mut named: BTreeMap<usize, Place> = BTreeMap::new();
        let mut parties = Vec::new();
        for (cell, name) in list.into_iter().flatten().chain(cells) {
            let Some(economy) = self.economy(cell, name.trim()) else {
                continue;
            };
            if let Some(first) = named.insert(economy, cell) {
                let name = &self.economies[economy];
                let message = format!("`{}` is named twice as a party", short(name));
                let problem = Problem::new(&codes::PARTY_TWICE, message).at(cell);
                self.problems
                    .push(problem.related(Some(first), "the first is here"));
                continue;
            }
            parties.push(economy);
        }
        let place = row.cell(PARTIES).or(row.cell(ONE)).or(row.cell(OTHER));
        let place = place.unwrap_or(row.place);
        if parties.len() < 2 && self.problems.errors() == before {
            let message = "this agreement needs at least two parties";
            let help = "separate the names of several parties in one cell with `;`";
            self.problems
                .push(Problem::new(&codes::EMPTY, message).at(place).help(help));
        }
        if parties.len() > MOST_PARTIES {
            let message = format!("this agreement has more than {MOST_PARTIES} parties");
            self.problems
                .push(Problem::new(&codes::TOO_MANY, message).at(place));
        }
        self.parties += parties.len();
        parties
    }

    /// The names in a cell that holds several: separated by `;` or, where there is none, by `,`.
    fn members(&self, cell: Place) -> Vec<(Place, String)> {
        let raw = self.sources.slice(cell);
        // Where a name has quotes in it, those around the cell are still there.
        let inner = raw.strip_prefix('"').and_then(|raw| raw.strip_suffix('"'));
        let (text, mut at) = inner.map_or((raw, cell.start), |inner| (inner, cell.start + 1));
        let separator = if text.contains(';') { ';' } else { ',' };
        let mut members = Vec::new();
        for part in text.split(separator) {
            let name = part.trim();
            let start = at + part.len() - part.trim_start().len();
            let end = start + name.len();
            if !name.is_empty() {
                members.push((Place { start, end, ..cell }, name.replace("\"\"", "\"")));
            }
            at += part.len() + separator.len_utf8();
        }
        members
    }

    /// The economy of a name, which may be written in any case and with any punctuation.
    fn economy(&mut self, cell: Place, name: &str) -> Option<usize> {
        let known = name.chars().filter(|c| c.is_alphanumeric());
        let known: String = known.flat_map(char::to_lowercase).collect();
        if known.is_empty() || name.len() > MOST_NAME {
            let message = if known.is_empty() {
                format!("`{}` names nobody", short(name))
            } else {
                format!("this name is longer than {MOST_NAME} letters")
            };
            let help = "separate the names of several parties in one cell with `;`";
            self.wrong(cell, message, help);
            return None;
        }
        let next = self.economies.len();
        let place = *self.known.entry(known).or_insert(next);
        if place == next {
            self.economies.push(name.to_owned());
        }
        Some(place)
    }

    fn areas(&mut self, row: &Row) -> Vec<IssueArea> {
        let mut areas = Vec::new();
        for mechanism in MECHANISMS {
            let Some(cell) = row.cell(mechanism.column) else {
                continue;
            };
            let written = self.text(cell);
            match cell::ticked(&written) {
                Some(true) => areas.push(mechanism.area),
                Some(false) => {}
                None => {
                    let message = format!("`{}` is neither yes nor no", short(&written));
                    let help = "tick an issue area with yes, y, x, 1 or true; no, n, 0, false or \
                                an empty cell leave it out";
                    self.wrong(cell, message, help);
                }
            }
        }
        areas
    }

    /// Where an agreement stands. A table that does not say so tells what was agreed, not whether
    /// it is kept: all of it counts as operational then, so that what comes out is the most that
    /// it could give, and not nothing.
    fn state(&mut self, row: &Row) -> AgreementState {
        let said = row.cell(STATE).map(|cell| (cell, self.text(cell)));
        let Some((cell, written)) = said else {
            return AgreementState::Operational;
        };
        cell::state(&written).unwrap_or_else(|| {
            let message = format!(
                "`{}` does not say where the agreement stands",
                short(&written)
            );
            let help = "write Operational, Signed, Suspended or Lapsed";
            self.wrong(cell, message, help);
            AgreementState::Operational
        })
    }

    fn effort(&mut self, row: &Row) -> Option<u32> {
        let cell = row.cell(EFFORT)?;
        let written = self.text(cell);
        cell::effort(&written)
            .map_err(|number| {
                let message = if number {
                    format!("`{}` is out of range: 0 to a million", short(&written))
                } else {
                    format!("`{}` is no number", short(&written))
                };
                let help = "effort is in analyst-hours a year for each party: 40, 0.5";
                self.wrong(cell, message, help);
            })
            .ok()
    }
}
