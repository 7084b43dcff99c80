//! Takes the names of organisations out of texts, whoever wrote them.

/// Replaces names by other words, wherever they stand as words of their own.
#[derive(Clone, Debug, Default)]
pub struct Mask {
    /// What to look for and what to say instead, longest first.
    names: Vec<Name>,
}

#[derive(Clone, Debug)]
struct Name {
    text: String,
    instead: String,
    /// Whether only the same capitals count.
    exact: bool,
}

impl Mask {
    /// Takes a name out, in whatever capitals. A name that is to stay is given as its own
    /// replacement, so that a shorter one inside it is left alone.
    pub fn add(&mut self, name: &str, instead: &str) {
        self.insert(name.to_ascii_lowercase(), instead, false);
    }

    /// Takes a name out where it has the same capitals: an economy's `IN` is not the word "in".
    pub fn add_exact(&mut self, name: &str, instead: &str) {
        self.insert(name.to_owned(), instead, true);
    }

    fn insert(&mut self, text: String, instead: &str, exact: bool) {
        if text.is_empty() {
            return;
        }
        let place = self
            .names
            .partition_point(|held| held.text.len() >= text.len());
        let instead = instead.to_owned();
        self.names.insert(
            place,
            Name {
                text,
                instead,
                exact,
            },
        );
    }

    /// The text without the names. One pass, so that a replacement is never replaced again.
    #[must_use]
    pub fn over(&self, text: &str) -> String {
        if self.names.is_empty() {
            return text.to_owned();
        }
        let lower = text.to_ascii_lowercase();
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        let mut before = None;
        while let Some(next) = text[at..].chars().next() {
            let opens = !before.is_some_and(char::is_alphanumeric);
            let here = |name: &&Name| {
                begins(
                    if name.exact {
                        &text[at..]
                    } else {
                        &lower[at..]
                    },
                    &name.text,
                )
            };
            let found = opens.then(|| self.names.iter().find(here)).flatten();
            if let Some(name) = found {
                out.push_str(&name.instead);
                before = name.text.chars().next_back();
                at += name.text.len();
            } else {
                out.push(next);
                before = Some(next);
                at += next.len_utf8();
            }
        }
        out
    }
}

/// Whether `text` begins with `name` as a word of its own.
fn begins(text: &str, name: &str) -> bool {
    let rest = text.strip_prefix(name);
    rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_go_and_nothing_else_does() {
        let mut mask = Mask::default();
        for (name, instead) in [
            ("bcert", "organisation A"),
            ("bcert-north", "organisation B"),
            ("bcert-own", "bcert-own"),
            ("Ünited CERT", "organisation C"),
            ("", "never"),
        ] {
            mask.add(name, instead);
        }
        mask.add_exact("IN", "another economy");
        for (text, expected) in [
            (
                "bcert sends to BCERT.",
                "organisation A sends to organisation A.",
            ),
            ("abcert and bcerts stay", "abcert and bcerts stay"),
            (
                "bcert-north, not bcert-",
                "organisation B, not organisation A-",
            ),
            ("bcert-own keeps its name", "bcert-own keeps its name"),
            ("c2.bcert.example", "c2.organisation A.example"),
            ("from Ünited CERT", "from organisation C"),
            ("in IN", "in another economy"),
            ("", ""),
        ] {
            assert_eq!(mask.over(text), expected, "{text}");
        }
    }
}
