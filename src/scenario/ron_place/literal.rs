//! Text and numbers as written.

use std::borrow::Cow;
use std::ops::Range;

/// What is wrong with a literal: where in it, and what.
pub(super) type Flaw = (Range<usize>, String);

/// The text of a quoted literal, raw or not, or of a character.
///
/// # Errors
/// An escape that means nothing.
pub(super) fn text(raw: &str) -> Result<Cow<'_, str>, Flaw> {
    if let Some(body) = raw.strip_prefix('r') {
        let hashes = body.len() - body.trim_start_matches('#').len();
        return Ok(Cow::Borrowed(&body[hashes + 1..body.len() - hashes - 1]));
    }
    let body = &raw[1..raw.len() - 1];
    let Some(first) = body.find('\\') else {
        return Ok(Cow::Borrowed(body));
    };
    let mut text = String::with_capacity(body.len());
    text.push_str(&body[..first]);
    let mut at = first;
    while let Some(c) = body[at..].chars().next() {
        if c == '\\' {
            let (escaped, len) = escape(&body[at..])
                .map_err(|(part, why)| (1 + at + part.start..1 + at + part.end, why))?;
            text.extend(escaped);
            at += len;
        } else {
            text.push(c);
            at += c.len_utf8();
        }
    }
    Ok(Cow::Owned(text))
}

/// The character an escape stands for (none for a line continued) and the length of the escape.
fn escape(rest: &str) -> Result<(Option<char>, usize), Flaw> {
    let plain = |c| Ok((Some(c), 2));
    let second = rest[1..].chars().next().unwrap_or(' ');
    let unknown = || {
        (
            0..1 + second.len_utf8(),
            format!("there is no escape `\\{second}`"),
        )
    };
    match second {
        'n' => plain('\n'),
        't' => plain('\t'),
        'r' => plain('\r'),
        '0' => plain('\0'),
        '\\' | '"' | '\'' => plain(second),
        'x' => {
            let code = rest
                .get(2..4)
                .and_then(|hex| u8::from_str_radix(hex, 16).ok());
            code.map(|code| (Some(char::from(code)), 4))
                .ok_or_else(unknown)
        }
        'u' => {
            let end = rest.find('}').unwrap_or(rest.len());
            let code = rest.get(2..end).and_then(|hex| hex.strip_prefix('{'));
            let code = code.and_then(|hex| u32::from_str_radix(hex, 16).ok());
            let c = code.and_then(char::from_u32);
            c.map(|c| (Some(c), end + 1)).ok_or_else(unknown)
        }
        '\n' | '\r' => {
            let blank = rest[1..].find(|c| !matches!(c, ' ' | '\t' | '\n' | '\r'));
            Ok((None, blank.map_or(rest.len(), |end| end + 1)))
        }
        _ => Err(unknown()),
    }
}

/// A whole number: decimal, `0x`, `0o` or `0b`, with `_` between digits.
pub(super) fn whole(raw: &str) -> Option<i128> {
    let (sign, digits) = match raw.as_bytes().first()? {
        b'-' => (-1, &raw[1..]),
        b'+' => (1, &raw[1..]),
        _ => (1, raw),
    };
    let (radix, digits) = match digits.get(..2) {
        Some("0x") => (16, &digits[2..]),
        Some("0o") => (8, &digits[2..]),
        Some("0b") => (2, &digits[2..]),
        _ => (10, digits),
    };
    if !digits.starts_with(|c: char| c.is_digit(radix)) {
        return None;
    }
    i128::from_str_radix(&digits.replace('_', ""), radix)
        .ok()
        .map(|n| sign * n)
}

/// A finite number.
pub(super) fn real(raw: &str) -> Option<f64> {
    let digits = raw.trim_start_matches(['+', '-']);
    if raw.len() - digits.len() > 1 || !digits.starts_with(|c: char| c.is_ascii_digit() || c == '.')
    {
        return None;
    }
    match raw.replace('_', "").parse::<f64>() {
        Ok(number) => Some(number),
        // A whole number in another base is a number too; these are all below 2^53 in use, and
        // rounded as any literal is above.
        Err(_) => whole(raw).map(|n| n as f64),
    }
    .filter(|number| number.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_read_as_written() {
        for (raw, expected) in [
            (r#""""#, Ok("")),
            (r#""é""#, Ok("é")),
            (r#""a\n\t\"\\\x41\u{e9}b""#, Ok("a\n\t\"\\Aéb")),
            ("\"a\\\n   b\"", Ok("ab")),
            ("r\"\\n\"", Ok("\\n")),
            ("r##\"a\"#b\"##", Ok("a\"#b")),
            (r#""ab\qc""#, Err(3..5)),
            (r#""\u{110000}""#, Err(1..3)),
            (r#""\x4""#, Err(1..3)),
        ] {
            let read = text(raw).map_err(|(part, _)| part);
            assert_eq!(read.as_deref(), expected.as_ref().map(|e| &**e), "{raw}");
        }
    }

    #[test]
    fn numbers_are_read_as_written() {
        for (raw, expected_whole, expected_real) in [
            ("12", Some(12), Some(12.0)),
            ("-1_000", Some(-1000), Some(-1000.0)),
            ("+0x1F", Some(31), Some(31.0)),
            ("1.5", None, Some(1.5)),
            (".5e1", None, Some(5.0)),
            ("1e999", None, None),
            ("--1", None, None),
            ("1h", None, None),
            ("-inf", None, None),
            ("9".repeat(60).as_str(), None, Some(1e60)),
        ] {
            assert_eq!(whole(raw), expected_whole, "{raw}");
            assert_eq!(real(raw), expected_real, "{raw}");
        }
    }
}
