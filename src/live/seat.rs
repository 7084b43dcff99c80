//! What a seat's page shows. What a seat knows, holds and suffers is named by its place in its own
//! lists, so that no id of the author's leaves the session.

use super::desk::View;
use super::inbox::Mail;
use super::noted::{Decision, Noted, shows};
use super::proposed::{Proposed, proposed};
use super::rule::{flat, spoken};
pub use super::said::{Form, act};
use super::thread::{OpenRequest, Thread, open_requests, threads};
use super::unreached::{Reach, ways};
use crate::action::{Action, Apply, Block, Intent, Release, Suspend};
use crate::exercise::Exercise;
use crate::journal::SeatEvent;
use crate::model::{
    ArtefactId, FindingId, HostId, Known, LookUp, Names, OrgId, Outside, SeatState, SeatView,
    Settled, SimTime, Subject, ThreatId, Turned, Voice,
};

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
    /// How it came.
    pub by: &'static str,
    /// What it points at; empty where it points at nothing.
    pub points_at: String,
    /// Whether that is a host that answers just now; none where it is no host.
    pub answers: Option<bool>,
    /// To how many it was passed on.
    pub passed_on: usize,
    /// Whether it was applied in one's own systems.
    pub applied: bool,
    /// What the seat may do about it now: `apply`, `suspend`, `block`, `release`.
    pub may: Vec<&'static str>,
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
    /// How many newer threads are passed over.
    pub threads: usize,
    /// How many newer lines of the log are passed over.
    pub log: usize,
    /// How many of any are shown at most.
    pub most: usize,
}

impl Window {
    /// The newest fifty.
    pub const NEWEST: Window = Window {
        mail: 0,
        threads: 0,
        log: 0,
        most: 50,
    };
}

/// A way to reach somebody, as far as a seat knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// The channel's id.
    pub channel: String,
    /// Its name.
    pub name: String,
    /// What the seat's entry looks like.
    pub entry: LookUp,
    /// When the other was last heard from by it.
    pub heard: Option<SimTime>,
}

/// Somebody in a seat's directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reachable {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: &'static str,
    /// How it is reached, best first.
    pub ways: Vec<Way>,
}

/// A rule of a seat's own playbook, as a list to tick.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// What it is called.
    pub name: String,
    /// What sets it off.
    pub when: String,
    /// What must hold.
    pub only_if: Vec<String>,
    /// What is to be done, and whether it was since the rule was last set off; none where nobody
    /// could see it.
    pub steps: Vec<(String, Option<bool>)>,
    /// How often it was set off.
    pub times: u32,
    /// When that was last.
    pub last: Option<SimTime>,
}

/// A contact outside that a seat has to do with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// The other side.
    pub other: String,
    /// Whether this seat noted it.
    pub mine: bool,
    /// Whether this seat turned to the other.
    pub out: bool,
    /// By what means.
    pub means: &'static str,
    /// When it took place.
    pub held: SimTime,
    /// When it was noted.
    pub logged: SimTime,
    /// Whether whoever was called was reached.
    pub answered: bool,
    /// What it was about; empty where nothing was said.
    pub about: String,
    /// What whoever noted it told the other.
    pub told: Vec<String>,
    /// What was said.
    pub text: String,
    /// What the other side says of it.
    pub settled: Settled,
    /// Whether this seat is to say whether it was so.
    pub to_settle: bool,
}

/// Something that a seat holds.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Attachment {
    /// What it looks like from outside.
    pub label: String,
    /// Whether the seat analysed it.
    pub analysed: bool,
    /// What stands in it, where it is more than its label.
    pub contents: String,
}

/// All that a seat's page shows.
#[derive(Clone, Debug)]
pub struct SeatPage {
    /// Who plays it.
    pub played_by: SeatState,
    /// The moment.
    pub now: SimTime,
    /// Its mail, what is newest first, as far as it is looked at.
    pub mail: Vec<Mail>,
    /// How many messages there are in all.
    pub mail_in_all: usize,
    /// How many of them lie unread.
    pub unread: usize,
    /// Its mail by what belongs together, what is newest first, as far as it is looked at.
    pub threads: Vec<Thread>,
    /// How many threads there are in all.
    pub threads_in_all: usize,
    /// Its newest mail to and from the press.
    pub press: Vec<Mail>,
    /// What it asked and waits for, what is due first first.
    pub asked: Vec<OpenRequest>,
    /// What it was asked and owes, what is due first first.
    pub owed: Vec<OpenRequest>,
    /// What it knows, what was learnt first first.
    pub known: Vec<Fact>,
    /// What it holds.
    pub artefacts: Vec<Attachment>,
    /// What it suffers.
    pub cases: Vec<OwnCase>,
    /// Joint operations that it is party to.
    pub operations: Vec<String>,
    /// What it decided, in order.
    pub decisions: Vec<Decision>,
    /// What was published, in order.
    pub news: Vec<(SimTime, String)>,
    /// Contacts outside that it has to do with, in the order in which they were noted.
    pub contacts: Vec<Contact>,
    /// Steps that its playbook proposes and that wait for its word.
    pub proposed: Vec<Proposed>,
    /// Its own playbook.
    pub rules: Vec<Rule>,
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
    /// Its directory: everybody that plays, and how the seat would reach them.
    pub directory: Vec<Reachable>,
}

impl SeatPage {
    /// What a seat sees now.
    #[must_use]
    pub fn of(view: &mut View<'_>, org: OrgId, window: Window) -> SeatPage {
        let told = view.seat(org);
        let mut mail: Vec<Mail> = (told.mail.all().skip(window.mail).take(window.most))
            .cloned()
            .collect();
        let press = told.mail.all().filter(|mail| mail.is_of_the_press());
        let press: Vec<Mail> = press.take(window.most).cloned().collect();
        let (mail_in_all, unread, shown) =
            (told.mail.count(), told.mail.unread(), told.events.len());
        let end = shown.saturating_sub(window.log);
        let events = told.events[end.saturating_sub(window.most)..end].to_vec();
        let (threads_in_all, mut threads) = threads(&told.mail, window);
        let noted = told.noted.clone();
        let proposed = proposed(view, org);
        let in_threads = threads.iter_mut().flat_map(|thread| &mut thread.mail);
        for one in mail.iter_mut().chain(in_threads).filter(|one| one.mine) {
            one.again = again(view, org, one.n);
            one.not_carried = not_carried(view, org, one);
        }
        let seat = view.engine.seat_view(org);
        let exercise = view.engine.exercise();
        let inbox = &view.seats[&org].mail;
        let (asked, owed) = open_requests(inbox, seat, exercise, view.names);
        let mut numbers = crate::model::LocalNumbers::default();
        let voice = Voice::seat(view.names, &mut numbers);
        let others = exercise.players().filter(|(id, _)| *id != org);
        SeatPage {
            played_by: seat.played_by(),
            // What is shown is kept by then, and comes no finer than the clock that everybody sees.
            now: view.news.reached,
            mail,
            mail_in_all,
            unread,
            threads,
            threads_in_all,
            press,
            asked,
            owed,
            known: (known(seat).into_iter())
                .map(|(id, one)| fact(view, org, id, one, &voice))
                .collect(),
            artefacts: (held(seat).into_iter())
                .map(|(id, analysed)| Attachment {
                    label: voice.artefact_label(id).to_owned(),
                    analysed,
                    contents: exercise.artefacts[id.at()].contents.clone(),
                })
                .collect(),
            cases: cases(view, org).into_iter().map(|(_, case)| case).collect(),
            operations: (seat.operations())
                .map(|id| voice.operation(id).to_owned())
                .collect(),
            contacts: (seat.outsides())
                .map(|(_, one)| contact(one, seat, &voice))
                .collect(),
            rules: rules(exercise, org, &noted, view.names, &voice),
            proposed,
            decisions: noted.decisions,
            news: noted.news,
            events,
            shown,
            mandates: (exercise.org(org).mandates.iter())
                .map(|one| one.word())
                .collect(),
            channels: (exercise.channels.iter())
                .map(|one| (one.id.clone(), one.name.clone()))
                .collect(),
            others: others
                .map(|(_, one)| (one.id.clone(), one.name.clone()))
                .collect(),
            directory: directory(view, org, exercise),
        }
    }
}

/// By which channels a message of a seat's own may be tried again, by id and name.
fn again(view: &View<'_>, org: OrgId, n: u32) -> Vec<(String, String)> {
    let message = view.seats.get(&org).and_then(|told| told.reader.message(n));
    let open = message.map_or_else(Vec::new, |message| ways(view, org, message));
    let channels = &view.engine.exercise().channels;
    let open = open.into_iter().map(|channel| &channels[channel.at()]);
    open.map(|one| (one.id.clone(), one.name.clone())).collect()
}

/// The label that the channel of a message of a seat's own may not carry, where that is so.
fn not_carried(view: &View<'_>, org: OrgId, mail: &Mail) -> Option<&'static str> {
    let message = view.seats.get(&org)?.reader.message(mail.n)?;
    let letter = &view.engine.seat_view(org).message(message)?.letter;
    let label = letter.claims.iter().map(|claim| claim.tlp).max()?;
    let mut channels = view.engine.exercise().channels.iter();
    let channel = channels.find(|one| one.id == mail.channel)?;
    let kept = mail.reach == Reach::NoWay && label > channel.ceiling;
    kept.then_some(label.word())
}

/// A seat's own playbook, and what of it was done.
fn rules(
    exercise: &Exercise,
    org: OrgId,
    noted: &Noted,
    names: &Names,
    voice: &Voice<'_>,
) -> Vec<Rule> {
    let rules = &exercise.playbooks[exercise.org(org).playbook.at()].rules;
    let told = rules.iter().enumerate().map(|(nth, rule)| {
        let (said, ticked) = (spoken(rule, names, voice), noted.rules.get(nth));
        let steps = flat(&rule.steps).into_iter().enumerate();
        let seen = steps.map(|(nth, (_, step))| {
            let done = ticked.and_then(|ticked| ticked.done.get(nth));
            shows(step).then(|| done.copied().unwrap_or(false))
        });
        Rule {
            name: rule.name.clone(),
            when: said.when,
            only_if: said.only_if,
            steps: said.steps.into_iter().zip(seen).collect(),
            times: ticked.map_or(0, |ticked| ticked.times),
            last: ticked.and_then(|ticked| ticked.last),
        }
    });
    told.collect()
}

fn fact(view: &View<'_>, org: OrgId, id: FindingId, one: &Known, voice: &Voice<'_>) -> Fact {
    let seat = view.engine.seat_view(org);
    let points_at = view.engine.exercise().findings[id.at()].points_at;
    let host = match points_at {
        Some(Subject::Host(host)) => Some(host),
        _ => None,
    };
    let message = None;
    let mut wanted: Vec<(&'static str, Intent)> = vec![
        ("apply", Apply { finding: id }.into()),
        ("release", Release { finding: id }.into()),
    ];
    wanted.extend(host.into_iter().flat_map(|host: HostId| {
        let (suspend, block) = (Suspend { host, message }, Block { host, message });
        [("suspend", suspend.into()), ("block", block.into())]
    }));
    let allowed = wanted.into_iter().filter(|(_, intent)| {
        let intent = intent.clone();
        view.engine.allows(&Action { by: org, intent }).is_ok()
    });
    Fact {
        says: voice.finding_says(id).to_owned(),
        part: one.claim.part.word(),
        tlp: one.claim.tlp.to_string(),
        pap: one.claim.pap.word(),
        source: voice.org(one.claim.source).to_owned(),
        since: one.since,
        by: one.by.word(),
        points_at: points_at.map_or_else(String::new, |at| voice.subject(at).to_owned()),
        answers: host.map(|host| seat.host_answers(host)),
        passed_on: one.shared_with.len(),
        applied: seat.applied(id).is_some(),
        may: allowed.map(|(word, _)| word).collect(),
    }
}

fn contact(one: &Outside, seat: SeatView<'_>, voice: &Voice<'_>) -> Contact {
    let mine = one.by == seat.org();
    let other = if mine { one.with } else { one.by };
    Contact {
        other: voice.org(other).to_owned(),
        mine,
        out: mine == (one.turned == Turned::Out),
        means: one.means.word(),
        held: one.held,
        logged: one.logged,
        answered: one.answered,
        about: (one.about).map_or_else(String::new, |about| voice.subject(about).to_owned()),
        told: (one.claims.iter())
            .map(|claim| voice.finding_says(claim.finding).to_owned())
            .collect(),
        text: one.text.clone(),
        settled: one.settled,
        to_settle: !mine && one.settled == Settled::Not,
    }
}

/// Everybody else that plays, and what the seat's own directory says of each.
fn directory(view: &View<'_>, org: OrgId, exercise: &Exercise) -> Vec<Reachable> {
    let seat = view.engine.seat_view(org);
    let others = exercise.players().filter(|(id, _)| *id != org);
    let reachable = others.map(|(other, row)| Reachable {
        id: row.id.clone(),
        name: row.name.clone(),
        kind: row.kind.word(),
        ways: (row.reached_by.iter())
            .filter_map(|channel| {
                Some(Way {
                    channel: exercise.channels[channel.at()].id.clone(),
                    name: exercise.channels[channel.at()].name.clone(),
                    entry: view.engine.directory(org, other, *channel)?,
                    heard: seat.contact(other, *channel).and_then(|noted| noted.heard),
                })
            })
            .collect(),
    });
    reachable.collect()
}

/// What a seat knows, in the order in which it was learnt.
pub(super) fn known(seat: SeatView<'_>) -> Vec<(FindingId, &Known)> {
    let mut all: Vec<_> = seat.knowledge().iter().collect();
    all.sort_by_key(|(_, one)| one.learnt_seq);
    all
}

/// What a seat holds, in the order in which it came, and whether that was analysed.
pub(super) fn held(seat: SeatView<'_>) -> Vec<(ArtefactId, bool)> {
    seat.knowledge().artefacts.clone()
}

/// Threats that a seat has detected in its own systems, the first first.
pub(super) fn cases(view: &View<'_>, org: OrgId) -> Vec<(ThreatId, OwnCase)> {
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
