//! The hash chain: each line is bound to all lines before it.
//!
//! The chain shows damage: a byte, a line or an order that changed by accident. It does not show
//! forgery: whoever rewrites a line can compute every later hash anew. Only a head that was
//! published elsewhere (on a printed report, in a mail) shows that.

use sha2::{Digest, Sha256};
use std::fmt;

/// A SHA-256 hash of the chain; the last one of a journal is its head.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Head(pub [u8; 32]);

const DIGITS: &[u8; 16] = b"0123456789abcdef";
const LEAD: &[u8] = b",\"hash\":\"";
const TAIL: &[u8] = b"\"}";
/// Bytes of a line that hold its hash: `,"hash":"<64 digits>"}`.
const SEAL: usize = LEAD.len() + 64 + TAIL.len();

impl Head {
    /// What comes before the first line.
    pub const START: Head = Head([0; 32]);

    /// The hash of a text on its own.
    #[must_use]
    pub fn of(text: &[u8]) -> Head {
        Head(Sha256::digest(text).into())
    }

    /// The hash that follows this one, over this one's bytes and then the line's text.
    #[must_use]
    pub fn next(self, text: &[u8]) -> Head {
        let mut hash = Sha256::new();
        hash.update(self.0);
        hash.update(text);
        Head(hash.finalize().into())
    }

    fn digits(self) -> [u8; 64] {
        let mut digits = [0; 64];
        for (pair, byte) in digits.chunks_exact_mut(2).zip(self.0) {
            pair[0] = DIGITS[usize::from(byte >> 4)];
            pair[1] = DIGITS[usize::from(byte & 15)];
        }
        digits
    }
}

impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// Ends a line: `line` holds its text from `{` to `}`; its hash becomes the last field, a line
/// feed follows. Returns the new head.
pub(super) fn seal(head: Head, line: &mut Vec<u8>) -> Head {
    let next = head.next(line);
    line.pop();
    line.extend_from_slice(LEAD);
    line.extend_from_slice(&next.digits());
    line.extend_from_slice(TAIL);
    line.push(b'\n');
    next
}

/// Takes a line (without its line feed) back to the text that was sealed. `None` when its end
/// does not have the shape of a hash; otherwise the head and whether it is the right one.
pub(super) fn unseal(head: Head, line: &mut Vec<u8>) -> Option<(Head, bool)> {
    let at = line.len().checked_sub(SEAL)?;
    let (lead, rest) = line[at..].split_at(LEAD.len());
    let (digits, tail) = rest.split_at(64);
    let shaped = lead == LEAD && tail == TAIL && digits.iter().all(|d| DIGITS.contains(d));
    if !shaped {
        return None;
    }
    let digits: [u8; 64] = digits.try_into().ok()?;
    line.truncate(at);
    line.push(b'}');
    let next = head.next(line);
    Some((next, next.digits() == digits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_line_opens_and_a_changed_one_does_not() {
        let mut line = b"{\"seq\":0}".to_vec();
        let next = seal(Head::START, &mut line);
        assert!(line.ends_with(format!(",\"hash\":\"{next}\"}}\n").as_bytes()));
        line.pop();
        assert_eq!(unseal(Head::START, &mut line.clone()), Some((next, true)));
        let wrong_chain = unseal(next, &mut line.clone()).map(|(_, right)| right);
        assert_eq!(wrong_chain, Some(false));
        for at in 0..line.len() {
            let mut changed = line.clone();
            changed[at] ^= 1;
            let verdict = unseal(Head::START, &mut changed);
            assert!(verdict.is_none_or(|(_, right)| !right), "byte {at}");
        }
    }

    #[test]
    fn the_hash_is_sha_256() {
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(Head::of(b"").to_string(), empty);
    }
}
