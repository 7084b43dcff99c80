//! Reads a short text piece by piece, knowing how far it has come.

/// A text and how much of it is read.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'t> {
    pub text: &'t str,
    pub at: usize,
}

impl<'t> Cursor<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Cursor { text, at: 0 }
    }

    pub(super) fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    pub(super) fn is_done(&self) -> bool {
        self.at >= self.text.len()
    }

    pub(super) fn skip_blank(&mut self) {
        self.at = self.text.len() - self.rest().trim_start().len();
    }

    /// Takes what comes next while it fits.
    pub(super) fn take_while(&mut self, fits: impl Fn(char) -> bool) -> &'t str {
        let rest = self.rest();
        let len = rest.find(|c| !fits(c)).unwrap_or(rest.len());
        self.at += len;
        &rest[..len]
    }

    /// Takes this, if it comes next.
    pub(super) fn take(&mut self, what: &str) -> bool {
        let found = self.rest().starts_with(what);
        self.at += if found { what.len() } else { 0 };
        found
    }

    /// Takes one of these characters, if it comes next.
    pub(super) fn take_any(&mut self, of: &[char]) -> Option<char> {
        let c = self.rest().chars().next().filter(|c| of.contains(c))?;
        self.at += c.len_utf8();
        Some(c)
    }

    /// Takes a whole number of at most 9 digits.
    pub(super) fn number(&mut self) -> Option<i64> {
        let before = *self;
        let digits = self.take_while(|c| c.is_ascii_digit());
        let number = digits.parse().ok().filter(|_| digits.len() <= 9);
        if number.is_none() {
            *self = before;
        }
        number
    }

    /// Takes a number of exactly so many digits.
    pub(super) fn digits(&mut self, count: usize) -> Option<i64> {
        let before = *self;
        let digits = self.take_while(|c| c.is_ascii_digit());
        let number = digits.parse().ok().filter(|_| digits.len() == count);
        if number.is_none() {
            *self = before;
        }
        number
    }

    /// What stands here, for a message: the character, or the end.
    pub(super) fn here(&self) -> String {
        match self.rest().chars().next() {
            Some(c) => format!("`{c}`"),
            None => "the end".to_owned(),
        }
    }

    /// The bytes of the character that stands here.
    pub(super) fn spot(&self) -> std::ops::Range<usize> {
        self.at..self.at + self.rest().chars().next().map_or(0, char::len_utf8)
    }
}
