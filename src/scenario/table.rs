//! A CSV table with the place of every cell.

use super::codes;
use super::problem::{Problem, Problems};
use super::source::{Place, SourceId, Sources};
use csv_core::{ReadFieldResult, Reader, ReaderBuilder};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// The most columns a table may have.
const MAX_COLUMNS: usize = 256;

/// A column that a table may have.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column {
    /// Its name.
    pub name: &'static str,
    /// Other names for it.
    pub aliases: &'static [&'static str],
}

/// What a table of one kind looks like.
#[derive(Clone, Copy, Debug)]
pub(super) struct Form<'f> {
    /// The columns that are known.
    pub columns: &'f [Column],
    /// Columns without which it cannot be read: of each of these, one is enough.
    pub needs: &'f [&'f [&'static str]],
    /// What it is read as, for who meant another kind of table.
    pub help: &'f str,
}

/// One row: the cells of known columns that are not empty.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// The place of the first cell.
    pub place: Place,
    cells: BTreeMap<&'static str, Place>,
}

impl Row {
    /// The place of a cell's content, when it is there and not empty.
    pub(super) fn cell(&self, column: &str) -> Option<Place> {
        self.cells.get(column).copied()
    }
}

/// A table whose columns are known.
#[derive(Clone, Debug)]
pub(super) struct Table {
    /// The place of the header.
    pub header: Place,
    /// The known columns that it has.
    pub columns: BTreeSet<&'static str>,
    pub rows: Vec<Row>,
}

/// Cells as they stand in the text, quotes included, row by row.
type Cells = Vec<Vec<Place>>;

/// The names in the header of a table, without their case and spacing, to tell what it is.
pub(super) fn header(sources: &Sources, source: SourceId) -> Vec<String> {
    let text = sources.get(source).text();
    let line = &text.as_bytes()[..text.find('\n').map_or(text.len(), |end| end + 1)];
    let cells = cells(line, source, delimiter(text));
    let first = cells.into_iter().next().unwrap_or_default();
    first
        .into_iter()
        .map(|cell| plain(&content(sources.slice(cell))))
        .collect()
}

/// Reads a table of this form. Rows that do not fit the header are reported and left out.
pub(super) fn read(
    sources: &Sources,
    source: SourceId,
    form: &Form<'_>,
    problems: &mut Problems,
) -> Option<Table> {
    let text = sources.get(source).text();
    let mut rows = cells(text.as_bytes(), source, delimiter(text)).into_iter();
    let Some(header) = rows.next().filter(|row| row.len() <= MAX_COLUMNS) else {
        let message = "this table has no header that names its columns";
        problems.push(Problem::new(&codes::NO_HEADER, message).at(sources.start(source)));
        return None;
    };
    let columns = named(sources, &header, form, problems)?;
    let mut table = Table {
        header: span(&header).unwrap_or_else(|| sources.start(source)),
        columns: columns.iter().copied().flatten().collect(),
        rows: Vec::new(),
    };
    for row in rows {
        let Some(place) = span(&row) else {
            continue;
        };
        // Spreadsheets leave rows of empty cells behind.
        if row
            .iter()
            .all(|cell| content(sources.slice(*cell)).is_empty())
        {
            continue;
        }
        if let Some(open) = row.iter().find(|cell| is_open(sources.slice(**cell))) {
            let message = "this quote is not closed";
            let place = Place {
                end: open.start + 1,
                ..*open
            };
            problems.push(Problem::new(&codes::OPEN_QUOTE, message).at(place));
            continue;
        }
        if row.len() != columns.len() {
            let (has, wants) = (row.len(), columns.len());
            let message = format!("this row has {has} cells, and the header has {wants}");
            let help = "a comma inside a cell needs quotes around the cell";
            problems.push(
                Problem::new(&codes::RAGGED_ROW, message)
                    .at(place)
                    .help(help),
            );
            continue;
        }
        let mut cells = BTreeMap::new();
        for (column, cell) in columns.iter().zip(&row) {
            let inner = inside(sources, *cell);
            if let (Some(name), true) = (column, inner.start < inner.end) {
                cells.insert(*name, inner);
            }
        }
        table.rows.push(Row {
            place: row[0],
            cells,
        });
    }
    Some(table)
}

/// The place of a whole row.
fn span(row: &[Place]) -> Option<Place> {
    let end = row.last()?.end;
    row.first().map(|first| Place { end, ..*first })
}

/// Which known column each cell of the header names.
fn named(
    sources: &Sources,
    header: &[Place],
    form: &Form<'_>,
    problems: &mut Problems,
) -> Option<Vec<Option<&'static str>>> {
    let known = form.columns;
    let mut found: Vec<Option<&'static str>> = Vec::new();
    let mut seen: BTreeMap<&str, Place> = BTreeMap::new();
    let mut unread = Vec::new();
    for cell in header {
        let written = content(sources.slice(*cell));
        let name = plain(&written);
        let fits = |column: &&Column| {
            plain(column.name) == name || column.aliases.iter().any(|alias| plain(alias) == name)
        };
        let column = known.iter().find(fits).map(|column| column.name);
        match column {
            Some(column) => {
                if let Some(first) = seen.insert(column, *cell) {
                    let message = format!("there are two columns `{column}`");
                    let problem = Problem::new(&codes::DUPLICATE_COLUMN, message).at(*cell);
                    problems.push(problem.related(Some(first), "the first is here"));
                    found.push(None);
                    continue;
                }
            }
            None if name.is_empty() => {}
            None => {
                let names = known.iter().map(|column| column.name);
                let meant = problems.did_you_mean(&written, names);
                let written: String = written.chars().take(40).collect();
                let message = format!("the column `{written}` is not read");
                let problem = Problem::new(&codes::UNKNOWN_COLUMN, message).at(*cell);
                unread.push(problem.meant(meant));
            }
        }
        found.push(column);
    }
    let mut complete = true;
    for need in form.needs {
        if !need.iter().any(|name| found.contains(&Some(*name))) {
            complete = false;
            let message = match need {
                [only] => format!("the column `{only}` is missing"),
                several => format!("one of the columns `{}` is missing", several.join("`, `")),
            };
            let names: Vec<&str> = known.iter().map(|column| column.name).collect();
            let reason = format!("the columns of such a table are: {}", names.join(", "));
            let problem = Problem::new(&codes::MISSING_COLUMN, message).at(span(header));
            problems.push(problem.because(reason).help(form.help));
        }
    }
    // Where nothing is read, it is enough to say what is missing.
    for problem in unread.into_iter().filter(|_| complete) {
        problems.push(problem);
    }
    complete.then_some(found)
}

/// A name without its case, spacing and punctuation.
pub(super) fn plain(name: &str) -> String {
    let kept = name.chars().filter(|c| c.is_alphanumeric());
    kept.take(64).flat_map(char::to_lowercase).collect()
}

/// The delimiter that the first line has most of.
fn delimiter(text: &str) -> u8 {
    let line = text.lines().next().unwrap_or_default();
    let mut quoted = false;
    let mut counts = [(0usize, b','), (0, b';'), (0, b'\t')];
    for byte in line.bytes() {
        quoted ^= byte == b'"';
        if let Some(count) = counts.iter_mut().find(|(_, of)| *of == byte && !quoted) {
            count.0 += 1;
        }
    }
    // With equal counts the comma, which comes first, is meant.
    counts
        .iter()
        .rev()
        .max_by_key(|(count, _)| *count)
        .map_or(b',', |(_, of)| *of)
}

/// Splits a text into cells. A blank line is no row.
fn cells(text: &[u8], source: SourceId, delimiter: u8) -> Cells {
    let mut reader: Reader = ReaderBuilder::new().delimiter(delimiter).build();
    let (mut rows, mut row): (Cells, Vec<Place>) = (Vec::new(), Vec::new());
    let (mut at, mut start, mut scratch) = (0, 0, [0u8; 4096]);
    loop {
        let (result, read, _) = reader.read_field(&text[at..], &mut scratch);
        at += read;
        match result {
            ReadFieldResult::InputEmpty | ReadFieldResult::OutputFull => {}
            ReadFieldResult::Field { record_end } => {
                row.push(trimmed(text, source, start, at, delimiter));
                start = at;
                if record_end {
                    rows.push(std::mem::take(&mut row));
                }
            }
            ReadFieldResult::End => return rows,
        }
    }
}

/// A cell without the delimiter or line break after it, the line breaks of blank lines before
/// it, and blanks around it.
fn trimmed(text: &[u8], source: SourceId, start: usize, end: usize, delimiter: u8) -> Place {
    let mut cell = &text[start..end];
    if let Some(rest) = cell.strip_suffix(&[delimiter]) {
        cell = rest;
    }
    let blank = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n');
    let before = cell.iter().take_while(|byte| blank(byte)).count();
    let after = cell[before..]
        .iter()
        .rev()
        .take_while(|byte| blank(byte))
        .count();
    let start = start + before;
    Place {
        source,
        start,
        end: start + cell.len() - before - after,
    }
}

/// The place of a cell's content: without quotes where they are only around it.
fn inside(sources: &Sources, cell: Place) -> Place {
    let raw = sources.slice(cell);
    let quoted = raw.len() >= 2 && raw.starts_with('"') && raw.ends_with('"');
    if quoted && !raw[1..raw.len() - 1].contains('"') {
        return Place {
            start: cell.start + 1,
            end: cell.end - 1,
            ..cell
        };
    }
    cell
}

/// Whether a cell begins with a quote that nothing closes.
fn is_open(raw: &str) -> bool {
    raw.starts_with('"') && raw.bytes().filter(|byte| *byte == b'"').count() % 2 == 1
}

/// What a cell says: without its quotes, doubled quotes single.
pub(super) fn content(raw: &str) -> Cow<'_, str> {
    match raw.strip_prefix('"').and_then(|raw| raw.strip_suffix('"')) {
        Some(inner) if inner.contains('"') => Cow::Owned(inner.replace("\"\"", "\"")),
        Some(inner) => Cow::Borrowed(inner),
        None => Cow::Borrowed(raw),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const COLUMNS: &[Column] = &[
        Column {
            name: "Event Number",
            aliases: &["id"],
        },
        Column {
            name: "Message",
            aliases: &[],
        },
        Column {
            name: "To",
            aliases: &[],
        },
    ];

    fn check(text: &[u8]) -> (Vec<Vec<String>>, Vec<String>) {
        let (mut sources, mut problems) = (Sources::default(), Problems::default());
        let source = sources.shelve("t.csv", text.to_vec()).unwrap();
        let form = Form {
            columns: COLUMNS,
            needs: &[&["Event Number"]],
            help: "",
        };
        let table = read(&sources, source, &form, &mut problems);
        let cell = |row: &Row, name| {
            let cell = row
                .cell(name)
                .map(|place| content(sources.slice(place)).into_owned());
            cell.unwrap_or_default()
        };
        let names = ["Event Number", "Message", "To"];
        let rows = table.into_iter().flat_map(|table| table.rows);
        let rows = rows.map(|row| names.iter().map(|name| cell(&row, name)).collect());
        let show = |problem: &Problem| {
            let place = problem.place.unwrap();
            let (line, column) = sources.get(place.source).line_column(place.start);
            format!(
                "{} {line}:{column} {}",
                problem.code.id,
                sources.slice(place)
            )
        };
        (rows.collect(), problems.list().iter().map(show).collect())
    }

    #[test]
    fn tables_are_read_as_spreadsheets_write_them() {
        let expected = [["1", "hi, you", "a"], ["2", "say \"x\"\nand go", ""]];
        for text in [
            "Event Number,Message,To\n1,\"hi, you\",a\n2,\"say \"\"x\"\"\nand go\",\n",
            "\u{feff}event_number,MESSAGE,to\r\n1,\"hi, you\",a\r\n\
             2,\"say \"\"x\"\"\nand go\",\r\n",
            "To;ID;Message\n\na;1;hi, you\n;2;\"say \"\"x\"\"\nand go\"",
            "Message\tTo\teventnumber\nhi, you\ta\t1\n\t\t\n\"say \"\"x\"\"\nand go\"\t\t 2 \n",
        ] {
            assert_eq!(
                check(text.as_bytes()),
                (
                    expected.map(|r| r.map(str::to_owned).to_vec()).to_vec(),
                    vec![]
                ),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_wrong_is_named_where_it_stands() {
        for (text, rows, problems) in [
            ("", 0, &["HW0301 1:1 "][..]),
            ("Message,To\n1,2\n", 0, &["HW0302 1:1 Message,To"]),
            ("Id,Mesage\n1,2\n", 1, &["HW0303 1:4 Mesage"]),
            ("Id,To,to\n1,2,3\n", 1, &["HW0304 1:7 to"]),
            (
                "Id,To\n1\n2,a\n3,b,c\n",
                1,
                &["HW0305 2:1 1", "HW0305 4:1 3,b,c"],
            ),
            ("Id,To\n1,\"a\n2,b\n", 0, &["HW0306 2:3 \""]),
        ] {
            let (found, named) = check(text.as_bytes());
            assert_eq!(
                (found.len(), &named[..]),
                (
                    rows,
                    problems
                        .iter()
                        .map(|p| (*p).to_owned())
                        .collect::<Vec<_>>()
                        .as_slice()
                ),
                "{text}"
            );
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "(Id[,;\t])?[\"a,;\r\n\té]{0,40}") {
            check(text.as_bytes());
        }
    }
}
