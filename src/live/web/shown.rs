//! A seat's page as templates read it.

use super::page::{serde, time};
use crate::live::inbox::Mail;
use crate::live::pass::form_key;
use crate::live::proposed::Proposed;
use crate::live::seat::{Contact, Fact, Reachable, Rule, SeatPage};
use crate::live::thread::{OpenRequest, Thread};
use crate::model::{Confidence, Declined, LookUp, Means, MessageKind, RequestField, SimTime};
use minijinja::{Value, context};

/// All of it.
pub(super) fn filling(seat: &SeatPage) -> Value {
    let cases = seat.cases.iter().map(|case| {
        context! {
            detected => time(case.detected),
            contained => case.contained.map(time),
            recovered => case.recovered.map(time),
        }
    });
    let decisions = seat.decisions.iter().rev().map(|one| {
        context! {
            at => time(one.at),
            decision => one.decision.as_str(),
            reason => one.reason.as_str(),
            confidence => one.confidence,
        }
    });
    let news = seat.news.iter().rev();
    let news = news.map(|(at, text)| context! { at => time(*at), text => text.as_str() });
    let events = (seat.events.iter().rev())
        .map(|event| context! { n => event.n, at => time(event.at), text => event.text.as_str() });
    let contacts = seat.contacts.iter().enumerate().rev();
    context! {
        played_by => seat.played_by.word(),
        unread => seat.unread,
        threads => seat.threads.iter().map(thread).collect::<Vec<_>>(),
        asked => seat.asked.iter().map(|one| request(one, seat.now)).collect::<Vec<_>>(),
        owed => seat.owed.iter().map(|one| request(one, seat.now)).collect::<Vec<_>>(),
        known => seat.known.iter().map(|one| known(one, seat.now)).collect::<Vec<_>>(),
        artefacts => serde(&seat.artefacts),
        cases => cases.collect::<Vec<_>>(),
        operations => serde(&seat.operations),
        decisions => decisions.collect::<Vec<_>>(),
        news => news.collect::<Vec<_>>(),
        press => seat.press.iter().map(mail).collect::<Vec<_>>(),
        contacts => contacts.map(|(nth, one)| contact(nth, one)).collect::<Vec<_>>(),
        to_settle => seat.contacts.iter().filter(|one| one.to_settle).count(),
        proposed => seat.proposed.iter().map(proposed).collect::<Vec<_>>(),
        rules => seat.rules.iter().map(rule).collect::<Vec<_>>(),
        shown => seat.shown,
        events => events.collect::<Vec<_>>(),
        mandates => serde(&seat.mandates),
        channels => serde(&seat.channels),
        others => serde(&seat.others),
        directory => seat.directory.iter().map(reachable).collect::<Vec<_>>(),
        reasons => Declined::ALL.iter().map(|one| one.word()).collect::<Vec<_>>(),
        means => Means::ALL.iter().map(|one| one.word()).collect::<Vec<_>>(),
        confidences => Confidence::ALL.iter().map(|one| one.word()).collect::<Vec<_>>(),
        key => form_key(),
    }
}

fn thread(thread: &Thread) -> Value {
    context! {
        about => thread.about.as_str(),
        with => thread.with.join(", "),
        count => thread.mail.len(),
        unread => thread.unread,
        last => time(thread.last),
        mail => thread.mail.iter().map(mail).collect::<Vec<_>>(),
    }
}

fn mail(mail: &Mail) -> Value {
    let steps: Vec<Value> = (mail.steps.iter())
        .map(|step| context! { word => step.word.replace('_', " "), at => time(step.at) })
        .collect();
    let kind = mail
        .letter
        .as_ref()
        .and_then(|one| MessageKind::from_word(one.kind));
    let asks = kind.is_some_and(MessageKind::wants_answer);
    let fields = mail.letter.as_ref().map_or(0, |one| one.fields.len());
    context! {
        n => mail.n,
        other => mail.other.as_str(),
        mine => mail.mine,
        channel => mail.channel.as_str(),
        unread => mail.is_unread(),
        acknowledged => mail.was("message_acknowledged"),
        closed => ["message_closed", "message_answered", "request_declined"]
            .iter()
            .any(|end| mail.was(end)),
        reach => mail.reach.word(),
        again => serde(&mail.again),
        not_carried => mail.not_carried,
        asks,
        // What stands in the script leaves out nothing, whatever it is: that is told of requests.
        whole => fields == RequestField::ALL.len(),
        asks_to_hold => mail.letter.as_ref().is_some_and(|one| one.kind == "deconfliction"),
        letter => mail.letter.as_ref().map(serde),
        steps,
        last => time(mail.last()),
    }
}

fn request(one: &OpenRequest, now: SimTime) -> Value {
    let left = one.due.map(|due| due.since(now));
    context! {
        n => one.n,
        other => one.other.as_str(),
        kind => one.kind.replace('_', " "),
        about => one.about.as_str(),
        since => time(one.since),
        due => one.due.map(time),
        left => left.map(|left| whole_minutes(left.0)),
        late => left.is_some_and(|left| left.0 < 0),
        agreed => one.agreed,
    }
}

/// How long something is, as people say it: to the minute.
fn whole_minutes(ms: i64) -> String {
    let minutes = ms.unsigned_abs() / 60_000;
    match (minutes / 60, minutes % 60) {
        (0, 0) => text!("length-under-minute"),
        (0, minutes) => text!("length-minutes", minutes = minutes),
        (hours, 0) => text!("length-hours", hours = hours),
        (hours, minutes) => text!("length-hours-minutes", hours = hours, minutes = minutes),
    }
}

fn known(known: &Fact, now: SimTime) -> Value {
    context! {
        says => known.says.as_str(),
        part => known.part,
        tlp => known.tlp.as_str(),
        pap => known.pap,
        source => known.source.as_str(),
        since => time(known.since),
        age => whole_minutes(now.since(known.since).0),
        by => known.by,
        points_at => known.points_at.as_str(),
        answers => known.answers,
        passed_on => known.passed_on,
        applied => known.applied,
        may => serde(&known.may),
    }
}

fn contact(nth: usize, one: &Contact) -> Value {
    context! {
        nth,
        other => one.other.as_str(),
        mine => one.mine,
        out => one.out,
        means => one.means.replace('_', " "),
        held => time(one.held),
        logged => time(one.logged),
        answered => one.answered,
        about => one.about.as_str(),
        told => serde(&one.told),
        text => one.text.as_str(),
        settled => one.settled.word(),
        to_settle => one.to_settle,
    }
}

fn proposed(one: &Proposed) -> Value {
    context! {
        nth => one.nth,
        rule => one.rule.as_str(),
        says => one.says.as_str(),
        message => one.message,
        about => one.about.as_str(),
        since => time(one.since),
    }
}

fn rule(rule: &Rule) -> Value {
    let steps = rule.steps.iter();
    let steps = steps.map(|(says, done)| context! { says => says.as_str(), done => *done });
    let open = rule.times > 0 && rule.steps.iter().any(|(_, done)| *done == Some(false));
    context! {
        name => rule.name.as_str(),
        when => rule.when.as_str(),
        only_if => rule.only_if.join("; "),
        steps => steps.collect::<Vec<_>>(),
        times => rule.times,
        last => rule.last.map(time),
        open,
    }
}

fn reachable(one: &Reachable) -> Value {
    let ways = one.ways.iter().map(|way| {
        context! {
            channel => way.channel.as_str(),
            name => way.name.as_str(),
            entry => way.entry.word(),
            heard => way.heard.map(time),
        }
    });
    let usable = one.ways.iter().filter(|way| way.entry != LookUp::Missing);
    let usable: Vec<&str> = usable.map(|way| way.channel.as_str()).collect();
    context! {
        id => one.id.as_str(),
        name => one.name.as_str(),
        kind => one.kind.replace('_', " "),
        ways => ways.collect::<Vec<_>>(),
        usable => usable.join(" "),
    }
}

/// What a situation report could say: what the seat knows, suffers, has asked and has decided.
pub(super) fn situation(seat: &SeatPage) -> String {
    let mut text = text!("situation-at", at = time(seat.now)) + "\n";
    let mut part = |title: String, lines: Vec<String>| {
        text += &format!("\n{title}\n");
        if lines.is_empty() {
            text += &format!("- {}\n", text!("situation-nothing"));
        }
        for line in lines {
            text += &format!("- {line}\n");
        }
    };
    let cases = seat.cases.iter().map(|case| {
        let state = match (case.contained, case.recovered) {
            (_, Some(at)) => text!("situation-recovered", at = time(at)),
            (Some(at), None) => text!("situation-contained", at = time(at)),
            (None, None) => text!("situation-not-contained"),
        };
        text!(
            "situation-intrusion",
            at = time(case.detected),
            state = state
        )
    });
    part(text!("situation-own-systems"), cases.collect());
    let known = seat.known.iter();
    let known = known.map(|one| {
        let (says, source) = (&one.says, &one.source);
        text!(
            "situation-known",
            says = says,
            label = &one.tlp,
            source = source
        )
    });
    part(text!("situation-we-know"), known.collect());
    let decisions = seat.decisions.iter();
    let decisions = decisions.map(|one| format!("{} ({})", one.decision, time(one.at)));
    part(text!("situation-we-decided"), decisions.collect());
    let open = |all: &[OpenRequest]| {
        let said = all.iter().map(|one| {
            let kind = one.kind.replace('_', " ");
            text!(
                "situation-request",
                kind = kind,
                who = &one.other,
                at = time(one.since)
            )
        });
        said.collect::<Vec<_>>()
    };
    part(text!("situation-we-asked"), open(&seat.asked));
    part(text!("situation-we-owe"), open(&seat.owed));
    part(text!("situation-we-do"), Vec::from(["".to_owned()]));
    text
}
