//! Reads a part, whole or as far as it was written. Damage is named with its line.

use super::{Asked, FORMAT, Head, Part, check, digits, metrics};
use crate::campaign::{About, Outcome};
use crate::model::Tlp;
use serde::Deserialize;
use serde_json::value::RawValue;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::io::{BufRead, Read as _};

/// Bytes that a line may have.
const LINE_LIMIT: u64 = 1 << 20;

/// What is wrong with a part.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {reason}")]
pub struct Bad {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub reason: String,
}

/// What a file holds that may still be growing.
#[derive(Clone, Debug)]
pub struct Read {
    /// What it says of itself; none where not even its first line is whole.
    pub head: Option<Head>,
    /// The runs it has, by number.
    pub runs: BTreeMap<u64, Outcome>,
    /// Bytes up to the end of the last whole line.
    pub whole: u64,
    /// Whether a last line was cut off behind them.
    pub cut: bool,
    /// Whether it is closed.
    pub closed: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HeadLine {
    part: u64,
    engine: String,
    scenario: String,
    exercise: ExerciseLine,
    runs: u64,
    first_seed: u64,
    range: [u64; 2],
    level: f64,
    precision: Option<AskedLine>,
    measures: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExerciseLine {
    id: String,
    title: String,
    mark: String,
    tlp: String,
    parameters: usize,
    assumed: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AskedLine {
    asked: String,
    most: u64,
    look: Option<u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RunLine<'a> {
    run: u64,
    seed: u64,
    entries: u32,
    #[serde(borrow)]
    figures: Vec<Option<&'a RawValue>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EndLine {
    end: usize,
    hash: String,
}

/// Reads what was written so far; `engine` is the version that reads it.
///
/// # Errors
/// Names the first line that is damaged. A last line without its line feed is no damage: whoever
/// wrote it was stopped.
pub fn read(mut input: impl BufRead, engine: &str) -> Result<Read, Bad> {
    let mut found = Read {
        head: None,
        runs: BTreeMap::new(),
        whole: 0,
        cut: false,
        closed: false,
    };
    let (mut line, mut first) = (Vec::new(), String::new());
    let (mut nth, mut hash) = (0, Sha256::new());
    loop {
        nth += 1;
        let bad = |reason: String| Bad { line: nth, reason };
        line.clear();
        let read = input.by_ref().take(LINE_LIMIT).read_until(b'\n', &mut line);
        read.map_err(|error| bad(format!("cannot be read: {error}")))?;
        if line.is_empty() {
            return Ok(found);
        }
        let start = b"{\"part\":";
        if nth == 1 && !line.starts_with(&start[..line.len().min(start.len())]) {
            return Err(bad("this is not a part of a Hotwash campaign".to_owned()));
        }
        if line.last() != Some(&b'\n') {
            if line.len() as u64 >= LINE_LIMIT {
                return Err(bad(format!("is longer than {LINE_LIMIT} bytes")));
            }
            found.cut = true;
            return Ok(found);
        }
        if found.closed {
            return Err(bad("stands behind the line that ends the part".to_owned()));
        }
        let text = std::str::from_utf8(&line).map_err(|_| bad("is not UTF-8".to_owned()))?;
        if nth == 1 {
            found.head = Some(head(text, engine).map_err(bad)?);
            text.clone_into(&mut first);
        } else if text.starts_with("{\"end\":") {
            let so_far = digits(hash.clone());
            end(text, found.runs.len(), &so_far).map_err(bad)?;
            found.closed = true;
        } else if let Some(head) = &found.head {
            let (number, outcome) = run(text, &first, head).map_err(bad)?;
            if found.runs.insert(number, outcome).is_some() {
                return Err(bad(format!("run {number} stands here a second time")));
            }
        }
        hash.update(&line);
        found.whole += line.len() as u64;
    }
}

impl Read {
    /// The whole part that this is.
    ///
    /// # Errors
    /// What it lacks.
    pub fn whole(self) -> Result<Part, Bad> {
        let last = self.runs.len() + 1;
        let bad = |line, reason: &str| Bad {
            line,
            reason: reason.to_owned(),
        };
        let Some(head) = self.head.filter(|_| self.whole > 0) else {
            return Err(bad(1, "the file ends within its first line, or is empty"));
        };
        if !self.closed {
            return Err(bad(
                last,
                "the part ends here without the line that ends it",
            ));
        }
        if self.cut {
            return Err(bad(last + 2, "stands behind the line that ends the part"));
        }
        let all = head.range.end - head.range.start;
        if self.runs.len() as u64 != all {
            let count = self.runs.len();
            let reason = format!("{count} of {all} runs are here, and yet the part is ended");
            return Err(bad(last + 1, &reason));
        }
        Ok(Part {
            head,
            runs: self.runs.into_values().collect(),
        })
    }
}

/// The text of a line that its check was made of, with its brace put back.
fn unseal(text: &str, belongs_to: &str) -> Result<String, String> {
    const LEAD: &str = ",\"check\":\"";
    let shaped = text
        .strip_suffix("\"}\n")
        .and_then(|rest| rest.split_at_checked(rest.len().checked_sub(16)?))
        .and_then(|(rest, said)| Some((rest.strip_suffix(LEAD)?, said)));
    let Some((text, said)) = shaped else {
        return Err("does not end in a check: it was altered, or is no line of a part".to_owned());
    };
    if check(belongs_to, text) != said {
        return Err(
            "its text does not match its check: it was altered, or belongs to another \
                    part"
                .to_owned(),
        );
    }
    Ok(format!("{text}}}"))
}

fn head(text: &str, engine: &str) -> Result<Head, String> {
    let format: String = text["{\"part\":".len()..]
        .chars()
        .take_while(char::is_ascii_digit)
        .collect();
    if !format.is_empty() && format != FORMAT.to_string() {
        return Err(format!(
            "the part has format {format}, and this version reads format {FORMAT}"
        ));
    }
    let text = unseal(text, "")?;
    let line: HeadLine = serde_json::from_str(&text).map_err(|error| error.to_string())?;
    debug_assert_eq!(line.part, FORMAT, "it was looked at");
    if line.engine != engine {
        return Err(format!(
            "the part was played by engine {}, and this is engine {engine}",
            line.engine
        ));
    }
    if line.measures != metrics() {
        return Err("the part has other measures than this version".to_owned());
    }
    let [from, to] = line.range;
    if from > to || to > line.runs || line.first_seed.checked_add(line.runs).is_none() {
        return Err(format!(
            "runs {from}..{to} of {} are no range of a campaign",
            line.runs
        ));
    }
    let exercise = line.exercise;
    let tlp = Tlp::from_word(&exercise.tlp);
    Ok(Head {
        about: About {
            id: exercise.id,
            title: exercise.title,
            mark: exercise.mark,
            tlp: tlp.ok_or_else(|| format!("there is no label `{}`", exercise.tlp))?,
            parameters: exercise.parameters,
            assumed: exercise.assumed,
            scenario_hash: line.scenario,
            engine: line.engine,
        },
        total: line.runs,
        first_seed: line.first_seed,
        range: from..to,
        level: line.level,
        asked: line.precision.map(|one| Asked {
            text: one.asked,
            most: one.most,
            look: one.look,
        }),
    })
}

fn run(text: &str, first: &str, head: &Head) -> Result<(u64, Outcome), String> {
    let text = unseal(text, first)?;
    let line: RunLine<'_> = serde_json::from_str(&text).map_err(|error| error.to_string())?;
    let Head { range, .. } = head;
    if !range.contains(&line.run) {
        return Err(format!(
            "run {} is not of {}..{}",
            line.run, range.start, range.end
        ));
    }
    if head.first_seed + line.run != line.seed {
        return Err(format!("run {} cannot have seed {}", line.run, line.seed));
    }
    let measures = metrics().len();
    if line.figures.len() != measures {
        return Err(format!("has not {measures} figures"));
    }
    let figures = line.figures.into_iter().map(|figure| {
        let Some(figure) = figure else {
            return Ok(None);
        };
        // serde_json may be off by the last bit; the standard library is not.
        let number = figure.get().trim_matches('"').parse();
        let number = number.map_err(|_| format!("{figure} is no figure"))?;
        Ok(Some(number))
    });
    let outcome = Outcome {
        seed: line.seed,
        entries: line.entries,
        figures: figures.collect::<Result<_, String>>()?,
    };
    Ok((line.run, outcome))
}

fn end(text: &str, runs: usize, hash: &str) -> Result<(), String> {
    let line: EndLine = serde_json::from_str(text).map_err(|error| error.to_string())?;
    if line.end != runs {
        return Err(format!(
            "says that there are {} runs, and {runs} stand before it",
            line.end
        ));
    }
    if line.hash != hash {
        return Err("what stands before it does not match its hash".to_owned());
    }
    Ok(())
}
