//! Takes names out of texts, whoever wrote them.

use std::collections::BTreeMap;

/// Replaces names by other words, wherever they stand as words of their own. An address, a path or
/// a file's name that holds one is withheld as a whole: what is left of it would read as nothing
/// and give the name away.
#[derive(Clone, Debug, Default)]
pub struct Mask {
    /// Names by their folded first word, longest first.
    names: BTreeMap<String, Vec<Name>>,
    /// Folded words that give a name away inside an address or the like, and what to say instead.
    hints: BTreeMap<String, String>,
    /// The same of the last part of a domain.
    ends: BTreeMap<String, String>,
}

/// Shorter words are not looked for inside longer ones.
const INSIDE: usize = 6;
/// Longer words are not looked into.
const LOOKED_INTO: usize = 64;

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

    /// Withholds addresses, paths and names of files that have this word in them.
    pub fn add_hint(&mut self, word: &str, instead: &str) {
        let hints = &mut self.hints;
        hints.insert(word.to_lowercase(), instead.to_owned());
    }

    /// Withholds domains that end in this: an economy's `.jp`.
    pub fn add_end(&mut self, end: &str, instead: &str) {
        self.ends.insert(end.to_lowercase(), instead.to_owned());
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
            let begins = !in_word && next.is_alphanumeric();
            let bundle = if begins { bundle(rest) } else { "" };
            let found = if begins { self.beginning(rest) } else { None };
            let whole = found.is_some_and(|(length, _)| length >= bundle.len());
            if let Some((length, name)) = found.filter(|_| whole) {
                out.push_str(&name.instead);
                in_word = true;
                rest = &rest[length..];
            } else if let Some(instead) = self.given_away(bundle) {
                out.push_str("[withheld: names ");
                out.push_str(instead);
                out.push(']');
                in_word = true;
                rest = &rest[bundle.len()..];
            } else if let Some((length, name)) = found {
                out.push_str(&name.instead);
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
    fn beginning(&self, text: &str) -> Option<(usize, &Name)> {
        if !text.starts_with(char::is_alphanumeric) {
            return None;
        }
        let list = self.names.get(&first_word(text))?;
        list.iter().find_map(|name| {
            let length = prefix(text, &name.text)?;
            let ends = !text[length..].starts_with(char::is_alphanumeric);
            let same = !name.exact || text.starts_with(&name.text);
            (ends && same).then_some((length, name))
        })
    }

    /// Whom an address, a path or a file's name gives away: what to say instead.
    fn given_away(&self, bundle: &str) -> Option<&str> {
        let made = Make::of(bundle);
        if made == Make::Word {
            return None;
        }
        let mut last = "";
        for (at, word) in words(bundle) {
            last = word;
            if made == Make::Address
                && let Some((_, name)) = self.beginning(&bundle[at..])
                && name.text != name.instead
            {
                return Some(&name.instead);
            }
            // Words of prose are joined by strokes too; a project or a file has no capitals.
            let plain = made == Make::Address || !bundle.contains(char::is_uppercase);
            if plain && let Some(instead) = self.hinted(word) {
                return Some(instead);
            }
        }
        let end = self.ends.get(&last.to_lowercase());
        let end = end.filter(|_| bundle.len() > last.len());
        let dotted = bundle[..bundle.len() - last.len()].ends_with('.');
        end.filter(|_| dotted).map(String::as_str)
    }

    /// What a word that is, begins with or ends in a hint stands for.
    fn hinted(&self, word: &str) -> Option<&str> {
        let folded = word.to_lowercase();
        if let Some(instead) = self.hints.get(&folded) {
            return Some(instead);
        }
        if folded.len() > LOOKED_INTO {
            return None;
        }
        let parts = folded.char_indices().flat_map(|(at, _)| {
            let (front, back) = folded.split_at(at);
            [front, back]
        });
        let mut parts = parts.filter(|part| part.len() >= INSIDE);
        parts.find_map(|part| self.hints.get(part).map(String::as_str))
    }
}

/// What a run of signs without a space is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Make {
    /// A word of prose.
    Word,
    /// Words joined by strokes: of prose, or the name of something.
    Joined,
    /// A domain, an address, a path, a file's name.
    Address,
}

impl Make {
    fn of(bundle: &str) -> Make {
        let mut make = Make::Word;
        if bundle.contains("://") {
            return Make::Address;
        }
        let mut signs = bundle.chars().peekable();
        let mut before = ' ';
        while let Some(sign) = signs.next() {
            let inside =
                before.is_alphanumeric() && signs.peek().is_some_and(|next| next.is_alphanumeric());
            match sign {
                '.' | '_' | '@' | '\\' if inside => return Make::Address,
                '-' | '/' if inside => make = Make::Joined,
                _ => {}
            }
            before = sign;
        }
        make
    }
}

/// What a text begins with up to a space, a bracket or a quote, without a stop at its end.
fn bundle(text: &str) -> &str {
    let closes = |c: char| c.is_whitespace() || "\"“”‘()[]{}<>,;|".contains(c);
    let end = text.find(closes).unwrap_or(text.len());
    text[..end].trim_end_matches(|c: char| !c.is_alphanumeric())
}

/// The words of a bundle, with where they begin.
fn words(bundle: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = 0;
    let parts = bundle.split(|c: char| !c.is_alphanumeric());
    let placed = parts.map(move |part| {
        let at = rest;
        let sign = bundle[at + part.len()..].chars().next();
        rest = at + part.len() + sign.map_or(0, char::len_utf8);
        (at, part)
    });
    placed.filter(|(_, part)| !part.is_empty())
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
        mask.add_end("IN", "another economy");
        mask.add_hint("Kestrel", "organisation K");
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
            ("c2.bcert.example", "[withheld: names organisation A]"),
            (
                "Take https://c2.BCERT.example/x, now",
                "Take [withheld: names organisation A], now",
            ),
            (
                "(soc@bcert.example).",
                "([withheld: names organisation A]).",
            ),
            ("c2.bcert-own.example stays", "c2.bcert-own.example stays"),
            ("198.51.100.7 stays", "198.51.100.7 stays"),
            ("bcert/KrCERT/CC", "organisation A/organisation D"),
            (
                "run kestrel-update-7.4.1c.msi, please",
                "run [withheld: names organisation K], please",
            ),
            (
                "the project kestrel-tools",
                "the project [withheld: names organisation K]",
            ),
            ("kestreltools.example", "[withheld: names organisation K]"),
            (
                "the kestrel and its Kestrel-like kin",
                "the kestrel and its Kestrel-like kin",
            ),
            (
                "mail.example.in, in",
                "[withheld: names another economy], in",
            ),
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
