//! Lines of text that fit: cut, padded, wrapped by the columns they take on a screen.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Columns that a text takes.
#[must_use]
pub fn columns(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// An author's text as one line that cannot steer a terminal: control characters and marks that
/// turn the direction of writing become spaces, runs of blanks one.
#[must_use]
pub fn plain(text: &str) -> String {
    let isolates = '\u{2066}'..='\u{2069}';
    let breaks = '\u{2028}'..='\u{202e}';
    let turns =
        |c| matches!(c, '\u{200e}' | '\u{200f}') || breaks.contains(&c) || isolates.contains(&c);
    let blank = |c: char| c.is_control() || c.is_whitespace() || turns(c);
    let words: Vec<&str> = text.split(blank).filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// The text cut to so many columns, with `…` where something is missing.
#[must_use]
pub fn cut(text: &str, room: usize) -> String {
    if columns(text) <= room {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = 1;
    for c in text.chars() {
        used += c.width().unwrap_or(0);
        if used > room {
            break;
        }
        out.push(c);
    }
    out.push('…');
    out
}

/// The text cut and padded on the right to exactly so many columns.
#[must_use]
pub fn left(text: &str, room: usize) -> String {
    let text = cut(text, room);
    let gap = room.saturating_sub(columns(&text));
    text + &" ".repeat(gap)
}

/// The text cut and padded on the left to exactly so many columns.
#[must_use]
pub fn right(text: &str, room: usize) -> String {
    let text = cut(text, room);
    " ".repeat(room.saturating_sub(columns(&text))) + &text
}

/// The text in lines of at most so many columns; a word that is too long is broken.
#[must_use]
pub fn wrap(text: &str, room: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let mut rest = word;
        loop {
            let line = lines.last_mut().expect("there is always a last line");
            let gap = usize::from(!line.is_empty());
            if columns(line) + gap + columns(rest) <= room {
                line.push_str(&" ".repeat(gap));
                line.push_str(rest);
                break;
            }
            if !line.is_empty() {
                lines.push(String::new());
                continue;
            }
            let end = rest
                .char_indices()
                .nth(1)
                .map_or(rest.len(), |(end, _)| end);
            let fits = rest.char_indices().map(|(at, c)| at + c.len_utf8());
            let end = fits
                .take_while(|end| columns(&rest[..*end]) <= room)
                .last()
                .unwrap_or(end);
            line.push_str(&rest[..end]);
            rest = &rest[end..];
            if rest.is_empty() {
                break;
            }
            lines.push(String::new());
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_and_padded_by_columns() {
        for (text, room, on_left, on_right) in [
            ("abc", 5, "abc  ", "  abc"),
            ("abcdef", 5, "abcd…", "abcd…"),
            ("演習演習", 6, "演習… ", " 演習…"),
            ("", 2, "  ", "  "),
        ] {
            assert_eq!(left(text, room), on_left);
            assert_eq!(right(text, room), on_right);
        }
    }

    #[test]
    fn lines_are_wrapped_between_words_where_they_can_be() {
        for (text, room, expected) in [
            ("one two three", 7, vec!["one two", "three"]),
            ("abcdefghij kl", 4, vec!["abcd", "efgh", "ij", "kl"]),
            ("演習演", 3, vec!["演", "習", "演"]),
            ("", 3, vec![""]),
        ] {
            assert_eq!(wrap(text, room), expected, "{text}");
        }
    }

    #[test]
    fn no_text_steers_a_terminal() {
        for (text, expected) in [
            ("red \u{1b}[31m alert", "red [31m alert"),
            ("two\r\nlines\tand \u{202e}back", "two lines and back"),
        ] {
            assert_eq!(plain(text), expected);
        }
    }
}
