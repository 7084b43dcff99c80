//! Programs that judge, and that answer for simulated seats.

use crate::api::Bot;
use crate::server::{Server, until};
use serde_json::{Value, json};

fn list(of: &Value) -> Vec<Value> {
    of.as_array().expect("a list").clone()
}

#[test]
#[allow(clippy::too_many_lines, reason = "one story")]
fn programs_answer_for_simulated_seats_and_judge() {
    let dir = tempfile::tempdir().expect("a place to write");
    let server = Server::start(dir.path(), "first-drill");
    let (controller, evaluator) = (
        Bot::enter(&server, "controller"),
        Bot::enter(&server, "evaluator"),
    );
    let seat = Bot::enter(&server, "be-cert");
    let post = |bot: &Bot<'_>, path: &str, key: &str, mut body: Value| {
        body["key"] = json!(format!("key-number-{key}"));
        bot.post(path, &body).status
    };
    let human = json!({ "seat": "be-cert", "to": "human" });
    assert_eq!(post(&controller, "/api/control/seat", "1", human), 200);
    let run = json!({ "pace": "run", "speed": "60" });
    assert_eq!(post(&controller, "/api/control/pace", "2", run), 200);
    // The phone rings at eight minutes, and says who was hit.
    until("what can be told", || {
        let page = seat.look("/api/seat");
        for mail in list(&page["mail"])
            .iter()
            .filter(|one| one["unread"] == true)
        {
            let open = json!({ "do": "open", "message": mail["n"] });
            post(&seat, "/api/seat/act", &format!("open-{}", mail["n"]), open);
        }
        page["known"]
            .to_string()
            .contains("runs the loader")
            .then_some(())
    });
    let ask = json!({
        "do": "send", "to": "jp-cert", "channel": "phone", "kind": "information_request",
        "text": "Acme Logistics was hit. Who is on duty tonight?",
    });
    assert_eq!(post(&seat, "/api/seat/act", "3", ask), 200);
    let question = until("the question", || {
        list(&controller.look("/api/simcell")["open"])
            .first()
            .cloned()
    });
    assert_eq!(question["to_id"], "jp-cert");
    let act = |bot: &Bot<'_>, what: &str, more: Value| {
        let mut body = json!({ "message": question["message"], "do": what, "by": "Ann" });
        body.as_object_mut()
            .expect("an object")
            .extend(more.as_object().expect("an object").clone());
        post(bot, "/api/simcell", what, body)
    };
    assert_eq!(
        act(&seat, "take", json!({})),
        404,
        "no seat answers for another"
    );
    assert_eq!(act(&evaluator, "take", json!({})), 404);
    assert_eq!(act(&controller, "explode", json!({})), 404);
    assert_eq!(act(&controller, "take", json!({})), 200);
    let answer = json!({ "text": "Hanako is, until eight." });
    assert_eq!(act(&controller, "answer", answer), 200);
    let queue = controller.look("/api/simcell");
    assert_eq!(
        (list(&queue["open"]).len(), list(&queue["settled"]).len()),
        (0, 1)
    );
    until("the answer", || {
        let mail = list(&seat.look("/api/seat")["mail"]);
        let mut theirs = mail.iter().filter(|one| one["mine"] == false);
        theirs.any(|one| one["other"] == "jp-cert").then_some(())
    });

    let told = list(&evaluator.look("/api/evaluate/mentions")["open"]);
    assert_eq!(told.len(), 1, "{told:?}");
    let settle = |bot: &Bot<'_>, key: &str| {
        let (message, finding) = (&told[0]["message"], &told[0]["finding"]);
        let body = json!({ "message": message, "finding": finding, "do": "full", "by": "Ann" });
        post(bot, "/api/evaluate/mentions", key, body)
    };
    assert_eq!(settle(&seat, "4"), 404, "nobody judges but who judges");
    let early = json!({ "message": 9999, "finding": told[0]["finding"], "do": "not", "by": "Ann" });
    let early = post(&evaluator, "/api/evaluate/mentions", "early", early);
    assert_eq!(early, 409, "what nobody wrote yet is not put aside");
    assert_eq!(settle(&evaluator, "5"), 200);
    assert_eq!(settle(&evaluator, "5"), 200, "sent again it counts once");
    assert_eq!(settle(&evaluator, "6"), 409);
    assert!(list(&evaluator.look("/api/evaluate/mentions")["open"]).is_empty());
    let mark = |what: Value| {
        let key = what["do"].as_str().expect("a word").to_owned();
        post(&evaluator, "/api/evaluate/mark", &key, what)
    };
    let done = json!({ "do": "done", "task": "T-02a@be-cert", "by": "Ann", "note": "by phone" });
    assert_eq!(mark(done), 200);
    let nowhere = json!({ "do": "rate", "task": "T-99@be-cert", "rating": "S", "by": "Ann" });
    assert_eq!(mark(nowhere), 400);
    let early = json!({
        "do": "correct", "title": "x", "owner": "y", "due": "2027-01-31", "by": "Ann",
    });
    assert_eq!(mark(early), 409, "the exercise still runs");
    agreed(&controller, &evaluator);
    let card = evaluator.look("/api/evaluate/scorecard").to_string();
    assert!(card.contains("T-02a"), "{card}");
}

/// After ENDEX a corrective action is agreed on by name and taken back by name; both stay told.
fn agreed(controller: &Bot<'_>, evaluator: &Bot<'_>) {
    let end = json!({ "key": "key-number-end", "pace": "end" });
    assert_eq!(controller.post("/api/control/pace", &end).status, 200);
    until("ENDEX", || {
        (controller.look("/api/clock")["clock"]["state"] == "ENDEX").then_some(())
    });
    let mark = |key: &str, mut what: Value| {
        what["key"] = json!(format!("key-number-{key}"));
        evaluator.post("/api/evaluate/mark", &what).status
    };
    let mut correct = json!({
        "do": "correct", "title": "More hands", "owner": "Ben", "due": "2027-01-31",
    });
    assert_eq!(mark("namelessly", correct.clone()), 400);
    correct["by"] = json!("Ann");
    assert_eq!(mark("agree", correct), 200);
    let stands = |struck_by: Value| {
        let all = list(&evaluator.look("/api/evaluate/after")["corrections"]);
        let told = json!({
            "nth": 1, "title": "More hands", "task": null, "owner": "Ben", "due": "2027-01-31",
            "change": "", "by": "Ann", "struck_by": struck_by,
        });
        assert_eq!(all, [told]);
    };
    stands(json!(null));
    let strike = |nth: u32, by: &str| json!({ "do": "strike", "correction": nth, "by": by });
    assert_eq!(mark("strike-0", strike(0, "Eve")), 400);
    assert_eq!(mark("strike-2", strike(2, "Eve")), 409, "there is one");
    assert_eq!(mark("strike-by", strike(1, " ")), 400, "somebody says so");
    assert_eq!(mark("strike-1", strike(1, "Eve")), 200);
    assert_eq!(mark("strike-1", strike(1, "Eve")), 200, "it counts once");
    assert_eq!(mark("strike-3", strike(1, "Eve")), 409, "it was taken back");
    stands(json!("Eve"));
    let card = evaluator.look("/api/evaluate/scorecard");
    assert!(card["corrections"].is_null(), "{card}");
    let struck = &card["corrections_struck"][0];
    assert_eq!(
        [&struck["title"], &struck["by"], &struck["struck_by"]],
        ["More hands", "Ann", "Eve"],
    );
}
