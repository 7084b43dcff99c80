//! What is wrong with a slice of RON, with its place.

use crate::scenario::codes::{self, Code};
use crate::scenario::problem::{Problem, did_you_mean};
use crate::scenario::source::Place;
use serde::de::{Error, Expected, Unexpected};
use std::fmt;

/// At most this many known names are listed.
const MAX_LISTED: usize = 40;

/// One error of reading or decoding, as serde passes it on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble(Box<Inner>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Inner {
    code: &'static Code,
    /// Unknown until the decoder that called the failing code adds it.
    place: Option<Place>,
    message: String,
    reason: Option<String>,
    help: Option<String>,
    related: Option<(Place, String)>,
    /// The message says what was expected and still lacks what was found.
    wanted: bool,
    /// Another trouble says the same already.
    quiet: bool,
    /// The field that is missing.
    missing: Option<&'static str>,
}

impl Trouble {
    fn unplaced(code: &'static Code, message: impl Into<String>) -> Trouble {
        let (place, reason, help, related) = (None, None, None, None);
        let message = message.into();
        let (wanted, quiet, missing) = (false, false, None);
        Trouble(Box::new(Inner {
            code,
            place,
            message,
            reason,
            help,
            related,
            wanted,
            quiet,
            missing,
        }))
    }

    /// A trouble with what stands at `place`.
    #[must_use]
    pub fn new(code: &'static Code, place: Place, message: impl Into<String>) -> Trouble {
        let mut trouble = Trouble::unplaced(code, message);
        trouble.0.place = Some(place);
        trouble
    }

    /// Another sort of value is expected than `found`, which stands at `place`.
    #[must_use]
    pub(super) fn wrong(place: Place, found: &str, expected: &str) -> Trouble {
        let message = format!(
            "{expected} is expected here, not `{}`",
            super::shortened(found)
        );
        Trouble::new(&codes::WRONG_TYPE, place, message)
    }

    /// The same; if its place is not known yet, it is this one, where `found` stands.
    #[must_use]
    pub(super) fn at(mut self, place: Place, found: &str) -> Trouble {
        let inner = &mut *self.0;
        if inner.wanted {
            inner.message += &format!(", not `{}`", super::shortened(found));
            inner.wanted = false;
        }
        inner.place.get_or_insert(place);
        self
    }

    /// The same with its reason.
    #[must_use]
    pub fn because(mut self, reason: impl Into<String>) -> Trouble {
        self.0.reason = Some(reason.into());
        self
    }

    /// The same with a way out.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Trouble {
        self.0.help = Some(help.into());
        self
    }

    /// The same with another place that has to do with it.
    #[must_use]
    pub fn related(mut self, place: Place, what: impl Into<String>) -> Trouble {
        self.0.related = Some((place, what.into()));
        self
    }

    /// The field that is missing, if that is the trouble.
    pub(super) fn missing(&self) -> Option<&'static str> {
        self.0.missing
    }

    /// The same, which another trouble says already.
    #[must_use]
    pub(super) fn quiet(mut self) -> Trouble {
        self.0.quiet = true;
        self
    }

    pub(super) fn is_quiet(&self) -> bool {
        self.0.quiet
    }

    /// Adds what was probably meant by `found`, and what there is.
    #[must_use]
    pub(super) fn choose(self, found: &str, known: &[&str], what: &str) -> Trouble {
        let listed = known
            .iter()
            .take(MAX_LISTED)
            .copied()
            .collect::<Vec<_>>()
            .join(", ");
        let more = if known.len() > MAX_LISTED {
            ", …"
        } else {
            ""
        };
        let there_is = if known.is_empty() {
            format!("there are no {what} here")
        } else {
            format!("the {what} are: {listed}{more}")
        };
        match did_you_mean(found, known.iter().copied()) {
            Some(word) => self
                .because(there_is)
                .help(format!("did you mean `{word}`?")),
            None => self.because(there_is),
        }
    }
}

impl From<Trouble> for Problem {
    fn from(trouble: Trouble) -> Problem {
        let inner = *trouble.0;
        let problem = Problem::new(inner.code, inner.message).at(inner.place);
        Problem {
            reason: inner.reason,
            help: inner.help,
            related: inner.related.into_iter().collect(),
            ..problem
        }
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)
    }
}

impl std::error::Error for Trouble {}

impl Error for Trouble {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Trouble::unplaced(&codes::WRONG_TYPE, message.to_string())
    }

    fn invalid_type(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        let mut trouble = Trouble::custom(format!("{expected} is expected here"));
        trouble.0.wanted = true;
        trouble
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Trouble::invalid_type(found, expected)
    }

    fn invalid_length(len: usize, expected: &dyn Expected) -> Self {
        Trouble::custom(format!("{expected} is expected here, not {len} values"))
    }

    fn unknown_variant(found: &str, known: &'static [&'static str]) -> Self {
        let found = super::shortened(found);
        let message = format!("`{found}` is not one of the choices");
        Trouble::unplaced(&codes::UNKNOWN_VARIANT, message).choose(&found, known, "choices")
    }

    fn unknown_field(found: &str, known: &'static [&'static str]) -> Self {
        let found = super::shortened(found);
        let message = format!("there is no field `{found}` here");
        Trouble::unplaced(&codes::UNKNOWN_FIELD, message).choose(&found, known, "fields")
    }

    fn missing_field(field: &'static str) -> Self {
        let message = format!("the field `{field}` is missing");
        let mut trouble = Trouble::unplaced(&codes::MISSING_FIELD, message);
        trouble.0.missing = Some(field);
        trouble
    }

    fn duplicate_field(field: &'static str) -> Self {
        let message = format!("the field `{field}` is given twice");
        Trouble::unplaced(&codes::DUPLICATE_FIELD, message)
    }
}
