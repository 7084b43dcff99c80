//! Takes names out of texts, whoever wrote them.

use std::collections::BTreeMap;

/// Replaces names by other words, wherever they stand as words of their own.
#[derive(Clone, Debug, Default)]
pub struct Mask {
    /// Names by their folded first word, longest first.
    names: BTreeMap<String, Vec<Name>>,
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
        self.insert(name, instead, false);
    }

    /// Takes a name out where it has the same capitals: an economy's `IN` is not the word "in".
    pub fn add_exact(&mut self, name: &str, instead: &str) {
        self.insert(name, instead, true);
    }

    fn insert(&mut self, name: &str, instead: &str, exact: bool) {
        let text = name.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
        if !text.is_empty() {
            let list = self.names.entry(first_word(&text)).or_default();
            let place = list.partition_point(|held| held.text.len() >= text.len());
            let instead = instead.to_owned();
            list.insert(
                place,
                Name {
                    text,
                    instead,
                    exact,
                },
            );
        }
    }

    /// The text without the names. One pass, so that a replacement is never replaced again.
    #[must_use]
    pub fn over(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        let mut in_word = false;
        while let Some(next) = rest.chars().next() {
            let found = if in_word { None } else { self.beginning(rest) };
            if let Some((length, instead)) = found {
                out.push_str(instead);
                in_word = true;
                rest = &rest[length..];
            } else {
                out.push(next);
                in_word = next.is_alphanumeric();
                rest = &rest[next.len_utf8()..];
            }
        }
        out
    }

    /// The name that a text begins with: its length in the text, and what to say instead.
    fn beginning(&self, text: &str) -> Option<(usize, &str)> {
        if !text.starts_with(char::is_alphanumeric) {
            return None;
        }
        let list = self.names.get(&first_word(text))?;
        list.iter().find_map(|name| {
            let length = prefix(text, &name.text)?;
            let ends = !text[length..].starts_with(char::is_alphanumeric);
            let same = !name.exact || text.starts_with(&name.text);
            (ends && same).then_some((length, name.instead.as_str()))
        })
    }
}

fn first_word(text: &str) -> String {
    let word = text.chars().take_while(|c| c.is_alphanumeric());
    word.flat_map(char::to_lowercase).collect()
}

/// How many bytes of `text` are `name`, whatever the case of letters.
fn prefix(text: &str, name: &str) -> Option<usize> {
    let mut chars = text.chars();
    for wanted in name.chars() {
        let found = chars.next()?;
        if found != wanted && !found.to_lowercase().eq(wanted.to_lowercase()) {
            return None;
        }
    }
    Some(text.len() - chars.as_str().len())
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
            ("KrCERT/CC", "organisation D"),
            ("", "never"),
            ("--", "never"),
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
            ("from ünited CERT", "from organisation C"),
            ("(krcert/cc) krcert", "(organisation D) krcert"),
            ("-- stays", "-- stays"),
            ("in IN", "in another economy"),
            ("", ""),
        ] {
            assert_eq!(mask.over(text), expected, "{text}");
        }
    }
}
