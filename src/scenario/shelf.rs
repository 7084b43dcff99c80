//! Where the texts of a scenario come from. This module opens no file: the caller gives a shelf.

use std::collections::BTreeMap;

/// What a shelf hands over: the name that identifies the text, and its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// The same for every way of naming one text, so that a cycle is seen.
    pub name: String,
    /// The bytes as they are.
    pub bytes: Vec<u8>,
}

/// Why a shelf hands nothing over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Missing {
    /// There is no such text; where it was looked for.
    NotFound(Vec<String>),
    /// It is there but larger than [`super::source::MAX_FILE`]; its size in bytes.
    TooLarge(u64),
    /// It is there but cannot be read, and why.
    Unreadable(String),
}

/// Gives texts by name.
pub trait Shelf {
    /// Opens `name` as written in the text `from` (`None`: as written by the user).
    ///
    /// # Errors
    /// Why there is nothing to read.
    fn open(&self, from: Option<&str>, name: &str) -> Result<Opened, Missing>;

    /// Names that could have been meant, for "did you mean".
    fn names(&self) -> Vec<String> {
        Vec::new()
    }
}

/// A shelf in memory, for tests, fuzzing and what is bundled.
#[derive(Clone, Debug, Default)]
pub struct MemoryShelf {
    texts: BTreeMap<String, Vec<u8>>,
}

impl MemoryShelf {
    /// A shelf of these texts.
    #[must_use]
    pub fn new(texts: &[(&str, &str)]) -> MemoryShelf {
        let texts = texts
            .iter()
            .map(|(name, text)| ((*name).to_owned(), (*text).into()));
        MemoryShelf {
            texts: texts.collect(),
        }
    }
}

impl Shelf for MemoryShelf {
    fn open(&self, _from: Option<&str>, name: &str) -> Result<Opened, Missing> {
        match self.texts.get(name) {
            Some(bytes) => Ok(Opened {
                name: name.to_owned(),
                bytes: bytes.clone(),
            }),
            None => Err(Missing::NotFound(vec![name.to_owned()])),
        }
    }

    fn names(&self) -> Vec<String> {
        self.texts.keys().cloned().collect()
    }
}
