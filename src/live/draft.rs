//! What people are writing, kept by seat and form until it is sent: whoever reloads, loses the
//! network or shares the seat finds it as it was. No part of the journal.

use super::store::{Store, Trouble};
use rusqlite::{OptionalExtension as _, Row, params};

/// A seat keeps so many drafts at most; the oldest goes first.
const AT_MOST: i64 = 50;

/// What somebody was writing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The seat, by its id.
    pub seat: String,
    /// The form.
    pub form: String,
    /// What was filled in, as a form sends it.
    pub fields: String,
    /// Who wrote last: what is kept of their cookie.
    pub by: String,
    /// When, in milliseconds since 1970.
    pub at: i64,
}

fn read(row: &Row<'_>) -> rusqlite::Result<Draft> {
    Ok(Draft {
        seat: row.get(0)?,
        form: row.get(1)?,
        fields: row.get(2)?,
        by: row.get(3)?,
        at: row.get(4)?,
    })
}

/// Whether this names a form: short, and of plain characters.
#[must_use]
pub fn is_form(name: &str) -> bool {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    (1..=40).contains(&name.len()) && name.bytes().all(plain)
}

impl Store {
    /// Keeps a draft; whoever wrote last wins.
    ///
    /// # Errors
    /// When it cannot be kept.
    pub fn keep_draft(&mut self, draft: &Draft) -> Result<(), Trouble> {
        let all = self.database().transaction()?;
        let sql = "INSERT INTO drafts(seat, form, fields, by, at) VALUES (?1, ?2, ?3, ?4, ?5) \
                   ON CONFLICT (seat, form) DO UPDATE SET \
                   fields = excluded.fields, by = excluded.by, at = excluded.at";
        let Draft {
            seat,
            form,
            fields,
            by,
            at,
        } = draft;
        all.prepare_cached(sql)?
            .execute(params![seat, form, fields, by, at])?;
        let sql = "DELETE FROM drafts WHERE seat = ?1 AND form NOT IN \
                   (SELECT form FROM drafts WHERE seat = ?1 ORDER BY at DESC, form LIMIT ?2)";
        all.prepare_cached(sql)?.execute(params![seat, AT_MOST])?;
        Ok(all.commit()?)
    }

    /// The draft of a form, if there is one.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn draft(&mut self, seat: &str, form: &str) -> Result<Option<Draft>, Trouble> {
        let sql = "SELECT seat, form, fields, by, at FROM drafts WHERE seat = ?1 AND form = ?2";
        let mut found = self.database().prepare_cached(sql)?;
        let row = found.query_row(params![seat, form], read);
        Ok(row.optional()?)
    }

    /// The drafts of a seat, by form.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn drafts_of(&mut self, seat: &str) -> Result<Vec<Draft>, Trouble> {
        let sql = "SELECT seat, form, fields, by, at FROM drafts WHERE seat = ?1 ORDER BY form";
        let mut all = self.database().prepare_cached(sql)?;
        let rows = all.query_map(params![seat], read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Whether a draft of a form can be kept without another one going.
    ///
    /// # Errors
    /// When that cannot be read.
    pub fn has_room(&mut self, seat: &str, form: &str) -> Result<bool, Trouble> {
        let sql = "SELECT count(*) < ?3 FROM drafts WHERE seat = ?1 AND form <> ?2";
        let mut others = self.database().prepare_cached(sql)?;
        Ok(others.query_row(params![seat, form, AT_MOST], |row| row.get(0))?)
    }

    /// All drafts.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn drafts(&mut self) -> Result<Vec<Draft>, Trouble> {
        let sql = "SELECT seat, form, fields, by, at FROM drafts ORDER BY seat, form";
        let mut all = self.database().prepare(sql)?;
        let rows = all.query_map([], read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Forgets a draft, because it was sent.
    ///
    /// # Errors
    /// When it cannot be forgotten.
    pub fn forget_draft(&mut self, seat: &str, form: &str) -> Result<(), Trouble> {
        let sql = "DELETE FROM drafts WHERE seat = ?1 AND form = ?2";
        self.database().execute(sql, params![seat, form])?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(seat: &str, form: &str, fields: &str, at: i64) -> Draft {
        Draft {
            seat: seat.to_owned(),
            form: form.to_owned(),
            fields: fields.to_owned(),
            by: "ann".to_owned(),
            at,
        }
    }

    #[test]
    fn the_last_writer_wins_and_what_is_sent_is_gone() {
        let dir = tempfile::tempdir().expect("a place to write");
        let path = dir.path().join("kept");
        let mut store = Store::create(&path, b"first", &[0; 32], false).expect("it is new");
        let (old, new) = (
            draft("a", "write-3", "text=x", 1),
            draft("a", "write-3", "text=y", 2),
        );
        store.keep_draft(&old).expect("kept");
        store.keep_draft(&new).expect("kept");
        drop(store);
        let mut store = Store::open(&path).expect("it is there");
        assert_eq!(store.draft("a", "write-3").expect("read"), Some(new));
        assert_eq!(store.draft("b", "write-3").expect("read"), None);
        assert_eq!(store.drafts().expect("read").len(), 1);
        store.forget_draft("a", "write-3").expect("forgotten");
        assert_eq!(store.draft("a", "write-3").expect("read"), None);
        // A seat cannot fill the disk with forms.
        for nth in 0..AT_MOST + 5 {
            store
                .keep_draft(&draft("a", &format!("write-{nth}"), "", nth))
                .expect("kept");
        }
        assert_eq!(store.draft("a", "write-4").expect("read"), None);
        assert!(store.draft("a", "write-5").expect("read").is_some());
        assert_eq!(store.drafts_of("a").expect("read").len(), 50);
        assert_eq!(store.drafts_of("b").expect("read"), []);
        for (seat, form, room) in [
            ("a", "write-5", true),
            ("a", "log", false),
            ("b", "log", true),
        ] {
            assert_eq!(
                store.has_room(seat, form).expect("read"),
                room,
                "{seat} {form}"
            );
        }
    }

    #[test]
    fn a_form_has_a_plain_name() {
        assert!(is_form("write-12") && is_form("log"));
        for bad in ["", "Write", "../x", "a b", &"x".repeat(41)] {
            assert!(!is_form(bad), "{bad}");
        }
    }
}
