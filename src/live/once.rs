//! What is sent counts once, however often it comes: by the key that whoever sends it made, and by
//! what they asked for under it. The same key for something else is a mistake, and is said to be.

use super::pass::{hash, hexadecimal};
use super::said::Form;
use crate::action::Refusal;

/// What leads the print of what was asked, behind a key.
const LEADS: char = '#';
/// Letters of a print: 64 bits, since it tells slips and not forgers apart.
const PRINT: usize = 16;

/// Puts behind the key of a form what the form asks for, at a door of its own, and before it whose
/// it is, since nobody knows which keys others make. A key of another length than 8 to 160
/// characters is none.
pub(super) fn seal(form: &mut Form, door: &str, whose: &str) {
    let mut asked: Vec<&(String, String)> = form
        .iter()
        .filter(|(name, _)| name != "key" && name != "word")
        .collect();
    asked.sort();
    let print = format!("{door} {asked:?}");
    let mut print = hexadecimal(&hash(&print));
    print.truncate(PRINT);
    form.retain_mut(|(name, key)| {
        if name == "key" {
            let fits = (8..=160).contains(&key.chars().count());
            *key = format!("{whose}:{key}");
            key.push(LEADS);
            key.push_str(&print);
            return fits;
        }
        true
    });
}

/// A key without what was asked for under it.
#[must_use]
pub(super) fn bare(sealed: &str) -> String {
    let Some(at) = sealed.rfind(LEADS) else {
        return sealed.to_owned();
    };
    let (lead, print) = sealed.split_at(at);
    let rest = print.get(1 + PRINT..).unwrap_or_default();
    format!("{lead}{rest}")
}

/// Whether a key that has been here before asks for the same as then. What was kept by a version
/// that kept no prints is taken to.
///
/// # Errors
/// Says that it does not, and what to do.
pub(super) fn asks_the_same(before: &str, now: &str) -> Result<(), Refusal> {
    if before == now || !before.contains(LEADS) {
        return Ok(());
    }
    Err(Refusal {
        why: text!("once-key-used"),
        instead: text!("once-load-anew"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sealed(key: &str, fields: &[(&str, &str)], door: &str) -> Option<String> {
        let all = fields.iter().copied().chain([("key", key)]);
        let mut form: Form = all
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        seal(&mut form, door, "ann");
        let key = form.into_iter().find(|(name, _)| name == "key");
        key.map(|(_, key)| key)
    }

    #[test]
    fn a_key_is_told_from_what_is_asked_under_it() {
        let open = [("do", "open"), ("message", "3")];
        let first = sealed("my own key", &open, "/seat/act").expect("it fits");
        let again = [("message", "3"), ("do", "open"), ("word", "another")];
        assert_eq!(
            sealed("my own key", &again, "/seat/act"),
            Some(first.clone())
        );
        assert_eq!(asks_the_same(&first, &first), Ok(()));
        for (fields, door) in [
            ([("do", "open"), ("message", "4")], "/seat/act"),
            ([("do", "close"), ("message", "3")], "/seat/act"),
            ([("do", "open"), ("message", "3")], "/say"),
        ] {
            let other = sealed("my own key", &fields, door).expect("it fits");
            assert_eq!(bare(&other), bare(&first), "{fields:?} at {door}");
            assert!(
                asks_the_same(&first, &other).is_err(),
                "{fields:?} at {door}"
            );
        }
        for (key, fits) in [("1234567", false), ("12345678", true), ("#", false)] {
            assert_eq!(sealed(key, &open, "/").is_some(), fits, "{key}");
        }
        let long = "k".repeat(161);
        assert_eq!(sealed(&long, &open, "/"), None);
    }

    #[test]
    fn what_stands_around_a_key_stays() {
        let print = "0123456789abcdef";
        for (sealed, key) in [
            (format!("be-cert:abc#d#{print}"), "be-cert:abc#d"),
            (format!("mark:abc#{print}:observe"), "mark:abc:observe"),
            ("enter:abc".to_owned(), "enter:abc"),
            ("short#ab".to_owned(), "short"),
        ] {
            assert_eq!(bare(&sealed), key);
        }
        assert_eq!(asks_the_same("kept before", "kept before#0123"), Ok(()));
    }
}
