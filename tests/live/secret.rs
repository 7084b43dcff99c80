//! What two worlds of the flagship differ in: what one seat alone is told, and what it does about
//! it and EXCON with it, that nobody else can know.

use crate::server::{Guest, Server};

/// A secret.
pub struct Secret {
    /// Whose it is.
    pub owner: &'static str,
    /// The economy it is in, whose local controller sees what its seats see.
    pub economy: &'static str,
    /// What the owner alone is told in the one world, and in the other.
    told: [&'static str; 2],
}

/// Of the vendor whose update is poisoned.
pub const VENDOR: Secret = Secret {
    owner: "kestrel-ledger",
    economy: "SG",
    told: [
        "I have told nobody else yet.",
        "Half the press knows by now, and it is your fault.",
    ],
};

/// Of a national CERT.
pub const CERT: Secret = Secret {
    owner: "jpcert",
    economy: "JP",
    told: [
        "you will know whose they are.",
        "some are of your own ministry, and its minister must not hear of it.",
    ],
};

impl Secret {
    /// The script of the other world.
    pub fn put_into(&self, script: &str) -> String {
        let [told, other] = self.told;
        assert_eq!(script.matches(told).count(), 1, "one seat is told that");
        script.replace(told, other)
    }

    /// EXCON plans, changes, holds and drops what is for the owner alone; evaluators note and
    /// talk.
    pub fn excon_does(&self, server: &Server, controller: &mut Guest) {
        let to_owner = [
            ("to", self.owner),
            ("channel", "email"),
            ("kind", "notification"),
            ("priority", "high"),
            ("text", "Between you and EXCON."),
        ];
        let planned: Vec<_> = to_owner.into_iter().chain([("at", "+3h")]).collect();
        let mut later = planned.clone();
        later[4].1 = "Between you and EXCON, much later.";
        let observe = [
            ("do", "observe"),
            ("org", self.owner),
            ("text", "they are nervous"),
            ("by", "Ann"),
        ];
        let between_us = [("do", "chat"), ("text", "just you"), ("with", self.economy)];
        for (path, fields) in [
            ("/control/add", planned),
            ("/control/inject", vec![("do", "drop"), ("planned", "0")]),
            ("/control/add", later),
            (
                "/control/inject",
                vec![("do", "edit"), ("planned", "1"), ("text", "Never mind.")],
            ),
            ("/control/inject", vec![("do", "hold"), ("planned", "1")]),
            ("/say", vec![("do", "chat"), ("text", "did you see that?")]),
            ("/say", between_us.to_vec()),
            ("/evaluate/mark", observe.to_vec()),
            (
                "/control/link",
                vec![("role", "evaluator"), ("of", self.owner)],
            ),
        ] {
            let answer = controller.send(server, path, &fields);
            assert!([200, 303].contains(&answer.status), "{path}: {answer:?}");
        }
    }
}

/// The owner decides and writes.
pub fn owner_does(server: &Server, owner: &mut Guest) {
    let decide = [
        ("do", "decide"),
        ("decision", "strictly between us"),
        ("confidence", "high"),
        ("reason", "nobody else is to know"),
    ];
    assert_eq!(owner.send(server, "/seat/act", &decide).status, 303);
    let draft = [("draft", "decide"), ("decision", "not even this")];
    assert_eq!(owner.send(server, "/seat/draft", &draft).status, 204);
}
