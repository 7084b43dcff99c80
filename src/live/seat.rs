//! What a seat's page shows, and what its forms come to. What a seat knows, holds and suffers is
//! named by its place in its own lists, so that no id of the author's leaves the session.

use super::desk::View;
use super::inbox::Mail;
use crate::action::{
    Acknowledge, Action, Analyse, Apply, Block, Close, Contain, Decide, Decline, Escalate, Intent,
    Open, Publish, Recover, Refusal, Release, Send, Suspend,
};
use crate::journal::SeatEvent;
use crate::model::{
    ArtefactId, ChannelId, Claim, Declined, FieldSet, FindingId, HostId, Known, Letter, MessageId,
    MessageKind, Named as _, OrgId, Part, Priority, RequestField, SeatState, SeatView, SimTime,
    Subject, ThreatId, Tlp, Voice,
};

/// What people filled in, by name; a name may come more than once.
pub type Form = Vec<(String, String)>;

/// Something a seat knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What it says.
    pub says: String,
    /// How much of it is known.
    pub part: &'static str,
    /// Its label.
    pub tlp: String,
    /// What may be done with it.
    pub pap: &'static str,
    /// Who set the labels.
    pub source: String,
    /// Since when it is known.
    pub since: SimTime,
    /// What it points at; empty where it points at nothing.
    pub points_at: String,
    /// Whether that is a host that answers just now; none where it is no host.
    pub answers: Option<bool>,
    /// To how many it was passed on.
    pub passed_on: usize,
    /// Whether it was applied in one's own systems.
    pub applied: bool,
}

/// A threat in a seat's own systems.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnCase {
    /// When it was detected.
    pub detected: SimTime,
    /// When it was contained.
    pub contained: Option<SimTime>,
    /// When all was well again.
    pub recovered: Option<SimTime>,
}

/// Which part of a seat's mail and log is looked at. The newest stand first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// How many newer messages are passed over.
    pub mail: usize,
    /// How many newer lines of the log are passed over.
    pub log: usize,
    /// How many of either are shown at most.
    pub most: usize,
}

impl Window {
    /// The newest fifty.
    pub const NEWEST: Window = Window {
        mail: 0,
        log: 0,
        most: 50,
    };
}

/// All that a seat's page shows.
#[derive(Clone, Debug)]
pub struct SeatPage {
    /// Who plays it.
    pub played_by: SeatState,
    /// Its mail, what is newest first, as far as it is looked at.
    pub mail: Vec<Mail>,
    /// How many messages there are in all.
    pub mail_in_all: usize,
    /// How many of them lie unread.
    pub unread: usize,
    /// What it knows, what was learnt first first.
    pub known: Vec<Fact>,
    /// What it holds, and whether that was analysed.
    pub artefacts: Vec<(String, bool)>,
    /// What it suffers.
    pub cases: Vec<OwnCase>,
    /// What it was shown, in order, as far as it is looked at.
    pub events: Vec<SeatEvent>,
    /// How many things it was shown in all.
    pub shown: usize,
    /// What it may do beside what anybody may.
    pub mandates: Vec<&'static str>,
    /// The channels, by id and name.
    pub channels: Vec<(String, String)>,
    /// Whom it can write to, by id and name.
    pub others: Vec<(String, String)>,
}

impl SeatPage {
    /// What a seat sees now.
    #[must_use]
    pub fn of(view: &mut View<'_>, org: OrgId, window: Window) -> SeatPage {
        let told = view.seat(org);
        let mail: Vec<Mail> = (told.mail.all().skip(window.mail).take(window.most))
            .cloned()
            .collect();
        let (mail_in_all, unread, shown) =
            (told.mail.count(), told.mail.unread(), told.events.len());
        let end = shown.saturating_sub(window.log);
        let events = told.events[end.saturating_sub(window.most)..end].to_vec();
        let mut numbers = crate::model::LocalNumbers::default();
        let voice = Voice::seat(view.names, &mut numbers);
        let seat = view.engine.seat_view(org);
        let exercise = view.engine.exercise();
        let known = known(seat).into_iter().map(|(id, one)| {
            let points_at = exercise.findings[id.at()].points_at;
            let host = match points_at {
                Some(Subject::Host(host)) => Some(host),
                _ => None,
            };
            Fact {
                says: voice.finding_says(id).to_owned(),
                part: one.claim.part.word(),
                tlp: one.claim.tlp.to_string(),
                pap: one.claim.pap.word(),
                source: voice.org(one.claim.source).to_owned(),
                since: one.since,
                points_at: points_at.map_or_else(String::new, |at| voice.subject(at).to_owned()),
                answers: host.map(|host| seat.host_answers(host)),
                passed_on: one.shared_with.len(),
                applied: seat.applied(id).is_some(),
            }
        });
        let others = exercise.players().filter(|(id, _)| *id != org);
        SeatPage {
            played_by: seat.played_by(),
            mail,
            mail_in_all,
            unread,
            known: known.collect(),
            artefacts: (held(seat).into_iter())
                .map(|(id, done)| (voice.artefact_label(id).to_owned(), done))
                .collect(),
            cases: cases(view, org).into_iter().map(|(_, case)| case).collect(),
            events,
            shown,
            mandates: exercise
                .org(org)
                .mandates
                .iter()
                .map(|one| one.word())
                .collect(),
            channels: (exercise.channels.iter())
                .map(|one| (one.id.clone(), one.name.clone()))
                .collect(),
            others: others
                .map(|(_, one)| (one.id.clone(), one.name.clone()))
                .collect(),
        }
    }
}

/// What a seat knows, in the order in which it was learnt.
fn known(seat: SeatView<'_>) -> Vec<(FindingId, &Known)> {
    let mut all: Vec<_> = seat.knowledge().iter().collect();
    all.sort_by_key(|(_, one)| one.learnt_seq);
    all
}

fn held(seat: SeatView<'_>) -> Vec<(ArtefactId, bool)> {
    let all = seat.knowledge().artefacts.iter();
    all.map(|(id, done)| (*id, *done)).collect()
}

/// Threats that a seat has detected in its own systems, the first first.
fn cases(view: &View<'_>, org: OrgId) -> Vec<(ThreatId, OwnCase)> {
    let seat = view.engine.seat_view(org);
    let threats = (0..view.engine.exercise().threats.len()).map(ThreatId::nth);
    let mut all: Vec<(ThreatId, OwnCase)> = threats
        .filter_map(|threat| {
            let case = OwnCase {
                detected: seat.detected(threat)?,
                contained: seat.contained(threat),
                recovered: seat.recovered(threat),
            };
            Some((threat, case))
        })
        .collect();
    all.sort_by_key(|(threat, case)| (case.detected, *threat));
    all
}

/// What a form comes to, said by the seat of an organisation.
///
/// # Errors
/// Says what cannot be meant, and what can.
pub fn act(view: &mut View<'_>, by: OrgId, form: &Form) -> Result<Action, Refusal> {
    let said = Said { form, by };
    let intent = said.intent(view)?;
    Ok(Action { by, intent })
}

struct Said<'f> {
    form: &'f Form,
    by: OrgId,
}

fn no<T>(why: &str, instead: &str) -> Result<T, Refusal> {
    Err(Refusal {
        why: why.to_owned(),
        instead: instead.to_owned(),
    })
}

impl Said<'_> {
    fn field(&self, name: &str) -> &str {
        let found = self.form.iter().find(|(key, _)| key == name);
        found.map_or("", |(_, value)| value.as_str())
    }

    fn all<'s>(&'s self, name: &'s str) -> impl Iterator<Item = &'s str> {
        let fits = self.form.iter().filter(move |(key, _)| key == name);
        fits.map(|(_, value)| value.as_str())
    }

    fn intent(&self, view: &mut View<'_>) -> Result<Intent, Refusal> {
        Ok(match self.field("do") {
            "open" => Open {
                message: self.message(view)?,
            }
            .into(),
            "acknowledge" => Acknowledge {
                message: self.message(view)?,
            }
            .into(),
            "close" => Close {
                message: self.message(view)?,
            }
            .into(),
            "decline" => {
                let why = Declined::from_word(self.field("why"));
                let Some(why) = why else {
                    return no("it is not said why", "choose one of the reasons");
                };
                let message = self.message(view)?;
                Decline { message, why }.into()
            }
            "send" => self.send(view)?.into(),
            "suspend" => {
                let (host, message) = (self.host(view)?, self.message_if_said(view)?);
                Suspend { host, message }.into()
            }
            "block" => {
                let (host, message) = (self.host(view)?, self.message_if_said(view)?);
                Block { host, message }.into()
            }
            "contain" => Contain {
                threat: self.threat(view)?,
            }
            .into(),
            "recover" => Recover {
                threat: self.threat(view)?,
            }
            .into(),
            "analyse" => Analyse {
                artefact: self.artefact(view)?,
            }
            .into(),
            "apply" => Apply {
                finding: self.finding(view)?,
            }
            .into(),
            "release" => Release {
                finding: self.finding(view)?,
            }
            .into(),
            "escalate" => Escalate {
                about: self.about(view)?,
            }
            .into(),
            "publish" => {
                let (claims, text) = (self.claims(view)?, self.text());
                Publish { claims, text }.into()
            }
            "decide" => self.decide(view)?.into(),
            _ => return no("nothing is to be done", "use one of the forms of your page"),
        })
    }

    fn decide(&self, view: &View<'_>) -> Result<Decide, Refusal> {
        let decision = self.field("decision").trim().to_owned();
        if decision.is_empty() {
            return no("no decision is written", "say what was decided");
        }
        let (reason, about) = (self.field("reason").to_owned(), self.about(view)?);
        Ok(Decide {
            decision,
            reason,
            about,
        })
    }

    fn message(&self, view: &mut View<'_>) -> Result<MessageId, Refusal> {
        let number = self.field("message").parse().ok();
        let told = view.seat(self.by);
        let found = number.and_then(|number| told.reader.message(number));
        found.map_or_else(
            || no("there is no such message here", "choose one of your own"),
            Ok,
        )
    }

    fn message_if_said(&self, view: &mut View<'_>) -> Result<Option<MessageId>, Refusal> {
        match self.field("message") {
            "" => Ok(None),
            _ => self.message(view).map(Some),
        }
    }

    fn nth<T>(&self, name: &str, all: Vec<T>, what: &str) -> Result<T, Refusal> {
        let nth = self.field(name).parse().ok();
        let found = nth.and_then(|nth: usize| all.into_iter().nth(nth));
        found.map_or_else(|| no(what, "choose one of those on your page"), Ok)
    }

    fn finding(&self, view: &View<'_>) -> Result<FindingId, Refusal> {
        let all = known(view.engine.seat_view(self.by));
        let all = all.into_iter().map(|(id, _)| id).collect();
        self.nth("finding", all, "you know no such thing")
    }

    fn host(&self, view: &View<'_>) -> Result<HostId, Refusal> {
        let finding = self.finding(view)?;
        match view.engine.exercise().findings[finding.at()].points_at {
            Some(Subject::Host(host)) => Ok(host),
            _ => no("that points at no host", "choose an address that you know"),
        }
    }

    fn threat(&self, view: &View<'_>) -> Result<ThreatId, Refusal> {
        let all = cases(view, self.by).into_iter().map(|(id, _)| id).collect();
        self.nth("case", all, "there is no such case")
    }

    fn artefact(&self, view: &View<'_>) -> Result<ArtefactId, Refusal> {
        let all = held(view.engine.seat_view(self.by));
        let all = all.into_iter().map(|(id, _)| id).collect();
        self.nth("artefact", all, "you hold no such artefact")
    }

    /// `k3` is the fourth thing known, `p3` what it points at, nothing is nothing.
    fn about(&self, view: &View<'_>) -> Result<Option<Subject>, Refusal> {
        let written = self.field("about");
        if written.is_empty() {
            return Ok(None);
        }
        let all = known(view.engine.seat_view(self.by));
        let nth = written.get(1..).and_then(|nth| nth.parse::<usize>().ok());
        let finding = nth.and_then(|nth| all.get(nth)).map(|(id, _)| *id);
        let subject = match (written.as_bytes()[0], finding) {
            (b'k', Some(id)) => Some(Subject::Finding(id)),
            (b'p', Some(id)) => view.engine.exercise().findings[id.at()].points_at,
            _ => None,
        };
        match subject {
            Some(subject) => Ok(Some(subject)),
            None => no(
                "that is about nothing you know",
                "choose what it is about anew",
            ),
        }
    }

    /// What is shared: `3:full` or `3:partial`, under the labels that it came with or narrower.
    fn claims(&self, view: &View<'_>) -> Result<Vec<Claim>, Refusal> {
        let all = known(view.engine.seat_view(self.by));
        let narrower = Tlp::from_word(self.field("tlp"));
        let mut claims = Vec::new();
        for written in self.all("claim").filter(|written| !written.is_empty()) {
            let (nth, part) = written.split_once(':').unwrap_or((written, "full"));
            let known = nth.parse::<usize>().ok().and_then(|nth| all.get(nth));
            let (Some((_, known)), Some(part)) = (known, Part::from_word(part)) else {
                return no("you know no such thing", "choose what to share anew");
            };
            claims.push(Claim {
                part: part.min(known.claim.part),
                tlp: narrower.map_or(known.claim.tlp, |tlp| tlp.max(known.claim.tlp)),
                ..known.claim.clone()
            });
        }
        Ok(claims)
    }

    fn text(&self) -> String {
        self.field("text").trim().replace("\r\n", "\n")
    }

    fn send(&self, view: &mut View<'_>) -> Result<Send, Refusal> {
        let reply_to = match self.field("reply_to") {
            "" => None,
            number => {
                let number = number.parse().ok();
                let told = view.seat(self.by);
                let found = number.and_then(|number| told.reader.message(number));
                if found.is_none() {
                    return no("there is no such message here", "reply to one of your own");
                }
                found
            }
        };
        let Some(to) = OrgId::find(self.field("to"), view.names) else {
            return no("nobody is named to write to", "choose an organisation");
        };
        let Some(channel) = ChannelId::find(self.field("channel"), view.names) else {
            return no("no channel is named", "choose one");
        };
        let Some(kind) = MessageKind::from_word(self.field("kind")) else {
            return no("it is not said what kind of message this is", "choose one");
        };
        let priority = match self.field("priority") {
            "" => Priority::Normal,
            word => match Priority::from_word(word) {
                Some(priority) => priority,
                None => return no("there is no such priority", "choose one"),
            },
        };
        let attached = held(view.engine.seat_view(self.by));
        let mut artefacts = Vec::new();
        for written in self.all("attach") {
            let found = written
                .parse::<usize>()
                .ok()
                .and_then(|nth| attached.get(nth));
            match found {
                Some((id, _)) => artefacts.push(*id),
                None => return no("you hold no such artefact", "choose what to attach anew"),
            }
        }
        let fields = |name: &str| {
            let all = self.all(name).filter_map(RequestField::from_word);
            FieldSet::of(&all.collect::<Vec<_>>())
        };
        let letter = Letter {
            from: self.by,
            to,
            kind,
            channel,
            about: self.about(view)?,
            claims: self.claims(view)?,
            artefacts,
            fields: fields("fields"),
            wants: fields("wants"),
            reply_to,
            inject: None,
            priority,
            text: self.text(),
        };
        Ok(Send {
            letter: Box::new(letter),
        })
    }
}
