//! The texts a scenario was read from, and places in them.

use super::codes;
use super::problem::Problem;
use std::ops::Range;

/// The largest file that is read, in bytes.
pub const MAX_FILE: usize = 16 << 20;
/// The most that all files of a scenario may hold together, in bytes.
pub const MAX_TOTAL: usize = 64 << 20;

/// One of the texts in [`Sources`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct SourceId(pub u32);

/// A stretch of one text, in bytes from its start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Which text.
    pub source: SourceId,
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

/// One text with its name.
#[derive(Clone, Debug)]
pub struct Source {
    /// The name as problems print it.
    pub name: String,
    text: Box<str>,
    ascii: bool,
    line_starts: Vec<usize>,
}

impl Source {
    /// The whole text, without a byte order mark.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether it is a table.
    #[must_use]
    pub fn is_table(&self) -> bool {
        let ending = self.name.rsplit_once('.').map(|(_, ending)| ending);
        ending.is_some_and(|ending| ending.eq_ignore_ascii_case("csv"))
    }

    /// Line and column, both from 1, of a byte offset; the column counts characters.
    #[must_use]
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        let (line, start) = self.line_at(offset);
        let end = floor_boundary(&self.text, offset.max(start));
        let before = &self.text[start..end];
        // A line may be as long as the text, and a thousand problems may stand in it.
        let column = if self.ascii {
            before.len()
        } else {
            before.chars().count()
        };
        (line, 1 + column)
    }

    /// The bytes of the line that holds an offset, without its line break.
    #[must_use]
    pub fn line(&self, offset: usize) -> Range<usize> {
        let (line, start) = self.line_at(offset);
        let next = self.line_starts.get(line);
        start..next.map_or(self.text.len(), |next| next - 1)
    }

    /// The number of the line that holds an offset, from 1, and where it starts.
    fn line_at(&self, offset: usize) -> (usize, usize) {
        let starts = &self.line_starts;
        let line = starts.partition_point(|start| *start <= offset).max(1);
        (line, starts[line - 1])
    }
}

/// All texts of one scenario.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    list: Vec<Source>,
    total: usize,
}

impl Sources {
    /// Takes in the bytes of a file.
    ///
    /// # Errors
    /// A problem when the file is too large, makes all files together too large, or is not
    /// UTF-8; in the last case the text is kept with its bad bytes replaced, to be quoted.
    #[allow(clippy::result_large_err, reason = "made once a file at most")]
    pub fn shelve(&mut self, name: &str, bytes: Vec<u8>) -> Result<SourceId, Problem> {
        if bytes.len() > MAX_FILE || self.total + bytes.len() > MAX_TOTAL {
            return Err(
                Problem::new(&codes::FILE_TOO_LARGE, format!("`{name}` is too large")).because(
                    format!(
                        "a file may hold {} MiB and all files of a scenario {} MiB",
                        MAX_FILE >> 20,
                        MAX_TOTAL >> 20
                    ),
                ),
            );
        }
        self.total += bytes.len();
        let bytes = match bytes.strip_prefix(b"\xEF\xBB\xBF") {
            Some(rest) => rest.to_vec(),
            None => bytes,
        };
        match String::from_utf8(bytes) {
            Ok(text) => Ok(self.add(name, text)),
            Err(error) => {
                let bad = error.utf8_error().valid_up_to();
                let byte = error.as_bytes()[bad];
                let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
                let source = self.add(name, text);
                let message = format!("`{name}` is not UTF-8: byte 0x{byte:02X} at offset {bad}");
                Err(Problem::new(&codes::NOT_UTF8, message)
                    .at(Place {
                        source,
                        start: bad,
                        end: bad + '\u{FFFD}'.len_utf8(),
                    })
                    .help("save the file as UTF-8"))
            }
        }
    }

    fn add(&mut self, name: &str, text: String) -> SourceId {
        let id = SourceId(u32::try_from(self.list.len()).unwrap_or(u32::MAX));
        let text: Box<str> = text.into();
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let line_starts = std::iter::once(0)
            .chain(breaks.map(|(at, _)| at + 1))
            .collect();
        self.list.push(Source {
            name: name.to_owned(),
            ascii: text.is_ascii(),
            text,
            line_starts,
        });
        id
    }

    /// The text of this number.
    #[must_use]
    pub fn get(&self, id: SourceId) -> &Source {
        &self.list[id.0 as usize]
    }

    /// All texts, in the order they were read.
    pub fn iter(&self) -> impl Iterator<Item = (SourceId, &Source)> {
        (0..).map(SourceId).zip(&self.list)
    }

    /// The place before the first character of a text, for problems of the whole.
    #[must_use]
    pub fn start(&self, source: SourceId) -> Place {
        Place {
            source,
            start: 0,
            end: 0,
        }
    }

    /// The characters at a place.
    #[must_use]
    pub fn slice(&self, place: Place) -> &str {
        let text = &self.get(place.source).text;
        let end = floor_boundary(text, place.end);
        &text[floor_boundary(text, place.start).min(end)..end]
    }

    /// The place of a part of a quoted value: `part` counts bytes of the value, and falls back
    /// to the whole when escapes make the raw text differ from the value.
    #[must_use]
    pub fn inside(&self, whole: Place, part: Range<usize>) -> Place {
        let raw = self.slice(whole);
        let skip = match raw.as_bytes().first() {
            Some(b'"') if !raw[1..raw.len().max(2) - 1].contains(['\\', '"']) => 1,
            Some(b'"') => return whole,
            Some(b'r') => raw.find('"').map_or(0, |quote| quote + 1),
            _ => 0,
        };
        let start = whole.start + skip + part.start;
        let end = (whole.start + skip + part.end)
            .max(start + 1)
            .min(whole.end);
        if start < end {
            Place {
                start,
                end,
                ..whole
            }
        } else {
            whole
        }
    }

    /// `file:line:column` of the start of a place.
    #[must_use]
    pub fn locate(&self, place: Place) -> String {
        let source = self.get(place.source);
        let (line, column) = source.line_column(place.start);
        format!("{}:{line}:{column}", source.name)
    }
}

fn floor_boundary(text: &str, offset: usize) -> usize {
    text.floor_char_boundary(offset)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_count_characters_from_one() {
        let mut sources = Sources::default();
        let id = sources.shelve("a.ron", "(\r\n é: 1,\n)".into()).unwrap();
        let source = sources.get(id);
        for (offset, expected) in [
            (0, (1, 1)),
            (3, (2, 1)),
            (4, (2, 2)),
            (6, (2, 3)),
            (11, (3, 1)),
            (99, (3, 2)),
        ] {
            assert_eq!(source.line_column(offset), expected, "offset {offset}");
        }
        let plain = sources.shelve("b.ron", "(\n a: 1)".into()).unwrap();
        assert_eq!(sources.get(plain).line_column(3), (2, 2));
        let lines = [
            (0, 0..2),
            (2, 0..2),
            (3, 3..10),
            (10, 3..10),
            (11, 11..12),
            (99, 11..12),
        ];
        for (offset, expected) in lines {
            assert_eq!(sources.get(id).line(offset), expected, "offset {offset}");
        }
    }

    #[test]
    fn bytes_that_are_not_utf8_are_named_where_they_stand() {
        let mut sources = Sources::default();
        let problem = sources
            .shelve("x.ron", b"(\n  caf\xE9)".to_vec())
            .unwrap_err();
        assert_eq!(problem.code.id, "HW0003");
        assert_eq!(sources.locate(problem.place.unwrap()), "x.ron:2:6");
        assert!(sources.shelve("y", vec![b' '; MAX_FILE + 1]).is_err());
        let marked = sources.shelve("z", b"\xEF\xBB\xBF()".to_vec()).unwrap();
        assert_eq!(sources.get(marked).text(), "()");
    }

    #[test]
    fn a_part_of_a_quoted_value_is_underlined_alone() {
        let mut sources = Sources::default();
        for (raw, part, expected) in [
            ("\"+1q\"", 2..3, "q"),
            ("r#\"+1q\"#", 2..3, "q"),
            ("bare", 1..2, "a"),
            ("\"a\\nb\"", 1..2, "\"a\\nb\""),
            ("\"ab\"", 2..2, "\""),
        ] {
            let source = sources.shelve("x", raw.into()).unwrap();
            let whole = Place {
                source,
                start: 0,
                end: raw.len(),
            };
            assert_eq!(
                sources.slice(sources.inside(whole, part)),
                expected,
                "{raw}"
            );
        }
    }
}
