//! Parts of an MSEL as the scenario language has them, written so that they read back the same.

use crate::exercise::{Condition, Effect, Pattern};
use crate::model::{Claim, MILLION, Named, Names, SimTime, Span, Subject};

/// A quoted text. The escapes of debug output are those of the scenario language.
fn quoted(text: &str) -> String {
    format!("{text:?}")
}

fn id<T: Named>(id: T, names: &Names) -> String {
    quoted(id.text(names))
}

/// A number of millionths without trailing zeros: `0.25`.
fn share(ppm: u32) -> String {
    let text = format!("{}.{:06}", ppm / MILLION, ppm % MILLION);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A moment to the millisecond. It begins with a letter, since spreadsheets take a cell that
/// begins with `+` for a formula.
pub fn moment(at: SimTime) -> String {
    if at.0 % 1000 == 0 {
        return at.to_string();
    }
    let sign = if at.0 < 0 { '-' } else { '+' };
    format!("T{sign}{}", Span(at.0.saturating_abs()).exact())
}

/// A subject: `host:c2-1`.
pub fn subject(about: Subject, names: &Names) -> String {
    let (kind, id) = about.parts(names);
    format!("{kind}:{id}")
}

/// `Name(field: value, …)`, or the bare name where no field is given.
fn with(name: &str, fields: &[(&str, Option<String>)]) -> String {
    let given = fields
        .iter()
        .filter_map(|(field, value)| value.as_ref().map(|value| format!("{field}: {value}")));
    let given: Vec<String> = given.collect();
    if given.is_empty() {
        return name.to_owned();
    }
    format!("{name}({})", given.join(", "))
}

/// What has to happen.
pub fn pattern(pattern: &Pattern, names: &Names) -> String {
    let about = |about: &Option<Subject>| about.map(|about| quoted(&subject(about, names)));
    fn word<T: std::fmt::Debug>(word: &Option<T>) -> Option<String> {
        word.as_ref().map(|word| format!("{word:?}"))
    }
    fn named<T: Named>(one: &Option<T>, names: &Names) -> Option<String> {
        one.map(|one| id(one, names))
    }
    match pattern {
        Pattern::Start => "Start".to_owned(),
        Pattern::Received(kind, of) => {
            with("Received", &[("kind", word(kind)), ("about", about(of))])
        }
        Pattern::Acknowledged(kind) => with("Acknowledged", &[("kind", word(kind))]),
        Pattern::Sent(kind, of, to_kind, to) => with(
            "Sent",
            &[
                ("kind", Some(format!("{kind:?}"))),
                ("about", about(of)),
                ("to_kind", word(to_kind)),
                ("to", named(to, names)),
            ],
        ),
        Pattern::Answered(kind) => with("Answered", &[("kind", word(kind))]),
        Pattern::Learnt(finding, by) => with(
            "Learnt",
            &[("finding", named(finding, names)), ("by", word(by))],
        ),
        Pattern::Holds(one) => with("Holds", &[("artefact", named(one, names))]),
        Pattern::Analysed(one) => with("Analysed", &[("artefact", named(one, names))]),
        Pattern::Applied(one) => with("Applied", &[("finding", named(one, names))]),
        Pattern::Detected(threat) => with("Detected", &[("threat", named(threat, names))]),
        Pattern::Contained(threat) => with("Contained", &[("threat", named(threat, names))]),
        Pattern::Recovered(threat) => with("Recovered", &[("threat", named(threat, names))]),
        Pattern::Suspended(host) => with("Suspended", &[("host", named(host, names))]),
        Pattern::Blocked(host) => with("Blocked", &[("host", named(host, names))]),
        Pattern::Published => "Published".to_owned(),
        Pattern::Escalated(of) => with("Escalated", &[("about", about(of))]),
        Pattern::Decided(decision) => format!("Decided({})", quoted(decision)),
        Pattern::Released(finding) => with("Released", &[("finding", named(finding, names))]),
        Pattern::DeadlineMissed(kind) => with("DeadlineMissed", &[("kind", word(kind))]),
        Pattern::GaveUp(kind) => with("GaveUp", &[("kind", word(kind))]),
        Pattern::WarrantObtained(threat) => {
            with("WarrantObtained", &[("threat", named(threat, names))])
        }
        Pattern::Arrested(threat) => with("Arrested", &[("threat", named(threat, names))]),
        Pattern::Attributed(threat) => with("Attributed", &[("threat", named(threat, names))]),
        Pattern::TurnedDown(kind) => with("TurnedDown", &[("kind", word(kind))]),
        Pattern::Finished(work) => format!("Finished({work:?})"),
    }
}

/// A number and where it comes from.
pub fn sourced(number: &str, source: &str) -> String {
    format!("({number}, {})", quoted(source))
}

/// What an inject waits for, and how long it then waits, with where that comes from.
pub fn after(condition: &Condition, (wait, source): (Span, Option<&str>), names: &Names) -> String {
    let length = quoted(&wait.exact());
    let length = source.map_or(length.clone(), |source| sourced(&length, source));
    let fields = [
        ("who", condition.who.map(|who| id(who, names))),
        ("does", Some(pattern(&condition.does, names))),
        ("wait", (wait.0 > 0 || source.is_some()).then_some(length)),
    ];
    with("", &fields)
}

/// What an inject asserts; empty for nothing.
pub fn claims(claims: &[Claim], names: &Names) -> String {
    let one = |claim: &Claim| {
        let fields = [
            ("finding", Some(id(claim.finding, names))),
            ("part", Some(format!("{:?}", claim.part))),
            ("tlp", Some(format!("{:?}", claim.tlp))),
            ("pap", Some(format!("{:?}", claim.pap))),
            ("source", Some(id(claim.source, names))),
        ];
        with("", &fields)
    };
    list(claims.iter().map(one))
}

/// What an inject does to the world; empty for nothing. `source` gives where the number of the nth
/// effect, from 1, comes from.
pub fn effects<'s>(
    effects: &[Effect],
    names: &Names,
    source: impl Fn(usize) -> Option<&'s str>,
) -> String {
    let effects = (1..).zip(effects);
    list(effects.map(|(nth, effect)| self::effect(effect, names, source(nth))))
}

fn effect(effect: &Effect, names: &Names, source: Option<&str>) -> String {
    let share = |ppm| match source {
        Some(source) => sourced(&share(ppm), source),
        None => share(ppm),
    };
    match effect {
        Effect::Channel(channel, false, _) => format!("ChannelDown({})", id(*channel, names)),
        Effect::Channel(channel, true, MILLION) => format!("ChannelUp({})", id(*channel, names)),
        Effect::Channel(channel, true, ppm) => {
            format!("ChannelSlow({}, {})", id(*channel, names), share(*ppm))
        }
        Effect::Tension(one, other, ppm) => {
            format!(
                "Tension({}, {}, {})",
                id(*one, names),
                id(*other, names),
                share(*ppm)
            )
        }
        Effect::Agreement(agreement, state) => {
            format!("Agreement({}, {state:?})", id(*agreement, names))
        }
        Effect::Publish(by, findings, text) => {
            let findings = list(findings.iter().map(|finding| id(*finding, names)));
            let fields = [
                ("by", by.map(|by| id(by, names))),
                ("findings", Some(findings).filter(|list| !list.is_empty())),
                ("text", Some(quoted(text))),
            ];
            with("Publish", &fields)
        }
        Effect::HostUp(host) => format!("HostUp({})", id(*host, names)),
        Effect::Unleash(threat) => format!("Unleash({})", id(*threat, names)),
        Effect::Attribute(by, threat) => {
            let fields = [
                ("by", Some(id(*by, names))),
                ("threat", Some(id(*threat, names))),
            ];
            with("Attribute", &fields)
        }
        Effect::ContactsRotate(org) => format!("ContactsRotate({})", id(*org, names)),
    }
}

fn list(members: impl Iterator<Item = String>) -> String {
    let members: Vec<String> = members.collect();
    if members.is_empty() {
        return String::new();
    }
    format!("[{}]", members.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_shares_are_exact() {
        for (ms, as_span, as_moment) in [
            (0, "0s", "T+00:00:00"),
            (5_400_000, "1h30m", "T+01:30:00"),
            (90_061_001, "25h1m1s1ms", "T+25h1m1s1ms"),
            (250, "250ms", "T+250ms"),
        ] {
            assert_eq!(Span(ms).exact(), as_span);
            assert_eq!(moment(SimTime(ms)), as_moment);
        }
        assert_eq!(moment(SimTime(-600_000)), "T-00:10:00");
        for (ppm, expected) in [
            (0, "0"),
            (250_000, "0.25"),
            (1, "0.000001"),
            (2_500_000, "2.5"),
        ] {
            assert_eq!(share(ppm), expected);
        }
    }
}
