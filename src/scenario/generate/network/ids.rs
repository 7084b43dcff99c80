//! Ids made from names: lower case, ASCII, each once.

use std::collections::{BTreeMap, BTreeSet};

/// The longest id that is made of a name; what is put behind it has room in an id's 64.
const LONGEST: usize = 40;

/// Ids given so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Ids {
    given: BTreeSet<String>,
    /// How often an id was asked for.
    asked: BTreeMap<String, u32>,
}

impl Ids {
    /// An id for a name, with a number where it is given already; `otherwise` where nothing of the
    /// name can stand in an id.
    pub(super) fn give(&mut self, name: &str, otherwise: &str) -> String {
        let base = Some(slug(name)).filter(|slug| !slug.is_empty());
        let base = base.unwrap_or_else(|| otherwise.to_owned());
        let asked = self.asked.entry(base.clone()).or_default();
        loop {
            *asked += 1;
            let id = match *asked {
                1 => base.clone(),
                nth => format!("{base}-{nth}"),
            };
            if self.given.insert(id.clone()) {
                return id;
            }
        }
    }
}

/// The letters and digits of a name, joined by hyphens.
fn slug(name: &str) -> String {
    let mut slug = String::new();
    for c in name.chars().flat_map(char::to_lowercase) {
        match c {
            'a'..='z' | '0'..='9' => slug.push(c),
            // Marks that stand above or below the letter before them.
            '\u{300}'..='\u{36f}' => {}
            _ if plain(c).is_some() => slug.extend(plain(c)),
            _ if c.is_alphanumeric() => {}
            _ if slug.is_empty() || slug.ends_with('-') => {}
            _ => slug.push('-'),
        }
        if slug.len() >= LONGEST {
            break;
        }
    }
    slug.truncate(LONGEST);
    slug.trim_end_matches('-').to_owned()
}

/// The plain letters for a letter with a mark, of alphabets that names of economies are often
/// written in.
fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ạ' | 'ả' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'č' => "c",
        'ð' | 'đ' | 'ď' => "d",
        'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' | 'ə' | 'ệ' => "e",
        'ğ' | 'ģ' => "g",
        'ì'..='ï' | 'ī' | 'į' | 'ı' => "i",
        'ł' | 'ļ' | 'ľ' => "l",
        'ñ' | 'ń' | 'ň' | 'ņ' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ő' | 'ơ' => "o",
        'œ' => "oe",
        'ř' => "r",
        'ś' | 'š' | 'ş' | 'ș' => "s",
        'ß' => "ss",
        'ť' | 'ţ' | 'ț' => "t",
        'þ' => "th",
        'ù'..='ü' | 'ū' | 'ů' | 'ű' | 'ų' | 'ư' => "u",
        'ý' | 'ÿ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_plain_and_each_is_given_once() {
        let mut ids = Ids::default();
        for (name, expected) in [
            ("Estonia", "estonia"),
            ("Korea, Republic of", "korea-republic-of"),
            ("Côte d’Ivoire", "cote-d-ivoire"),
            ("Co\u{302}te d'Ivoire", "cote-d-ivoire-2"),
            ("Türkiye", "turkiye"),
            ("İzmir", "izmir"),
            ("São Tomé & Príncipe", "sao-tome-principe"),
            ("日本", "economy"),
            ("中国", "economy-2"),
            ("Economy 2", "economy-2-2"),
            ("Economy", "economy-3"),
            ("-- (A) --", "a"),
            ("a", "a-2"),
            ("\"]), evil: [(\n", "evil"),
            ("", "economy-4"),
        ] {
            assert_eq!(ids.give(name, "economy"), expected, "{name}");
        }
        let long = ids.give(&"very long ".repeat(20), "economy");
        assert!(long.len() <= LONGEST && !long.ends_with('-'), "{long}");
        let taken = (0..500).map(|_| ids.give("x", "economy"));
        assert_eq!(taken.collect::<BTreeSet<_>>().len(), 500);
    }
}
