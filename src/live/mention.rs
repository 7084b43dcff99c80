//! What people seem to tell each other in their own words: a message whose text holds a value of
//! something that its writer knows is proposed to an evaluator, who confirms it or does not.

use super::note::{Note, NoteKind};
use crate::engine::Engine;
use crate::exercise::Exercise;
use crate::fact::Fact;
use crate::model::{FindingId, FindingKind, MessageId, Named as _, Names, OrgId, SimTime, Subject};
use std::collections::BTreeMap;

/// A value of a finding in the text of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Who wrote it.
    pub from: OrgId,
    /// To whom.
    pub to: OrgId,
    /// When.
    pub written: SimTime,
    /// What the message says.
    pub text: String,
    /// The value, as the exercise has it.
    pub value: String,
    /// Whether an evaluator has confirmed it.
    pub confirmed: bool,
}

/// All of them, by message and finding.
#[derive(Clone, Debug, Default)]
pub struct Mentions {
    read: usize,
    /// By finding, what it is known by; made when first needed.
    values: Vec<Vec<String>>,
    found: BTreeMap<(MessageId, FindingId), Mention>,
}

impl Mentions {
    /// Takes note of what was recorded since it was last asked.
    pub fn read(&mut self, engine: &Engine) {
        let exercise = engine.exercise();
        if self.values.is_empty() {
            let findings = 0..exercise.findings.len();
            let values = findings.map(|nth| values(exercise, FindingId::nth(nth)));
            self.values = values.collect();
        }
        let entries = engine.entries();
        for entry in &entries[self.read..] {
            match entry.fact() {
                Some(Fact::MessageComposed(f)) => {
                    let letter = &f.letter;
                    let plays = |org| exercise.org(org).kind.plays();
                    let own_words = letter.inject.is_none() && !letter.text.trim().is_empty();
                    if !own_words || !plays(letter.from) || !plays(letter.to) {
                        continue;
                    }
                    let text = plain(&letter.text);
                    for (nth, values) in self.values.iter().enumerate() {
                        let finding = FindingId::nth(nth);
                        let told = letter.claims.iter().any(|claim| claim.finding == finding);
                        let value = values.iter().find(|value| holds(&text, value));
                        let Some(value) = value.filter(|_| !told) else {
                            continue;
                        };
                        let known = engine.seat_view(letter.from).knows(finding);
                        if known.is_none_or(|known| known.since > entry.at) {
                            continue;
                        }
                        let mention = Mention {
                            from: letter.from,
                            to: letter.to,
                            written: entry.at,
                            text: letter.text.clone(),
                            value: value.clone(),
                            confirmed: false,
                        };
                        self.found.insert((f.message, finding), mention);
                    }
                }
                Some(Fact::MentionConfirmed(f)) => {
                    let key = (f.message, f.claim.finding);
                    if let Some(mention) = self.found.get_mut(&key) {
                        mention.confirmed = true;
                    }
                }
                _ => {}
            }
        }
        self.read = entries.len();
    }

    /// Those that nobody has decided on, the oldest first.
    pub fn open<'a>(
        &'a self,
        names: &'a Names,
        notes: &'a [Note],
    ) -> impl Iterator<Item = (MessageId, FindingId, &'a Mention)> {
        let told = move |message, finding| {
            let about = about(names, message, finding);
            let not = |note: &Note| note.kind == NoteKind::NotTold && note.about == about;
            !notes.iter().any(not)
        };
        let open = self.found.iter().filter(|(_, mention)| !mention.confirmed);
        open.map(|((message, finding), mention)| (*message, *finding, mention))
            .filter(move |(message, finding, _)| told(*message, *finding))
    }
}

/// What a note says that it is about, when it is about a mention.
#[must_use]
pub fn about(names: &Names, message: MessageId, finding: FindingId) -> String {
    format!("{}:{}", message.0, finding.text(names))
}

/// What people write when they mean a finding: the address of the host that it points at, the name
/// of the victim, and of what it says whatever is no common word: addresses, domains, hashes,
/// quoted names.
fn values(exercise: &Exercise, finding: FindingId) -> Vec<String> {
    let finding = &exercise.findings[finding.at()];
    let mut values = Vec::new();
    match finding.points_at {
        Some(Subject::Host(host)) => values.push(plain(&exercise.hosts[host.at()].address)),
        Some(Subject::Victim(org)) if finding.kind == FindingKind::Victim => {
            values.push(plain(&exercise.org(org).name));
        }
        _ => {}
    }
    let says = plain(&finding.says);
    let quoted = says.split('\'').skip(1).step_by(2);
    let quoted = quoted.filter(|text| !text.contains(' ') && text.len() > 2);
    values.extend(quoted.map(str::to_owned));
    let words = says.split_whitespace();
    let words = words.map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    values.extend(words.filter(|word| is_value(word)).map(str::to_owned));
    values.push(says);
    values.sort();
    values.dedup();
    values.retain(|value| value.chars().count() > 2);
    values
}

/// Whether a word is an address, a domain, a path, a hash or a number of a vulnerability.
fn is_value(word: &str) -> bool {
    let within = |mark: char| {
        let mut parts = word.split(mark);
        word.contains(mark) && parts.all(|part| !part.is_empty())
    };
    let digits = word.chars().any(|c| c.is_ascii_digit());
    let hash = word.len() >= 16 && word.chars().all(|c| c.is_ascii_hexdigit());
    within('.') || within('@') || hash || (digits && word.starts_with("cve-")) || {
        digits && word.matches(':').count() >= 2
    }
}

/// A text in small letters, each blank a space, and addresses as they are: people write
/// `hxxp://203.0.113[.]7` lest somebody follows it.
fn plain(text: &str) -> String {
    let mut plain: String = text.to_lowercase();
    for (written, meant) in [
        ("[.]", "."),
        ("(.)", "."),
        ("{.}", "."),
        ("[dot]", "."),
        ("(dot)", "."),
        ("[:]", ":"),
        ("[@]", "@"),
        ("[at]", "@"),
        ("hxxp", "http"),
        ("\u{2019}", "'"),
    ] {
        plain = plain.replace(written, meant);
    }
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a text holds a value by itself, and not as a part of a longer word.
fn holds(text: &str, value: &str) -> bool {
    let part_of_word = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    text.match_indices(value).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let mut after = text[at + value.len()..].chars();
        let (next, then) = (after.next(), after.next());
        // A full stop ends a sentence, and goes on in an address.
        let goes_on = next == Some('.') && then.is_some_and(char::is_alphanumeric);
        !before.is_some_and(part_of_word) && !next.is_some_and(part_of_word) && !goes_on
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_found_as_people_write_it_and_not_within_another() {
        for (text, value, found) in [
            ("Please look at 203.0.113.7.", "203.0.113.7", true),
            ("Please look at 203.0.113[.]7, today", "203.0.113.7", true),
            ("hxxps://203[dot]0.113.7/x", "203.0.113.7", true),
            ("It is 203.0.113.71", "203.0.113.7", false),
            ("It is 203.0.113.7.5", "203.0.113.7", false),
            ("It is 1203.0.113.7", "203.0.113.7", false),
            ("call BAD.Example now", "bad.example", true),
            ("call not-bad.example now", "bad.example", false),
            ("ask acme\n logistics", "acme logistics", true),
            ("he signs as \u{2019}Tymbal\u{2019}", "tymbal", true),
            ("nothing of it", "tymbal", false),
        ] {
            assert_eq!(holds(&plain(text), value), found, "{value} in {text}");
        }
    }

    #[test]
    fn a_finding_is_known_by_its_values_and_by_no_common_word() {
        for (word, value) in [
            ("203.0.113.7", true),
            ("plaza.example/winter-relief", true),
            ("2001:db8::7", true),
            ("ann@bad.example", true),
            ("cve-2026-1234", true),
            ("d41d8cd98f00b204e9800998ecf8427e", true),
            ("malware", false),
            ("told-1", false),
            ("24/7", false),
            ("facade", false),
        ] {
            assert_eq!(is_value(word), value, "{word}");
        }
    }
}
