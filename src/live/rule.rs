//! Rules of a playbook as people read them.

use crate::exercise::{Guard, Over, Pattern, Rule, Step, What, Who};
use crate::model::{MessageKind, Named as _, Names, OrgKind, Subject, Voice};

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
            .map(|(lead, one)| format!("{lead}{}", step(one, names)))
            .collect(),
    }
}

/// All steps of a rule, those of both branches of a chance among them, each with what leads it.
#[must_use]
pub fn flat(steps: &[Step]) -> Vec<(&'static str, &Step)> {
    let mut all = Vec::new();
    for one in steps {
        match one {
            Step::Chance(_, yes, no) => {
                all.extend(
                    flat(yes)
                        .into_iter()
                        .map(|(_, one)| ("as you judge: ", one)),
                );
                all.extend(flat(no).into_iter().map(|(_, one)| ("or else: ", one)));
            }
            one => all.push(("", one)),
        }
    }
    all
}

fn plain(word: &str) -> String {
    word.replace('_', " ")
}

fn a_message(kind: Option<MessageKind>) -> String {
    kind.map_or_else(|| "a message".to_owned(), article)
}

/// `an advisory`, `a takedown request`, `indicators`.
fn article(kind: MessageKind) -> String {
    let word = plain(kind.word());
    match kind {
        MessageKind::Indicators | MessageKind::LegalAssistance => word,
        _ if word.starts_with(['a', 'e', 'i', 'o', 'u']) => format!("an {word}"),
        _ => format!("a {word}"),
    }
}

fn of_kind(kind: OrgKind) -> String {
    match kind {
        OrgKind::Police => "police unit".to_owned(),
        OrgKind::Media => "newsroom".to_owned(),
        OrgKind::NationalCert => "national CERT".to_owned(),
        other => plain(other.word()),
    }
}

fn on(subject: Option<Subject>, voice: &Voice<'_>) -> String {
    voice.about(subject)
}

#[allow(clippy::too_many_lines, reason = "an arm for each pattern")]
fn pattern(pattern: &Pattern, voice: &Voice<'_>) -> String {
    let named = |subject: Option<Subject>, any: &str| {
        subject.map_or_else(|| any.to_owned(), |one| voice.subject(one).to_owned())
    };
    match pattern {
        Pattern::Start => "the exercise begins".to_owned(),
        Pattern::Received(kind, about) => {
            let come = match kind {
                Some(MessageKind::Indicators) => "come",
                _ => "comes",
            };
            format!("{} {come}{}", a_message(*kind), on(*about, voice))
        }
        Pattern::Acknowledged(kind) => format!("you have acknowledged {}", a_message(*kind)),
        Pattern::Sent(kind, about, to_kind, _) => {
            let to = to_kind.map_or_else(String::new, |kind| format!(" to a {}", of_kind(kind)));
            format!("you have sent {}{}{to}", article(*kind), on(*about, voice))
        }
        Pattern::Answered(kind) => format!("you have answered {}", a_message(*kind)),
        Pattern::Learnt(finding, by) => {
            let how = by.map_or_else(String::new, |by| format!(" ({})", plain(by.word())));
            format!(
                "you learn {}{how}",
                named(finding.map(Subject::Finding), "something")
            )
        }
        Pattern::Holds(artefact) => {
            format!(
                "you get hold of {}",
                named(artefact.map(Subject::Artefact), "an artefact")
            )
        }
        Pattern::Analysed(artefact) => {
            format!(
                "{} is analysed",
                named(artefact.map(Subject::Artefact), "an artefact")
            )
        }
        Pattern::Applied(finding) => {
            format!(
                "you have applied {}",
                named(finding.map(Subject::Finding), "an indicator")
            )
        }
        Pattern::Detected(_) => "you detect an intrusion in your own systems".to_owned(),
        Pattern::Contained(_) => "you have contained an intrusion".to_owned(),
        Pattern::Recovered(_) => "you have recovered".to_owned(),
        Pattern::Suspended(host) => {
            format!(
                "you have suspended {}",
                named(host.map(Subject::Host), "a host")
            )
        }
        Pattern::Blocked(host) => {
            format!(
                "you have blocked {}",
                named(host.map(Subject::Host), "a host")
            )
        }
        Pattern::Published => "you have published something".to_owned(),
        Pattern::Escalated(_) => "you have escalated".to_owned(),
        Pattern::Decided(word) => format!("you have decided: {word}"),
        Pattern::Released(_) => "something classified is released".to_owned(),
        Pattern::DeadlineMissed(kind) => {
            format!(
                "{} of yours has not been answered in time",
                a_message(*kind)
            )
        }
        Pattern::GaveUp(kind) => format!("{} of yours could not be delivered", a_message(*kind)),
        Pattern::WarrantObtained(_) => "you have your warrant".to_owned(),
        Pattern::Arrested(_) => "the suspects are arrested".to_owned(),
        Pattern::Attributed(_) => "you have said in public who is behind it".to_owned(),
        Pattern::TurnedDown(kind) => format!("{} of yours is turned down", a_message(*kind)),
        Pattern::Finished(work) => format!("{} is done", plain(work.word())),
    }
}

fn guard(guard: &Guard, names: &Names) -> String {
    match guard {
        Guard::FirstTime => "it is the first time for this matter".to_owned(),
        Guard::About(kind) => format!("it is about something of the kind {}", plain(kind.word())),
        Guard::FromKind(OrgKind::Excon) => "it comes from EXCON".to_owned(),
        Guard::FromKind(kind) => format!("it comes from a {}", of_kind(*kind)),
        Guard::FromTier(tier) => format!("it comes from somebody who is {} or closer", tier.word()),
        Guard::May(mandate) => format!("you have the mandate: {}", plain(mandate.word())),
        Guard::HostsIt => "you host it".to_owned(),
        Guard::InOurEconomy => "it is hosted in your economy".to_owned(),
        Guard::OurConstituent => "you serve the victim".to_owned(),
        Guard::WeAreTheVictim => "you are the victim".to_owned(),
        Guard::StillUp => "the host still answers".to_owned(),
        Guard::QueueBelow(count) => format!("fewer than {count} pieces of work wait"),
        Guard::HasArtefact => "an artefact came with it".to_owned(),
        Guard::InForce(id) => format!("{} is in force", id.text(names)),
        Guard::Not(one) => format!("not: {}", self::guard(one, names)),
    }
}

fn step(step: &Step, names: &Names) -> String {
    match step {
        Step::Acknowledge => "acknowledge it".to_owned(),
        Step::Work(work, priority) => match priority.word() {
            "normal" => format!("do the {}", plain(work.word())),
            word => format!("do the {} ({word})", plain(work.word())),
        },
        Step::Wait(span) => format!("wait {span}"),
        Step::Verify => "check what it says, and go on only if you believe it".to_owned(),
        Step::Answer => "answer it with what you know".to_owned(),
        Step::Clarify(_) => "ask for what is missing".to_owned(),
        Step::Share(who, what, over) => {
            let what = match what {
                What::Trigger => "it",
                What::SameThreat => "all you know of the same threat",
            };
            format!("share {what} with {}{}", whom(who, names), way(*over))
        }
        Step::Send(kind, who, priority, over) => {
            let urgent = match priority.word() {
                "normal" => String::new(),
                word => format!(" ({word})"),
            };
            format!(
                "send {} to {}{urgent}{}",
                article(*kind),
                whom(who, names),
                way(*over)
            )
        }
        Step::Hold => "agree to leave it up".to_owned(),
        Step::Suspend => "suspend the host".to_owned(),
        Step::Block => "block the host".to_owned(),
        Step::Analyse => "analyse what came with it".to_owned(),
        Step::Apply => "apply the indicators in your own systems".to_owned(),
        Step::Contain => "contain the intrusion".to_owned(),
        Step::Recover => "recover your systems".to_owned(),
        Step::Escalate => "escalate".to_owned(),
        Step::Release => "have what is classified released".to_owned(),
        Step::Attribute => "say in public who is behind it".to_owned(),
        Step::Publish(text) => format!("publish: {text}"),
        Step::Decide(word) => format!("decide: {word}"),
        Step::CommsCheck(who) => format!("check that you reach {}", whom(who, names)),
        Step::Chance(..) => "judge how to go on".to_owned(),
        Step::Close => "close it".to_owned(),
        Step::Only(one) => format!("go on only if {}", guard(one, names)),
    }
}

fn way(over: Option<Over>) -> &'static str {
    match over {
        None => "",
        Some(Over::Evidence) => ", by a way that carries evidence",
        Some(Over::Authenticated) => ", by a way that makes sure who you are",
    }
}

fn whom(who: &Who, names: &Names) -> String {
    match who {
        Who::Sender => "whoever sent it".to_owned(),
        Who::Hoster => "the provider that hosts it".to_owned(),
        Who::HostCert => "the national CERT where it is hosted".to_owned(),
        Who::HostPolice => "the police where it is hosted".to_owned(),
        Who::Victim => "the victim".to_owned(),
        Who::VictimCert => "the national CERT of the victim".to_owned(),
        Who::Constituents => "those you serve".to_owned(),
        Who::Ours(kind) => format!("each {} of your economy", of_kind(*kind)),
        Who::Every(kind) => format!("every {}", of_kind(*kind)),
        Who::Trusted(kind, tier) => {
            format!("each {} that is {} or closer", of_kind(*kind), tier.word())
        }
        Who::Partners => "the partners of your agreements".to_owned(),
        Who::PartiesOf(id) => format!("the parties of {}", id.text(names)),
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
