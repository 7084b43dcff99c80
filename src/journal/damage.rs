//! What can be wrong with a journal.

use super::decode::Recorded;

/// What is wrong with a journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// It cannot be read from where it is.
    Unreadable,
    /// Its last line is cut off.
    Truncated,
    /// A line is not what was written.
    Altered,
    /// A line is missing or out of order.
    OutOfOrder,
    /// A line is longer than any line may be.
    TooLong,
    /// Its lines end in CR LF: something took it for a text and turned its line ends.
    LineEnds,
    /// It is no journal.
    NotAJournal,
    /// It is a journal of another format.
    OtherFormat,
    /// Another version of the engine wrote it and this one cannot read it.
    OtherEngine,
    /// It is a redacted edition, which holds no exercise to play.
    Redacted,
}

/// A journal that cannot be read to its end.
#[derive(Debug, thiserror::Error)]
#[error("line {line}: {reason}")]
pub struct Damaged {
    /// What is whole before the damage; none when the first line is not.
    pub whole: Option<Box<Recorded>>,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub what: What,
    /// The same for people.
    pub reason: String,
}

#[cfg(test)]
mod tests {
    use super::super::chain::{self, Head};
    use super::super::sample::{self, journal};
    use super::super::{LINE_LIMIT, read};
    use super::What;

    fn lines(bytes: &[u8]) -> Vec<Vec<u8>> {
        bytes
            .split_inclusive(|b| *b == b'\n')
            .map(<[u8]>::to_vec)
            .collect()
    }

    fn check(name: &str, bytes: &[u8], what: What, line: usize) {
        let damaged = read(bytes, "1.0").expect_err(name);
        assert_eq!(
            (damaged.what, damaged.line),
            (what, line),
            "{name}: {damaged}"
        );
        let whole = damaged.whole.map(|whole| whole.entries);
        let kept = line.checked_sub(2).map(|n| sample::entries()[..n].to_vec());
        assert_eq!(whole, kept, "{name}");
    }

    #[test]
    fn damage_is_named_with_its_line() {
        let whole = journal();
        let split = lines(&whole);
        let last = split.len();
        let joined = |order: &[usize]| {
            order
                .iter()
                .flat_map(|n| split[*n].clone())
                .collect::<Vec<u8>>()
        };
        let with = |line: usize, text: &[u8]| {
            let mut all = split.clone();
            all[line - 1] = text.to_vec();
            all.concat()
        };
        let mut flipped = split[4].clone();
        flipped[10] ^= 4;
        let mut foreign = split[4].clone();
        foreign[20] = 0xff;
        let long = vec![b'x'; LINE_LIMIT as usize + 2];
        check("cut off", &whole[..whole.len() - 5], What::Truncated, last);
        check(
            "no line feed",
            &whole[..whole.len() - 1],
            What::Truncated,
            last,
        );
        check("flipped", &with(5, &flipped), What::Altered, 5);
        check("not UTF-8", &with(5, &foreign), What::Altered, 5);
        check("empty line", &with(5, b"\n"), What::Altered, 5);
        check("too long", &with(5, &long), What::TooLong, 5);
        check("missing", &joined(&[0, 1, 3, 4]), What::OutOfOrder, 3);
        check("reordered", &joined(&[0, 2, 1, 3]), What::OutOfOrder, 2);
        check("twice", &joined(&[0, 1, 1, 2]), What::OutOfOrder, 3);
        check("no header", &joined(&[1, 2]), What::NotAJournal, 1);
        check("empty", b"", What::NotAJournal, 1);
        check("an image", b"\x89PNG\r\n", What::NotAJournal, 1);
        check("a cut header", &split[0][..99], What::Truncated, 1);
        check(
            "a turned line end",
            &with(5, &turned(&split[4])),
            What::LineEnds,
            5,
        );
        check("all of them", &turned(&whole), What::LineEnds, 1);
        let other = turned(b"{\"format\":1}\n");
        check("another text with CR LF", &other, What::NotAJournal, 1);
    }

    /// What a mail program or an editor makes of line ends.
    fn turned(bytes: &[u8]) -> Vec<u8> {
        let text = String::from_utf8(bytes.to_vec()).expect("UTF-8");
        text.replace('\n', "\r\n").into_bytes()
    }

    /// Rewrites a line and seals it anew, as a forger would: the chain holds.
    fn forged(line: usize, from: &str, to: &str) -> Vec<u8> {
        let mut head = Head::START;
        let mut out = Vec::new();
        for (nth, mut text) in lines(&journal()).into_iter().enumerate() {
            text.truncate(text.len() - 76);
            text.push(b'}');
            if nth + 1 == line {
                let old = String::from_utf8(text).expect("UTF-8");
                assert!(old.contains(from), "{from} in {old}");
                text = old.replacen(from, to, 1).into_bytes();
            }
            head = chain::seal(head, &mut text);
            out.extend_from_slice(&text);
        }
        out
    }

    #[test]
    #[allow(clippy::too_many_lines, reason = "a table of cases")]
    fn a_forged_line_is_readable_only_as_the_journal_would_write_it() {
        check(
            "format",
            &forged(1, "\"format\":1", "\"format\":2"),
            What::OtherFormat,
            1,
        );
        check(
            "seed",
            &forged(1, "\"seed\":\"7\"", "\"seed\":\"x\""),
            What::Altered,
            1,
        );
        check(
            "exercise",
            &forged(1, "\"title\"", "\"titel\""),
            What::Altered,
            1,
        );
        check(
            "engine",
            &forged(1, "\"engine\":\"1.0\"", "\"engine\":1"),
            What::NotAJournal,
            1,
        );
        check(
            "redacted",
            &forged(1, "1,", "1,\"redacted\":\"public\","),
            What::Redacted,
            1,
        );
        for (from, to) in [
            ("\"by_agreement\":", "\"id\":\"\",\"by_agreement\":"),
            ("\"yields\":[0]", "\"yields\":[1]"),
            ("\"hosted_by\":3", "\"hosted_by\":4"),
            ("\"about\":{\"Finding\":0}", "\"about\":{\"Finding\":9}"),
            ("\"id\":\"excon\"", "\"id\":\"zexcon\""),
            ("\"kind\":\"Excon\"", "\"kind\":\"Company\""),
            (
                "{\"median\":300000,\"sigma_milli\":500,\"law\":\"Lognormal\"},",
                "",
            ),
        ] {
            check(from, &forged(1, from, to), What::Altered, 1);
        }
        check("space", &forged(4, "\"at\":", "\"at\": "), What::Altered, 4);
        check(
            "number",
            &forged(4, "\"seq\":2", "\"seq\":2.0"),
            What::Altered,
            4,
        );
        check(
            "fact",
            &forged(4, "\"fact\":\"move", "\"fact\":\"love"),
            What::Altered,
            4,
        );
        check(
            "later cause",
            &forged(4, "[0,1]", "[0,2]"),
            What::Altered,
            4,
        );
        check(
            "back in time",
            &forged(6, "\"at\":1000", "\"at\":-1"),
            What::Altered,
            6,
        );
        let other = read(&*forged(4, "\"fact\":\"move", "\"fact\":\"love"), "2.0");
        assert_eq!(other.expect_err("unknown fact").what, What::OtherEngine);
        assert!(
            read(&*journal(), "2.0").is_ok(),
            "another version, but all can be read"
        );
    }
}
