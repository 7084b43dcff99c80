//! Takes the names of organisations out of texts, whoever wrote them.

/// Replaces names by other words, wherever they stand as words of their own.
#[derive(Clone, Debug, Default)]
pub struct Mask {
    /// Lower-case names and what to say instead, longest first.
    pairs: Vec<(String, String)>,
}

impl Mask {
    /// A mask of these names; a name that is to stay is given as its own replacement, so that a
    /// shorter one inside it is left alone.
    pub fn new(pairs: impl Iterator<Item = (String, String)>) -> Mask {
        let mut pairs: Vec<_> = pairs
            .filter(|(name, _)| !name.is_empty())
            .map(|(name, instead)| (name.to_ascii_lowercase(), instead))
            .collect();
        pairs.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.cmp(b)));
        Mask { pairs }
    }

    /// The text without the names. One pass, so that a replacement is never replaced again.
    #[must_use]
    pub fn over(&self, text: &str) -> String {
        if self.pairs.is_empty() {
            return text.to_owned();
        }
        let lower = text.to_ascii_lowercase();
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        let mut before = None;
        while let Some(next) = text[at..].chars().next() {
            let opens = !before.is_some_and(char::is_alphanumeric);
            let found = opens.then(|| {
                self.pairs
                    .iter()
                    .find(|(name, _)| begins(&lower[at..], name))
            });
            if let Some((name, instead)) = found.flatten() {
                out.push_str(instead);
                before = name.chars().next_back();
                at += name.len();
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
        let own = |text: &str| text.to_owned();
        let mask = Mask::new(
            [
                (own("bcert"), own("organisation A")),
                (own("bcert-north"), own("organisation B")),
                (own("bcert-own"), own("bcert-own")),
                (own("Ünited CERT"), own("organisation C")),
            ]
            .into_iter(),
        );
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
            ("", ""),
        ] {
            assert_eq!(mask.over(text), expected, "{text}");
        }
    }
}
