//! Rules of a playbook as people read them.

use crate::exercise::{Guard, Over, Pattern, Rule, Step, What, Who};
use crate::model::{ArtefactId, HostId, MessageKind, Named as _, Names, OrgKind, Subject, Voice};

/// A rule in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spoken {
    /// What sets it off, to follow "When".
    pub when: String,
    /// What must hold.
    pub only_if: Vec<String>,
    /// What is to be done, step by step.
    pub steps: Vec<String>,
}

/// Says a rule.
#[must_use]
pub fn spoken(rule: &Rule, names: &Names, voice: &Voice<'_>) -> Spoken {
    Spoken {
        when: pattern(&rule.on, voice),
        only_if: rule.when.iter().map(|one| guard(one, names)).collect(),
        steps: flat(&rule.steps)
            .into_iter()
            .map(|(lead, one)| led(lead, said(one, names)))
            .collect(),
    }
}

/// What a step waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lead {
    /// Nothing.
    Always,
    /// That whoever plays judges so.
    Judged,
    /// That they judge otherwise.
    Else,
}

fn led(lead: Lead, step: String) -> String {
    match lead {
        Lead::Always => step,
        Lead::Judged => text!("rule-as-judged", step = step),
        Lead::Else => text!("rule-or-else", step = step),
    }
}

/// All steps of a rule, those of both branches of a chance among them, each with what leads it.
#[must_use]
pub fn flat(steps: &[Step]) -> Vec<(Lead, &Step)> {
    let mut all = Vec::new();
    for one in steps {
        match one {
            Step::Chance(_, yes, no) => {
                all.extend(flat(yes).into_iter().map(|(_, one)| (Lead::Judged, one)));
                all.extend(flat(no).into_iter().map(|(_, one)| (Lead::Else, one)));
            }
            one => all.push((Lead::Always, one)),
        }
    }
    all
}

fn plain(word: &str) -> String {
    word.replace('_', " ")
}

fn a_message(kind: Option<MessageKind>) -> String {
    kind.map_or_else(|| text!("rule-any-message"), article)
}

/// `an advisory`, `a takedown request`, `indicators`.
fn article(kind: MessageKind) -> String {
    let word = plain(kind.word());
    match kind {
        MessageKind::Indicators | MessageKind::LegalAssistance => word,
        _ if word.starts_with(['a', 'e', 'i', 'o', 'u']) => {
            text!("rule-article-vowel", word = word)
        }
        _ => text!("rule-article", word = word),
    }
}

fn of_kind(kind: OrgKind) -> String {
    match kind {
        OrgKind::Police => text!("rule-police-unit"),
        OrgKind::Media => text!("rule-newsroom"),
        OrgKind::NationalCert => text!("rule-national-cert"),
        other => plain(other.word()),
    }
}

fn on(subject: Option<Subject>, voice: &Voice<'_>) -> String {
    voice.about(subject)
}

fn pattern(pattern: &Pattern, voice: &Voice<'_>) -> String {
    let named = |subject: Option<Subject>, any: String| {
        subject.map_or(any, |one| voice.subject(one).to_owned())
    };
    let artefact =
        |id: Option<ArtefactId>| named(id.map(Subject::Artefact), text!("rule-artefact"));
    let host = |id: Option<HostId>| named(id.map(Subject::Host), text!("rule-host"));
    match pattern {
        Pattern::Start => text!("rule-start"),
        Pattern::Received(kind, about) => {
            let (message, about) = (a_message(*kind), on(*about, voice));
            match kind {
                Some(MessageKind::Indicators) => {
                    text!("rule-received-many", message = message, about = about)
                }
                _ => text!("rule-received", message = message, about = about),
            }
        }
        Pattern::Acknowledged(kind) => text!("rule-acknowledged", message = a_message(*kind)),
        Pattern::Sent(kind, about, to_kind, _) => {
            let (message, about) = (article(*kind), on(*about, voice));
            match to_kind {
                None => text!("rule-sent", message = message, about = about),
                Some(kind) => {
                    let to = of_kind(*kind);
                    text!("rule-sent-to", message = message, about = about, to = to)
                }
            }
        }
        Pattern::Answered(kind) => text!("rule-answered", message = a_message(*kind)),
        Pattern::Learnt(finding, by) => {
            let finding = named(finding.map(Subject::Finding), text!("rule-something"));
            match by {
                None => text!("rule-learnt", finding = finding),
                Some(by) => text!("rule-learnt-by", finding = finding, by = plain(by.word())),
            }
        }
        Pattern::Holds(id) => text!("rule-holds", artefact = artefact(*id)),
        Pattern::Analysed(id) => text!("rule-analysed", artefact = artefact(*id)),
        Pattern::Applied(finding) => {
            let finding = named(finding.map(Subject::Finding), text!("rule-indicator"));
            text!("rule-applied", finding = finding)
        }
        Pattern::Detected(_) => text!("rule-detected"),
        Pattern::Contained(_) => text!("rule-contained"),
        Pattern::Recovered(_) => text!("rule-recovered"),
        Pattern::Suspended(id) => text!("rule-suspended", host = host(*id)),
        Pattern::Blocked(id) => text!("rule-blocked", host = host(*id)),
        Pattern::Published => text!("rule-published"),
        Pattern::Escalated(_) => text!("rule-escalated"),
        Pattern::Decided(word) => text!("rule-decided", decision = word),
        Pattern::Released(_) => text!("rule-released"),
        Pattern::DeadlineMissed(kind) => text!("rule-deadline", message = a_message(*kind)),
        Pattern::GaveUp(kind) => text!("rule-gave-up", message = a_message(*kind)),
        Pattern::WarrantObtained(_) => text!("rule-warrant"),
        Pattern::Arrested(_) => text!("rule-arrested"),
        Pattern::Attributed(_) => text!("rule-attributed"),
        Pattern::TurnedDown(kind) => text!("rule-turned-down", message = a_message(*kind)),
        Pattern::Finished(work) => text!("rule-finished", work = plain(work.word())),
    }
}

fn guard(guard: &Guard, names: &Names) -> String {
    match guard {
        Guard::FirstTime => text!("rule-first-time"),
        Guard::About(kind) => text!("rule-about-kind", kind = plain(kind.word())),
        Guard::FromKind(OrgKind::Excon) => text!("rule-from-excon"),
        Guard::FromKind(kind) => text!("rule-from-kind", kind = of_kind(*kind)),
        Guard::FromTier(tier) => text!("rule-from-tier", tier = tier.word()),
        Guard::May(mandate) => text!("rule-mandate", mandate = plain(mandate.word())),
        Guard::HostsIt => text!("rule-hosts-it"),
        Guard::InOurEconomy => text!("rule-our-economy"),
        Guard::OurConstituent => text!("rule-our-constituent"),
        Guard::WeAreTheVictim => text!("rule-we-victim"),
        Guard::StillUp => text!("rule-still-up"),
        Guard::QueueBelow(count) => text!("rule-queue-below", count = count),
        Guard::HasArtefact => text!("rule-has-artefact"),
        Guard::InForce(id) => text!("rule-in-force", agreement = id.text(names)),
        Guard::Not(one) => text!("rule-not", guard = self::guard(one, names)),
    }
}

/// What a step is.
#[must_use]
pub fn said(step: &Step, names: &Names) -> String {
    match step {
        Step::Acknowledge => text!("rule-acknowledge"),
        Step::Work(work, priority) => {
            let work = plain(work.word());
            match priority.word() {
                "normal" => text!("rule-work", work = work),
                word => text!("rule-work-urgent", work = work, priority = word),
            }
        }
        Step::Wait(span) => text!("rule-wait", span = span.to_string()),
        Step::Verify => text!("rule-verify"),
        Step::Answer => text!("rule-answer"),
        Step::Clarify(_) => text!("rule-clarify"),
        Step::Share(who, what, over) => {
            let what = match what {
                What::Trigger => text!("rule-share-it"),
                What::SameThreat => text!("rule-share-threat"),
            };
            by_way(
                *over,
                text!("rule-share", what = what, to = whom(who, names)),
            )
        }
        Step::Send(kind, who, priority, over) => {
            let (message, to) = (article(*kind), whom(who, names));
            let sent = match priority.word() {
                "normal" => text!("rule-send", message = message, to = to),
                word => text!(
                    "rule-send-urgent",
                    message = message,
                    to = to,
                    priority = word
                ),
            };
            by_way(*over, sent)
        }
        Step::Hold => text!("rule-hold"),
        Step::Suspend => text!("rule-suspend"),
        Step::Block => text!("rule-block"),
        Step::Analyse => text!("rule-analyse"),
        Step::Apply => text!("rule-apply"),
        Step::Contain => text!("rule-contain"),
        Step::Recover => text!("rule-recover"),
        Step::Escalate => text!("rule-escalate"),
        Step::Release => text!("rule-release"),
        Step::Attribute => text!("rule-attribute"),
        Step::Publish(text) => text!("rule-publish", text = text),
        Step::Decide(word) => text!("rule-decide", decision = word),
        Step::CommsCheck(who) => text!("rule-comms-check", who = whom(who, names)),
        Step::Chance(..) => text!("rule-judge"),
        Step::Close => text!("rule-close"),
        Step::Only(one) => text!("rule-only-if", guard = guard(one, names)),
    }
}

fn by_way(over: Option<Over>, step: String) -> String {
    match over {
        None => step,
        Some(Over::Evidence) => text!("rule-by-evidence", step = step),
        Some(Over::Authenticated) => text!("rule-by-authenticated", step = step),
    }
}

fn whom(who: &Who, names: &Names) -> String {
    match who {
        Who::Sender => text!("rule-to-sender"),
        Who::Hoster => text!("rule-to-hoster"),
        Who::HostCert => text!("rule-to-host-cert"),
        Who::HostPolice => text!("rule-to-host-police"),
        Who::Victim => text!("rule-to-victim"),
        Who::VictimCert => text!("rule-to-victim-cert"),
        Who::Constituents => text!("rule-to-constituents"),
        Who::Ours(kind) => text!("rule-to-ours", kind = of_kind(*kind)),
        Who::Every(kind) => text!("rule-to-every", kind = of_kind(*kind)),
        Who::Trusted(kind, tier) => {
            text!("rule-to-trusted", kind = of_kind(*kind), tier = tier.word())
        }
        Who::Partners => text!("rule-to-partners"),
        Who::PartiesOf(id) => text!("rule-to-parties", agreement = id.text(names)),
        Who::These(all) => {
            let all: Vec<&str> = all.iter().map(|id| id.text(names)).collect();
            all.join(", ")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{LocalNumbers, Priority};

    #[test]
    fn a_rule_reads_as_a_sentence() {
        let (names, mut numbers) = (Names::default(), LocalNumbers::default());
        let voice = Voice::seat(&names, &mut numbers);
        let rule = Rule {
            name: "pass on".to_owned(),
            on: Pattern::Received(Some(MessageKind::Advisory), None),
            when: vec![Guard::Not(Box::new(Guard::FromKind(OrgKind::NationalCert)))],
            steps: vec![
                Step::Acknowledge,
                Step::Chance(
                    1,
                    vec![Step::Share(Who::Constituents, What::Trigger, None)],
                    vec![Step::Close],
                ),
                Step::Send(
                    MessageKind::TakedownRequest,
                    Who::Hoster,
                    Priority::Urgent,
                    Some(Over::Authenticated),
                ),
            ],
        };
        let said = spoken(&rule, &names, &voice);
        assert_eq!(said.when, "an advisory comes");
        assert_eq!(said.only_if, ["not: it comes from a national CERT"]);
        assert_eq!(
            said.steps,
            [
                "acknowledge it",
                "as you judge: share it with those you serve",
                "or else: close it",
                "send a takedown request to the provider that hosts it (urgent), by a way that \
                 makes sure who you are",
            ]
        );
    }
}
