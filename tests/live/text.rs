//! All that people write is text when it is shown: what looks like script, sent in every field of
//! the forms of a page.

use crate::forms::{Form, forms};
use crate::server::{Answer, Guest, Server, between, form as encoded};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// Breaks out of a text, of an attribute in either quotes, and of a script.
pub const SCRIPT: &str =
    "\"'></textarea></script><script>alert(7)</script><img src=x onerror=alert(7)>";
/// How a page says it.
pub const ESCAPED: &str = "&lt;script&gt;alert(7)";

/// What a form of these does would end the story; where a word of theirs is asked for alone, only
/// that word is tried.
const ENDS: &[(&str, &str)] = &[
    ("/control/pace", "pause"),
    ("/control/pace", "next"),
    ("/control/pace", "move"),
    ("/control/pace", "until"),
    ("/control/pace", "end"),
    ("/control/inject", "release"),
    ("/control/inject", "skip"),
    ("/control/inject", "drop"),
];
/// These take a seat or a link from somebody who is needed, unless one of their fields is wrong.
const TAKES: [&str; 2] = ["/control/seat", "/control/link"];

pub fn assert_text(what: &str, page: &str) {
    for bad in [
        "<script>alert",
        "<img src=x",
        "\"'>",
        "</textarea></script>",
    ] {
        assert!(!page.contains(bad), "{what} holds {bad}: {page}");
    }
}

type Fields = Vec<(String, String)>;

/// Somebody who sends script in every field, and what came of it.
pub struct Attack<'s> {
    server: &'s Server,
    /// Of each who attacks, the forms that were tried.
    tried: BTreeSet<String>,
    /// Where something was sent to.
    pub to: BTreeSet<String>,
    /// What was done, with script in whatever people write.
    pub done: BTreeSet<String>,
    /// Pages on which it was shown.
    pub shown: BTreeSet<String>,
    /// What was not done at first, and why.
    pub refused: BTreeMap<String, String>,
    /// How often something was sent.
    pub sent: usize,
}

impl<'s> Attack<'s> {
    pub fn new(server: &'s Server) -> Attack<'s> {
        Attack {
            server,
            tried: BTreeSet::new(),
            to: BTreeSet::new(),
            done: BTreeSet::new(),
            shown: BTreeSet::new(),
            refused: BTreeMap::new(),
            sent: 0,
        }
    }

    /// Looks at a page, which is text.
    pub fn look(&mut self, who: &str, guest: &Guest, path: &str) -> Answer {
        let page = guest.page(self.server, path);
        assert_eq!(page.status, 200, "{who} {path}: {page:?}");
        let kind = page.header("content-type").unwrap_or_default();
        assert!(kind.starts_with("text/html"), "{who} {path}: {kind}");
        assert_text(&format!("{who} {path}"), &page.body);
        if page.body.contains(ESCAPED) {
            self.shown.insert(format!("{who} {path}"));
        }
        page
    }

    /// Sends each form of a page once as people would, with script in what they write, and once
    /// for each of its fields with script in that one and what was asked for in the others.
    pub fn page(&mut self, who: &str, guest: &Guest, path: &str, right: &[(&str, &str)]) {
        let page = self.look(who, guest, path).body;
        let word = guest.word(self.server);
        for form in forms(&page) {
            if ["/leave", "/no-duff"].contains(&form.to.as_str()) {
                continue;
            }
            let none = [(String::new(), String::new())];
            let buttons = match form.buttons.as_slice() {
                [] => &none,
                some => some,
            };
            for button in buttons {
                self.form((who, guest, &word), &form, button, right);
            }
        }
    }

    fn form(
        &mut self,
        (who, guest, word): (&str, &Guest, &str),
        form: &Form,
        button: &(String, String),
        right: &[(&str, &str)],
    ) {
        let mut names: BTreeSet<&str> = form.fields.iter().map(|one| &*one.name).collect();
        names.insert(&button.0);
        names.retain(|name| !["", "word", "key"].contains(name));
        // Of those that differ in nothing but what they are about, one is enough.
        let kind = format!("{who} {} {:?} {button:?} {names:?}", form.to, form.does());
        if !self.tried.insert(kind) {
            return;
        }
        let whole = filled(form, button, right);
        let ends = ENDS.contains(&(form.to.as_str(), button.1.as_str()));
        if !ends && !TAKES.contains(&form.to.as_str()) {
            self.send(guest, word, form, &whole);
            if names.contains("draft") {
                self.keep(guest, word, &whole);
            }
        }
        for bad in names.iter().filter(|name| !ends || **name == button.0) {
            let mut fields = whole.clone();
            fields.retain(|(name, _)| name != bad);
            fields.push(((*bad).to_owned(), SCRIPT.to_owned()));
            self.send(guest, word, form, &fields);
        }
    }

    /// Keeps a draft of what a form is filled in with, and reads it again.
    fn keep(&mut self, guest: &Guest, word: &str, whole: &Fields) {
        let kept = self.post(guest, word, "/seat/draft", whole);
        assert_eq!(kept.status, 204, "{kept:?}");
        let mut bad = whole.clone();
        bad.retain(|(name, _)| name != "draft");
        bad.push(("draft".to_owned(), SCRIPT.to_owned()));
        assert_eq!(
            self.post(guest, word, "/seat/draft", &bad).status,
            400,
            "{bad:?}"
        );
        let named = whole.iter().find(|(name, _)| name == "draft");
        let (_, named) = named.expect("it has a name");
        let kept = guest.page(self.server, &format!("/seat/draft?form={named}"));
        assert_json(named, &kept);
    }

    fn send(&mut self, guest: &Guest, word: &str, form: &Form, fields: &Fields) {
        let to = form.to.as_str();
        let answer = match form.asks {
            true => {
                let pairs = fields.iter().map(|(name, value)| (&**name, &**value));
                let query = encoded(pairs.collect::<Vec<_>>().iter());
                guest.page(self.server, &format!("{to}?{query}"))
            }
            false => self.post(guest, word, to, fields),
        };
        let fits = |status| status > 0 && status < 500 && status != 403 && status != 429;
        assert!(fits(answer.status), "{to} {fields:?}: {answer:?}");
        assert_text(&format!("{to} {fields:?}"), &answer.body);
        let written = fields.iter().any(|(_, value)| value.contains(SCRIPT));
        let does = fields.iter().find(|(name, _)| name == "do");
        let does = does.map_or("", |(_, does)| does.as_str());
        let what = format!("{to} {does}").trim().to_owned();
        match between(&answer.body, "class=\"says\">", "</p>") {
            Some(why) => drop(self.refused.entry(what).or_insert(why)),
            None if written && [200, 303].contains(&answer.status) => drop(self.done.insert(what)),
            None => {}
        }
    }

    fn post(&mut self, guest: &Guest, word: &str, to: &str, fields: &Fields) -> Answer {
        self.sent += 1;
        self.to.insert(to.to_owned());
        let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (&**n, &**v)).collect();
        let key = format!("attack-{:06}", self.sent);
        let answer = guest.send_word(self.server, to, (word, &key), &fields);
        // So many at once are more than people send.
        std::thread::sleep(Duration::from_millis(50));
        answer
    }
}

/// What people would send: script wherever they write, and elsewhere what stands there, unless it
/// is said what is right.
fn filled(form: &Form, button: &(String, String), right: &[(&str, &str)]) -> Fields {
    let mut all = Fields::new();
    for field in form.fields.iter().filter(|field| !field.ticked) {
        if ["word", "key"].contains(&&*field.name) {
            continue;
        }
        let said = right
            .iter()
            .find(|(name, _)| !field.hidden && *name == field.name);
        let said = said.map(|(_, value)| (*value).to_owned());
        let value = said.or_else(|| field.value.clone());
        all.push((
            field.name.clone(),
            value.unwrap_or_else(|| SCRIPT.to_owned()),
        ));
    }
    if !button.0.is_empty() {
        all.push(button.clone());
    }
    all
}

/// That an answer is read as JSON and as nothing else.
pub fn assert_json(what: &str, answer: &Answer) {
    let kind = answer.header("content-type");
    assert_eq!(kind, Some("application/json"), "{what}: {answer:?}");
    let sniff = answer.header("x-content-type-options");
    assert_eq!(sniff, Some("nosniff"), "{what}");
    let read = serde_json::from_str::<serde_json::Value>(&answer.body);
    assert!(read.is_ok(), "{what}: {answer:?}");
}

/// What is asked for in an address is text as well.
#[test]
fn what_an_address_asks_for_is_text() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let asked = form_urlencoded::byte_serialize(SCRIPT.as_bytes()).collect::<String>();
    for (who, paths, names) in [
        (
            "be-cert",
            &["/seat", "/seat/write", "/seat/draft"][..],
            &[
                "to", "kind", "channel", "reply", "sent", "form", "log", "threads",
            ][..],
        ),
        (
            "controller",
            &[
                "/control",
                "/control/everything",
                "/control/inject",
                "/evaluate",
                "/evaluate/seat",
                "/evaluate/picture",
                "/evaluate/report",
            ],
            &[
                "from", "seats", "what", "seat", "message", "part", "edition", "format", "inject",
            ],
        ),
        ("local controller JP", &["/local"], &["from", "seats"]),
        ("observer", &["/watch"], &["x"]),
    ] {
        let guest = server.enter(who);
        for (path, name) in paths
            .iter()
            .flat_map(|path| names.iter().map(move |name| (path, name)))
        {
            let page = guest.page(&server, &format!("{path}?{name}={asked}"));
            assert!((1..500).contains(&page.status), "{path} {name}: {page:?}");
            assert_text(&format!("{path} {name}"), &page.body);
        }
        let nowhere = guest.page(&server, &format!("/{asked}"));
        assert_text("nowhere", &nowhere.body);
    }
    let nobody = server.ask("GET", &format!("/enter/{asked}"), &[], "");
    assert_text("enter", &nobody.body);
}
