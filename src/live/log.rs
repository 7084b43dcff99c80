//! The log beside a database, in which SQLite keeps what was committed last: how much of it is
//! whole. SQLite itself reads it up to the first record that is not, and says nothing about what
//! follows; after a power cut that is right for the one that was being written, and for no other.

use std::io::Result;
use std::path::Path;

/// The log's own beginning, and that of each page in it.
const HEAD: usize = 32;
const FRAME: usize = 24;
/// The log's first number, whose last bit says in which order its bytes are summed.
const MAGIC: u32 = 0x377F_0682;

/// What a log holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Log {
    /// Commits that are whole.
    pub whole: u32,
    /// Commits after the first page that is not, among them at most the one that was being written
    /// when the power was cut.
    pub lost: u32,
}

/// Looks at a log; where none is, nothing is lost.
///
/// # Errors
/// When it cannot be read.
pub(super) fn look(path: &Path) -> Result<Log> {
    match std::fs::read(path) {
        Ok(bytes) => Ok(counted(&bytes)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Log::default()),
        Err(error) => Err(error),
    }
}

fn number(bytes: &[u8], at: usize) -> u32 {
    u32::from_be_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}

/// SQLite's sum over a log, eight bytes at a time.
fn add(sum: (u32, u32), bytes: &[u8], big: bool) -> (u32, u32) {
    bytes.chunks_exact(8).fold(sum, |(one, other), pair| {
        let word = |at: usize| match big {
            true => number(pair, at),
            false => number(pair, at).swap_bytes(),
        };
        let one = one.wrapping_add(word(0)).wrapping_add(other);
        (one, other.wrapping_add(word(4)).wrapping_add(one))
    })
}

fn counted(bytes: &[u8]) -> Log {
    let mut log = Log::default();
    if bytes.len() < HEAD + FRAME {
        return log;
    }
    let big = number(bytes, 0) == MAGIC + 1;
    let mut sum = add((0, 0), &bytes[..24], big);
    let head_is_whole =
        number(bytes, 0) & !1 == MAGIC && sum == (number(bytes, 24), number(bytes, 28));
    let page = match number(bytes, 8) as usize {
        page @ 512..=65_536 if page.is_power_of_two() => page,
        _ => 4096,
    };
    let mut is_whole = head_is_whole;
    let frames = bytes[HEAD..].chunks_exact(FRAME + page);
    // A page that was cut off belongs to a commit that was being written, or to one that is gone.
    log.lost = u32::from(!frames.remainder().is_empty());
    for frame in frames {
        // Pages of an older log, which this one is written over, have other salts.
        let of_this = frame[8..16] == bytes[16..24];
        if is_whole {
            sum = add(add(sum, &frame[..8], big), &frame[FRAME..], big);
            is_whole = of_this && sum == (number(frame, 16), number(frame, 20));
        }
        // The last page of each commit says how large the database is then.
        let commits = number(frame, 4) != 0 && (of_this || !head_is_whole);
        log.whole += u32::from(commits && is_whole);
        log.lost += u32::from(commits && !is_whole);
    }
    log
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The log of a database that was written to so many times and not closed.
    fn log(commits: usize) -> Vec<u8> {
        let dir = tempfile::tempdir().expect("a place to write");
        let path = dir.path().join("kept");
        let db = rusqlite::Connection::open(&path).expect("it can be written");
        db.pragma_update(None, "journal_mode", "WAL")
            .expect("it has a log");
        db.execute_batch("CREATE TABLE t(x)")
            .expect("it can be written");
        for _ in 1..commits {
            db.execute_batch("INSERT INTO t VALUES (randomblob(5000))")
                .expect("it can be written");
        }
        std::fs::read(super::super::store::beside(&path, "-wal")).expect("there is a log")
    }

    #[test]
    fn what_follows_a_page_that_is_not_whole_is_lost() {
        let bytes = log(20);
        assert_eq!(counted(&bytes), Log { whole: 20, lost: 0 });
        assert_eq!(counted(&[]), Log::default());
        assert_eq!(counted(&bytes[..40]), Log::default());
        for at in (0..bytes.len()).step_by(97) {
            let mut damaged = bytes.clone();
            damaged[at] ^= 0x40;
            let Log { whole, lost } = counted(&damaged);
            // What says that a page is the last of a commit, or of this log, may be damaged itself.
            assert!(
                lost >= 1 && (19..=21).contains(&(whole + lost)),
                "{at}: {whole} {lost}"
            );
        }
        // What was being written when the power was cut is the last alone.
        let cut = counted(&bytes[..bytes.len() - 1]);
        assert_eq!(cut, Log { whole: 19, lost: 1 });
    }
}
