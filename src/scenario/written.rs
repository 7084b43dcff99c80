//! A scenario as it was written, kept beside what is played of it, so that a change can be tried
//! on it when the texts are out of reach.

use super::improve;
use super::problem::{Problem, Severity};
use super::shelf::{Missing, Opened, Shelf};
use super::{Loaded, load_improved};
use serde::{Deserialize, Serialize};
use std::cell::RefCell;

/// The texts of a scenario, and what was set in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    name: String,
    sets: Vec<(String, String)>,
    improve: Vec<String>,
    /// What the shelf gave; what is bundled is not among it.
    texts: Vec<Text>,
}

/// A text, and what it was asked for by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Text {
    from: Option<String>,
    asked: String,
    name: String,
    text: String,
}

/// A shelf that notes what it gives.
struct Noting<'s> {
    shelf: &'s dyn Shelf,
    texts: RefCell<Vec<Text>>,
}

impl Shelf for Noting<'_> {
    fn open(&self, from: Option<&str>, name: &str) -> Result<Opened, Missing> {
        let opened = self.shelf.open(from, name)?;
        self.texts.borrow_mut().push(Text {
            from: from.map(str::to_owned),
            asked: name.to_owned(),
            name: opened.name.clone(),
            // What is no text is refused by whoever reads it.
            text: String::from_utf8_lossy(&opened.bytes).into_owned(),
        });
        Ok(opened)
    }

    fn names(&self) -> Vec<String> {
        self.shelf.names()
    }
}

impl Shelf for Written {
    fn open(&self, from: Option<&str>, name: &str) -> Result<Opened, Missing> {
        let mut texts = self.texts.iter();
        let found = texts.find(|one| one.from.as_deref() == from && one.asked == name);
        let found = found.ok_or_else(|| Missing::NotFound(Vec::new()))?;
        Ok(Opened {
            name: found.name.clone(),
            bytes: found.text.clone().into(),
        })
    }
}

impl Written {
    /// Reads a scenario as [`load_improved`] does, and keeps what it was read from.
    #[must_use]
    pub fn read(
        name: &str,
        shelf: &dyn Shelf,
        sets: &[(String, String)],
        improve: &[String],
    ) -> (Written, Loaded) {
        let texts = RefCell::default();
        let noting = Noting { shelf, texts };
        let loaded = load_improved(name, &noting, sets, improve);
        let written = Written {
            name: name.to_owned(),
            sets: sets.to_vec(),
            improve: improve.to_vec(),
            texts: noting.texts.into_inner(),
        };
        (written, loaded)
    }

    /// A bundled scenario.
    #[must_use]
    pub fn bundled(name: &str) -> Written {
        Written {
            name: name.to_owned(),
            ..Written::default()
        }
    }

    /// What it makes.
    #[must_use]
    pub fn load(&self) -> Loaded {
        load_improved(&self.name, self, &self.sets, &self.improve)
    }

    /// Tries a value at a path, as `--set` puts it there: the first error that comes of it; none
    /// where it fits.
    #[must_use]
    pub fn try_out(&self, path: &str, value: &str) -> Option<Problem> {
        if improve::is_of_the_plan(path) {
            return Some(improve::of_itself());
        }
        let mut sets = self.sets.clone();
        sets.push((path.to_owned(), value.to_owned()));
        let loaded = load_improved(&self.name, self, &sets, &self.improve);
        let mut errors = loaded.problems.into_iter();
        errors.find(|one| one.severity() == Severity::Error)
    }
}

#[cfg(test)]
mod tests {
    use super::super::shelf::MemoryShelf;
    use super::*;

    /// A scenario of two texts, of which the second is no more once it was read.
    fn written() -> (Written, Loaded) {
        let first = crate::scenario::library::scenario("first-drill").expect("it is bundled");
        let mine = first.replacen("format: 1,", "format: 1, include: [\"more.ron\"],", 1);
        let more = "(organisations: [(id: \"jp-police\", kind: Police, economy: \"JP\")])";
        let shelf = MemoryShelf::new(&[("mine.ron", &mine), ("more.ron", more)]);
        let sets = [(
            "organisations.acme.desk.analysts".to_owned(),
            "3".to_owned(),
        )];
        Written::read("mine.ron", &shelf, &sets, &[])
    }

    #[test]
    fn what_was_read_is_read_again_without_its_files() {
        let (written, loaded) = written();
        assert!(loaded.exercise.is_some(), "{:?}", loaded.problems);
        let kept = serde_json::to_string(&written).expect("it is JSON");
        let kept: Written = serde_json::from_str(&kept).expect("it reads back");
        assert_eq!(kept.load().exercise, loaded.exercise);
        assert_ne!(
            kept.load().exercise,
            Written::bundled("first-drill").load().exercise
        );
        assert!(Written::bundled("no-such-drill").load().exercise.is_none());
    }

    #[test]
    fn a_change_is_tried_and_what_does_not_fit_is_told() {
        let (written, _) = written();
        for (path, value) in [
            ("organisations.acme.desk.analysts", "8"),
            ("organisations.jp-police.desk.analysts", "8"),
            ("channels.email.transit", "\"5m\""),
        ] {
            let tried = written.try_out(path, value);
            assert!(tried.is_none(), "{path}: {tried:?}");
        }
        for (path, value, why) in [
            ("organisations.acmee.desk.analysts", "8", "no `acmee`"),
            ("organisations.acme.desk.hands", "8", "hands"),
            ("organisations.acme.desk.analysts", "many", "many"),
            ("organisations.acme", "8", "not one value"),
            ("analysts", "8", "analysts"),
            ("improvements.more.title", "x", "part of"),
        ] {
            let problem = written.try_out(path, value).expect(path);
            let told = format!("{} {:?}", problem.message, problem.reason);
            assert!(told.contains(why), "{path}: {told}");
        }
    }
}
