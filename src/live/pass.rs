//! Ways in: links and cookies, of which hashes alone are kept.

use super::store::Pass;
use crate::model::word::words;
use crate::model::{EconomyId, OrgId};
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;

words! {
    /// Which pages a pass opens.
    pub enum Role {
        /// Runs the exercise.
        Controller = "controller",
        /// Runs it for one economy, and sees nothing of others.
        LocalController = "local_controller",
        /// Sees everything; marks and rates.
        Evaluator = "evaluator",
        /// Plays an organisation.
        Participant = "participant",
        /// Sees the clock and what is public.
        Observer = "observer",
    }
}

impl Role {
    /// Whether people of this role say their names: controllers and evaluators sign what they do
    /// with them; a seat acts as a seat, and who else is in it sees them.
    #[must_use]
    pub fn signs(self) -> bool {
        self != Role::Observer
    }
}

/// Who somebody is, by their pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holder {
    /// Which pages are theirs.
    pub role: Role,
    /// The seat of a participant.
    pub seat: Option<OrgId>,
    /// The economy of a local controller.
    pub economy: Option<EconomyId>,
}

impl Holder {
    /// Who somebody is, in a word: whoever shares a seat, an economy or the control of all has the
    /// same.
    #[must_use]
    pub fn word(&self) -> String {
        let place = match (self.seat, self.economy) {
            (Some(seat), _) => seat.0.to_string(),
            (None, Some(economy)) => economy.0.to_string(),
            (None, None) => String::new(),
        };
        format!("{}-{place}", self.role.word())
    }
}

/// A secret of 256 bits from the system's own source, in hexadecimal.
///
/// # Errors
/// When the system has no randomness to give.
pub fn secret() -> Result<String, getrandom::Error> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)?;
    Ok(hexadecimal(&bytes))
}

/// What is kept of a secret.
#[must_use]
pub fn hash(secret: &str) -> [u8; 32] {
    Sha256::digest(secret.as_bytes()).into()
}

/// What is shown before STARTEX, so that nobody can say afterwards that the drill was bent: SHA-256
/// over a fixed text, the nonce and the first line of the journal, which holds the exercise and
/// the seed. In hexadecimal.
#[must_use]
pub fn commitment(nonce: &[u8], first_line: &[u8]) -> String {
    let mut digest = Sha256::new();
    digest.update(b"hotwash: what is going to be played\0");
    digest.update(nonce);
    digest.update(first_line);
    hexadecimal(&digest.finalize())
}

/// The name of the cookie that lets somebody into the exercise of a commitment. Browsers tell hosts
/// apart and not their ports: under one name, two exercises on one host would put each other's
/// people out.
#[must_use]
pub fn cookie_name(commitment: &str) -> String {
    format!("hotwash-{}", commitment.get(..8).unwrap_or(commitment))
}

/// The word that a form has to bring along: it follows from the cookie, and the cookie does not
/// follow from it.
#[must_use]
pub fn form_word(cookie: &str) -> String {
    let mut digest = Sha256::new();
    digest.update(b"a form of hotwash\0");
    digest.update(cookie.as_bytes());
    // Every form of a page has it: 128 bits are enough, and half as long.
    hexadecimal(&digest.finalize()[..16])
}

/// What a form is told apart by, of 128 bits; empty when the system has no randomness to give, and
/// then nothing is taken by it.
#[must_use]
pub fn form_key() -> String {
    let mut bytes = [0; 16];
    let drawn = getrandom::fill(&mut bytes);
    drawn.map_or_else(|_| String::new(), |()| hexadecimal(&bytes))
}

/// Whether two texts are the same, in a time that does not tell where they differ.
#[must_use]
pub fn same(one: &str, other: &str) -> bool {
    let pairs = one.bytes().zip(other.bytes());
    one.len() == other.len() && pairs.fold(0, |all, (a, b)| all | (a ^ b)) == 0
}

/// The 32 bytes that 64 hexadecimal digits stand for.
#[must_use]
pub fn from_hexadecimal(text: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    if text.len() != 64 || !text.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    for (nth, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&text[2 * nth..2 * nth + 2], 16).ok()?;
    }
    Some(bytes)
}

/// Bytes in hexadecimal digits.
#[must_use]
pub fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// All passes of an exercise.
#[derive(Clone, Debug, Default)]
pub struct Passes(pub Vec<Pass>);

impl Passes {
    /// Who holds a pass of a kind; nobody where it is unknown or revoked. Looked up by its hash,
    /// so that time tells nothing of secrets.
    #[must_use]
    pub fn holder(&self, kind: &str, secret: &str) -> Option<&Pass> {
        let hash = hash(secret);
        let fits = |pass: &&Pass| pass.kind == kind && pass.hash == hash && !pass.revoked;
        self.0.iter().find(fits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pass(secret: &str, kind: &str, revoked: bool) -> Pass {
        Pass {
            hash: hash(secret),
            kind: kind.to_owned(),
            role: "controller".to_owned(),
            seat: String::new(),
            revoked,
        }
    }

    #[test]
    fn a_pass_opens_what_it_is_for_and_while_it_holds() {
        let passes = Passes(vec![pass("a", "link", false), pass("b", "link", true)]);
        for (kind, secret, opens) in [
            ("link", "a", true),
            ("cookie", "a", false),
            ("link", "b", false),
            ("link", "", false),
            ("link", "A", false),
        ] {
            assert_eq!(
                passes.holder(kind, secret).is_some(),
                opens,
                "{kind} {secret}"
            );
        }
    }

    #[test]
    fn secrets_are_long_and_never_the_same() {
        let (one, other) = (secret().expect("randomness"), secret().expect("randomness"));
        assert_eq!((one.len(), one == other), (64, false));
        assert!(same(&one, &one) && !same(&one, &other) && !same(&one, &one[1..]));
        assert_ne!(form_word(&one), form_word(&other));
        let bytes = from_hexadecimal(&one).expect("it is hexadecimal");
        assert_eq!(hexadecimal(&bytes), one);
        for bad in [
            "",
            "0",
            &one[1..],
            &format!("{}g", &one[1..]),
            &format!("{}é", &one[2..]),
        ] {
            assert_eq!(from_hexadecimal(bad), None, "{bad}");
        }
    }
}
