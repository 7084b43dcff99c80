//! The database as a file: told from others by its first bytes, opened for one program alone, read
//! whatever is left of it.

use super::{APPLICATION, LAYOUT, PAGE, Store, Trouble};
use rusqlite::{Connection, OpenFlags};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long a program that is just ending may still hold the database.
const PATIENCE: Duration = Duration::from_millis(500);
/// What every database of SQLite begins with.
const BEGINNING: &[u8; 16] = b"SQLite format 3\0";

impl Store {
    /// Whether nobody has a file open; it is not touched.
    pub(in crate::live) fn check_free(path: &Path) -> Result<(), Trouble> {
        if path.is_dir() {
            let text = format!("{} is a directory", path.display());
            return Err(Trouble::Foreign(text));
        }
        std::fs::File::open(path)?;
        let Ok(db) = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY) else {
            return Ok(());
        };
        db.busy_timeout(PATIENCE)?;
        // With it SQLite makes no file beside this one to read it.
        db.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
        let read = db.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()));
        match read.map_err(Trouble::from) {
            Err(held @ Trouble::Held) => Err(held),
            _ => Ok(()),
        }
    }

    /// Opens a database whatever it holds, to read what can be read. It may be changed by that.
    pub(in crate::live) fn open_damaged(path: &Path) -> Result<Store, Trouble> {
        let db = Connection::open(path)?;
        db.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
        // One that is shorter than it says is read all the same.
        db.pragma_update(None, "writable_schema", "ON")?;
        Ok(Store {
            db,
            chain: [0; 32],
            torn: false,
        })
    }

    /// Gives a database the first page that every exercise has; `empty` is where one is made.
    pub(in crate::live) fn mend_beginning(path: &Path, empty: &Path) -> Result<(), Trouble> {
        drop(Store::create(empty, b"", &[0; 32], false)?);
        let (mut first, mut bytes) = (std::fs::read(empty)?, std::fs::read(path)?);
        first.truncate(PAGE);
        bytes.resize(bytes.len().next_multiple_of(PAGE), 0);
        let pages = u32::try_from(bytes.len() / PAGE).unwrap_or(u32::MAX);
        first[28..32].copy_from_slice(&pages.to_be_bytes());
        bytes.splice(..PAGE.min(bytes.len()), first);
        Ok(std::fs::write(path, bytes)?)
    }

    /// How many inputs were taken, where that can be told.
    pub(in crate::live) fn count_inputs(&self) -> Option<u32> {
        let sql = "SELECT ifnull(max(n), 0) FROM inputs";
        self.db.query_row(sql, [], |row| row.get(0)).ok()
    }
}

/// A file whose name goes on.
pub(in crate::live) fn beside(path: &Path, more: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(more);
    name.into()
}

/// Whether a file is an exercise of ours, told from its first bytes alone, so that nothing else is
/// touched.
pub(super) fn recognise(path: &Path) -> Result<(), Trouble> {
    let foreign = |text: &str| Err(Trouble::Foreign(format!("{} {text}", path.display())));
    if path.is_dir() {
        return foreign("is a directory");
    }
    let (mut file, mut head) = (std::fs::File::open(path)?, [0; 100]);
    if file.metadata()?.len() == 0 {
        return foreign("is empty");
    }
    if file.read_exact(&mut head).is_err() {
        let text = "it ends within its first bytes";
        return Err(Trouble::Damaged(text.to_owned()));
    }
    if &head[..16] != BEGINNING {
        return foreign("does not begin as an exercise does");
    }
    let number =
        |at: usize| u32::from_be_bytes([head[at], head[at + 1], head[at + 2], head[at + 3]]);
    if number(68) != APPLICATION {
        return foreign("is a database, but not of an exercise");
    }
    if number(60) != LAYOUT {
        return foreign(&format!("has layout {}, not {LAYOUT}", number(60)));
    }
    Ok(())
}

pub(super) fn connect(path: &Path) -> Result<Connection, Trouble> {
    let db = Connection::open(path)?;
    db.busy_timeout(PATIENCE)?;
    db.pragma_update(None, "page_size", PAGE as i64)?;
    // One writer, and nobody else: a second server on the same exercise is refused at once.
    db.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
    db.pragma_update(None, "journal_mode", "WAL")?;
    db.pragma_update(None, "synchronous", "FULL")?;
    Ok(db)
}
