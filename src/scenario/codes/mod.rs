//! Every problem has a stable code; `hotwash explain CODE` prints what stands here.
//!
//! A group of codes is one file and one line in [`GROUPS`]; a code never changes its meaning and
//! is never used again.

use super::problem::Severity;

mod file;
mod reference;
mod sense;
mod syntax;
mod table;
mod time;

pub use file::*;
pub use reference::*;
pub use sense::*;
pub use syntax::*;
pub use table::*;
pub use time::*;

/// One kind of problem.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// `HW` and four digits: the first two say the group.
    pub id: &'static str,
    /// Whether a scenario with it can be played.
    pub severity: Severity,
    /// What is wrong, in a few words.
    pub title: &'static str,
    /// Why it is wrong and what to do.
    pub explanation: &'static str,
    /// A text that has it.
    pub example: &'static str,
}

/// All codes, by group.
pub const GROUPS: &[&[&Code]] = &[
    file::LIST,
    syntax::LIST,
    time::LIST,
    table::LIST,
    reference::LIST,
    sense::LIST,
];

/// All codes in order.
pub fn all() -> impl Iterator<Item = &'static Code> {
    GROUPS.iter().flat_map(|group| group.iter().copied())
}

/// The code of this id, whatever its case.
#[must_use]
pub fn find(id: &str) -> Option<&'static Code> {
    all().find(|code| code.id.eq_ignore_ascii_case(id))
}

/// Declares the codes of a group and its list.
macro_rules! codes {
    ($($name:ident = $id:literal $severity:ident $title:literal: $explanation:literal;
        $example:literal;)*) => {
        $(
            #[doc = concat!($id, ": ", $title, ".")]
            pub static $name: $crate::scenario::codes::Code = $crate::scenario::codes::Code {
                id: $id,
                severity: $crate::scenario::problem::Severity::$severity,
                title: $title,
                explanation: $explanation,
                example: $example,
            };
        )*
        /// The codes of this group.
        pub(super) const LIST: &[&$crate::scenario::codes::Code] = &[$(&$name),*];
    };
}
use codes;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_in_order_unique_and_explained() {
        let ids: Vec<_> = all().map(|code| code.id).collect();
        assert!(ids.windows(2).all(|pair| pair[0] < pair[1]), "{ids:?}");
        for code in all() {
            let digits = code.id.strip_prefix("HW").unwrap_or_default();
            assert!(
                digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit()),
                "{code:?}"
            );
            assert!(code.explanation.len() > code.title.len(), "{}", code.id);
            assert!(!code.example.is_empty(), "{}", code.id);
        }
        assert_eq!(find("hw0003").map(|code| code.id), Some("HW0003"));
        assert_eq!(find("HW9999"), None);
    }
}
