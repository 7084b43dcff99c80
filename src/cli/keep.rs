//! A part of a campaign on disk. While it is played its runs are kept in `PART.partial`, a line
//! each; when it is whole it is written beside and takes its name.

use super::exit::{Exit, Failure};
use super::file;
use super::terminal::complain;
use crate::campaign::Outcome;
use crate::campaign::part::{self, Bad, Head, Part, Read};
use crate::engine;
use std::collections::BTreeMap;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, BufReader, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// How often is looked whether another process still plays.
const POLL: Duration = Duration::from_millis(200);

/// What is there already.
pub enum Kept {
    /// All of it.
    Whole(Part),
    /// Some of its runs, or none; by seed.
    Growing(Keep, BTreeMap<u64, Outcome>),
}

/// A part that grows.
pub struct Keep {
    path: PathBuf,
    partial: PathBuf,
    first: String,
    first_seed: u64,
    file: Mutex<File>,
    trouble: Mutex<Option<Failure>>,
}

/// Reads the whole part in a file.
///
/// # Errors
/// When it cannot be read, or names the line where it is damaged.
pub fn read(path: &Path) -> Result<Part, Failure> {
    let found = part::read(file::open(path)?, engine::VERSION).and_then(Read::whole);
    found.map_err(|bad| damaged(path, &bad).help("play that part again"))
}

fn damaged(path: &Path, bad: &Bad) -> Failure {
    let place = format!("{}:{}", path.display(), bad.line);
    Failure::new(Exit::Found, format!("{place}: {}", bad.reason))
}

/// Looks what is there of a part, and makes ready to keep the rest. Where another process plays the
/// same part it is waited for, until `stop`.
///
/// # Errors
/// When what is there is of another part or damaged, or cannot be written.
pub fn open(path: &Path, head: &Head, stop: &AtomicBool) -> Result<Kept, Failure> {
    if let Some(part) = whole(path, head)? {
        return Ok(Kept::Whole(part));
    }
    let partial = partial(path);
    let cannot = |error: io::Error| {
        Failure::new(Exit::File, format!("cannot write {}", partial.display()))
            .because(error)
            .help("name a place that exists and that you may write to")
    };
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    let mut file = options.open(&partial).map_err(cannot)?;
    lock(&file, &partial, stop)?;
    if let Some(part) = whole(path, head)? {
        // Whoever was waited for has finished it, and removed what it grew in; this one is new.
        if file.metadata().is_ok_and(|about| about.len() == 0) {
            let _ = std::fs::remove_file(&partial);
        }
        return Ok(Kept::Whole(part));
    }
    let found = part::read(BufReader::new(&file), engine::VERSION);
    let found = found.map_err(|bad| {
        damaged(&partial, &bad).help(format!(
            "remove that line to have its run played again, or {} to play them all",
            partial.display()
        ))
    })?;
    if let Some(there) = &found.head {
        fits(&partial, there, head)?;
    }
    if found.cut {
        let kept = found.runs.len();
        complain(
            &Failure::new(
                Exit::Fine,
                format!("the last line of {} was cut off", partial.display()),
            )
            .because("whoever wrote it was stopped within it")
            .help(format!("it is dropped; the {kept} runs before it are kept")),
        );
    }
    file.set_len(found.whole).map_err(cannot)?;
    file.seek(SeekFrom::Start(found.whole)).map_err(cannot)?;
    let first = part::head_line(head);
    if found.head.is_none() {
        file.write_all(first.as_bytes()).map_err(cannot)?;
    }
    let runs = found.runs.into_values().map(|run| (run.seed, run));
    let keep = Keep {
        path: path.to_owned(),
        first,
        first_seed: head.first_seed,
        file: Mutex::new(file),
        trouble: Mutex::new(None),
        partial,
    };
    Ok(Kept::Growing(keep, runs.collect()))
}

/// Where the runs of a part are kept while it grows.
fn partial(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".partial");
    PathBuf::from(name)
}

/// The whole part of that name; none where there is no such file.
fn whole(path: &Path, head: &Head) -> Result<Option<Part>, Failure> {
    if !path.exists() {
        return Ok(None);
    }
    let part = part::read(file::open(path)?, engine::VERSION).and_then(Read::whole);
    let part = part.map_err(|bad| {
        damaged(path, &bad).help("name another file with --out, or remove that one")
    })?;
    fits(path, &part.head, head)?;
    Ok(Some(part))
}

/// Whether what is there is of the part that is asked for.
fn fits(path: &Path, there: &Head, asked: &Head) -> Result<(), Failure> {
    let there = there.planned();
    let range = |head: &Head| format!("{}..{}", head.range.start, head.range.end);
    let reason = asked.misfit(&there).or_else(|| {
        let ranges = (range(asked), range(&there));
        (ranges.0 != ranges.1)
            .then(|| format!("the range is {} here and {} there", ranges.0, ranges.1))
    });
    match reason {
        None => Ok(()),
        Some(reason) => Err(Failure::new(
            Exit::Found,
            format!(
                "{}:1: this is another part than is asked for",
                path.display()
            ),
        )
        .because(reason)
        .help("name another file with --out, or remove that one")),
    }
}

fn lock(file: &File, partial: &Path, stop: &AtomicBool) -> Result<(), Failure> {
    let mut told = false;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(()),
            Err(TryLockError::WouldBlock) => {}
            Err(TryLockError::Error(error)) => {
                tracing::warn!("{} cannot be locked: {error}", partial.display());
                return Ok(());
            }
        }
        if stop.load(Ordering::Relaxed) {
            let what = "interrupted while another process plays this part";
            return Err(Failure::new(Exit::Interrupted, what));
        }
        if !told {
            let what = format!("another process writes {}", partial.display());
            complain(&Failure::new(Exit::Fine, what).help("it is waited for"));
            told = true;
        }
        std::thread::sleep(POLL);
    }
}

impl Keep {
    /// Keeps a run. `stop` is set when that cannot be done; [`Keep::finish`] then says why.
    pub fn run(&self, run: &Outcome, stop: &AtomicBool) {
        let line = part::run_line(&self.first, run.seed - self.first_seed, run);
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let mut trouble = self.trouble.lock().unwrap_or_else(PoisonError::into_inner);
        if trouble.is_some() {
            // A line behind one that was written in part would be damage.
            return;
        }
        if let Err(error) = file.write_all(line.as_bytes()) {
            let failure = Failure::new(
                Exit::File,
                format!("cannot write {}", self.partial.display()),
            );
            *trouble = Some(failure.because(error));
            stop.store(true, Ordering::Relaxed);
        }
    }

    /// Where the runs are while the part grows.
    #[must_use]
    pub fn partial(&self) -> &Path {
        &self.partial
    }

    /// Says whether everything could be kept.
    ///
    /// # Errors
    /// Why it could not.
    pub fn check(&self) -> Result<(), Failure> {
        let mut trouble = self.trouble.lock().unwrap_or_else(PoisonError::into_inner);
        trouble.take().map_or(Ok(()), Err)
    }

    /// Writes the whole part and removes what it grew in.
    ///
    /// # Errors
    /// When that cannot be done.
    pub fn finish(self, head: &Head, runs: &[Outcome]) -> Result<(), Failure> {
        file::write_text(&self.path, part::text(head, runs))?;
        std::fs::remove_file(&self.partial).map_err(|error| {
            let what = format!("cannot remove {}", self.partial.display());
            Failure::new(Exit::File, what).because(error)
        })
    }
}
