//! What somebody might do, drawn: numbers choose what, of what there is.

use crate::live::letter;
use hotwash::action::*;
use hotwash::engine::Engine;
use hotwash::fact::Fact;
use hotwash::model::{
    ArtefactId, Claim, Confidence, CorrectionId, CriticalTaskId, Declined, FindingId, HostId,
    InjectId, Letter, Means, MessageId, MessageKind, Named, Names, OperationId, OrgId, Outside,
    OutsideId, Pacing, Pap, Part, PlannedId, Priority, ProposalId, Rare, Rating, SeatState,
    Settled, SimTime, Span, Subject, ThreatId, Tlp, Turned, Verdict,
};

/// One of a list, chosen by a number; none of an empty one.
fn one_of<T: Copy>(list: &[T], which: u8) -> Option<T> {
    (!list.is_empty()).then(|| list[usize::from(which) % list.len()])
}

/// The id of a table that a number chooses.
pub fn id<T: Named>(names: &Names, which: u8) -> T {
    T::nth(usize::from(which) % T::table(names).len())
}

/// A message: one of the seat's own mail most times, otherwise any, also one that never was.
fn message(engine: &Engine, by: OrgId, which: u8) -> MessageId {
    let mailbox = engine.seat_view(by).mailbox();
    let list = match which % 4 {
        0 => &mailbox.unread,
        1 => &mailbox.opened,
        2 => &mailbox.sent,
        _ => &Vec::new(),
    };
    one_of(list, which / 4).unwrap_or(MessageId(u32::from(which)))
}

/// Whether a contact outside waits for what a seat says of it.
fn waits(seat: OrgId, one: &Outside) -> bool {
    one.with == seat && one.settled == Settled::Not
}

/// Somebody who may do what is drawn, were it drawn for them; most that is drawn for just anybody
/// is refused.
pub fn able(engine: &Engine, from: u8, what: u8, which: [u8; 3]) -> Option<OrgId> {
    let all: Vec<OrgId> = engine.exercise().orgs().map(|(id, _)| id).collect();
    let first = usize::from(from) % all.len();
    let (before, after) = all.split_at(first);
    let mut all = after.iter().chain(before).copied();
    all.find(|by| {
        let (by, intent) = (*by, intent(engine, *by, what, which));
        engine.allows(&Action { by, intent }).is_ok()
    })
}

/// A contact outside: one that waits for what the seat says of it where there is one, or another of
/// its own; at times any.
fn contact(engine: &Engine, by: OrgId, which: u8) -> OutsideId {
    let own: Vec<(OutsideId, bool)> = (engine.seat_view(by).outsides())
        .map(|(id, one)| (id, waits(by, one)))
        .collect();
    let waiting = own.iter().find(|(_, waits)| *waits);
    let own = waiting.copied().or_else(|| one_of(&own, which));
    let any = OutsideId(u32::from(which % 8));
    own.filter(|_| !which.is_multiple_of(4))
        .map_or(any, |(id, _)| id)
}

/// A step that a playbook proposes to a seat where there is one, or another; at times any.
fn proposal(engine: &Engine, by: OrgId, which: u8) -> ProposalId {
    let mut own = engine.seat_view(by).proposals();
    let open = own.find(|(_, one)| one.open).map(|(id, _)| id);
    open.filter(|_| !which.is_multiple_of(8))
        .unwrap_or(ProposalId(u32::from(which % 8)))
}

/// What a seat knows of a finding; at times something that it does not know.
fn claims(engine: &Engine, names: &Names, by: OrgId, which: u8) -> Vec<Claim> {
    let finding: FindingId = id(names, which);
    let foreign = Claim {
        finding,
        part: Part::Full,
        tlp: Tlp::Green,
        pap: Pap::Green,
        source: by,
    };
    match engine.seat_view(by).knows(finding) {
        Some(known) => vec![known.claim.clone()],
        None if which >= 200 => vec![foreign],
        None => Vec::new(),
    }
}

fn some_letter(engine: &Engine, names: &Names, by: OrgId, which: [u8; 3]) -> Letter {
    let [a, b, c] = which;
    let kind = MessageKind::ALL[usize::from(b) % MessageKind::ALL.len()];
    let threat: ThreatId = id(names, a);
    let mut one = letter(by, id(names, a), kind);
    one.channel = id(names, c);
    one.claims = claims(engine, names, by, b);
    one.about = [None, Some(Subject::Incident(threat))][usize::from(a) % 2];
    match c % 8 {
        0 => one.artefacts = vec![id(names, a)],
        1 => one.from = id(names, b),
        2 | 3 => one.reply_to = Some(message(engine, by, b)),
        _ => {}
    }
    if c % 8 == 3 {
        one.kind = MessageKind::Answer;
    }
    if b % 2 == 0 {
        one.text = "said in words".into();
    }
    one
}

fn take_down(
    engine: &Engine,
    by: OrgId,
    host: HostId,
    message: Option<MessageId>,
    block: bool,
) -> Intent {
    let message = message.filter(|one| engine.seat_view(by).message(*one).is_some());
    if block {
        Block { host, message }.into()
    } else {
        Suspend { host, message }.into()
    }
}

/// That a message in somebody's own words tells what its writer knows; at times that one does which
/// has no words, or that it tells something else.
fn mention(engine: &Engine, names: &Names, which: [u8; 3]) -> Intent {
    let [a, b, c] = which;
    let in_words = engine
        .entries()
        .iter()
        .filter_map(|entry| match entry.fact() {
            Some(Fact::MessageComposed(f)) if !f.letter.text.is_empty() => {
                Some((f.message, f.letter.from))
            }
            _ => None,
        });
    let in_words: Vec<(MessageId, OrgId)> = in_words.collect();
    let chosen = one_of(&in_words, a).filter(|_| c % 4 != 0);
    let known = chosen.and_then(|(_, from)| {
        let known = engine.seat_view(from).knowledge().iter();
        let known: Vec<FindingId> = known.map(|(id, _)| id).collect();
        one_of(&known, b)
    });
    ConfirmMention {
        message: chosen.map_or(MessageId(u32::from(a)), |(message, _)| message),
        finding: known.unwrap_or(id(names, b)),
        part: Part::ALL[usize::from(c) % Part::ALL.len()],
        evaluator: "Ann".into(),
    }
    .into()
}

/// What a seat wants, out of everything that can be wanted.
#[allow(clippy::too_many_lines, reason = "one arm for each kind")]
pub fn intent(engine: &Engine, by: OrgId, what: u8, which: [u8; 3]) -> Intent {
    let names = &engine.exercise().names();
    let [a, b, c] = which;
    let message = message(engine, by, a);
    let (threat, finding, host): (ThreatId, FindingId, HostId) =
        (id(names, a), id(names, b), id(names, b));
    let (inject, operation): (InjectId, OperationId) = (id(names, b), id(names, b));
    let about = [
        None,
        Some(Subject::Host(host)),
        Some(Subject::Finding(finding)),
    ];
    let about = about[usize::from(c) % 3];
    match usize::from(what) % Intent::WORDS.len() {
        0 => {
            let letter = Box::new(some_letter(engine, names, by, which));
            Send { letter }.into()
        }
        1 => Open { message }.into(),
        2 => Acknowledge { message }.into(),
        3 => Close { message }.into(),
        4 => {
            let why = Declined::ALL[usize::from(c) % Declined::ALL.len()];
            Decline { message, why }.into()
        }
        5 => take_down(engine, by, host, (c % 2 == 0).then_some(message), false),
        6 => Contain { threat }.into(),
        7 => Recover { threat }.into(),
        8 => {
            let artefact: ArtefactId = id(names, a);
            Analyse { artefact }.into()
        }
        9 => Escalate { about }.into(),
        10 => {
            let known = engine.seat_view(by).knowledge().iter();
            let own = known.filter(|(_, one)| one.classified && one.claim.source == by);
            let own: Vec<FindingId> = own.map(|(id, _)| id).collect();
            let finding = one_of(&own, b)
                .filter(|_| !c.is_multiple_of(4))
                .unwrap_or(finding);
            Release { finding }.into()
        }
        11 => {
            let (claims, text) = (claims(engine, names, by, a), "said to all".into());
            Publish { claims, text }.into()
        }
        12 => {
            let (decision, reason) = ("wait".into(), "nothing is \"clear\" yet\n".into());
            Decide {
                decision,
                reason,
                about,
                confidence: Rare([None, Some(Confidence::High)][usize::from(a) % 2]),
            }
            .into()
        }
        13 => {
            let of = vec![id(names, a), id(names, b)];
            CommsCheck { of }.into()
        }
        14 => {
            // Few messages ask to hold: those that were read are where they are.
            let read = one_of(&engine.seat_view(by).mailbox().opened, a);
            let message = read.filter(|_| b % 8 != 0).unwrap_or(message);
            Hold { message }.into()
        }
        15 => SeekWarrant { operation }.into(),
        16 => Strike { operation }.into(),
        17 => take_down(engine, by, host, (c % 2 == 0).then_some(message), true),
        18 => {
            let threat = (c % 8 != 0).then_some(threat);
            Attribute { threat }.into()
        }
        19 => Apply { finding }.into(),
        20 => ReleaseInject {
            inject,
            controller: signed(c),
        }
        .into(),
        21 => SkipInject {
            inject,
            controller: signed(c),
        }
        .into(),
        22 => LogContact {
            with: id(names, a),
            turned: Turned::ALL[usize::from(c) % Turned::ALL.len()],
            means: Means::ALL[usize::from(b) % Means::ALL.len()],
            held: (c % 3 == 0).then(|| engine.now() + Span::seconds(60 - i64::from(b))),
            answered: c % 4 != 0,
            about,
            claims: claims(engine, names, by, b),
            text: "said outside".into(),
        }
        .into(),
        23 | 24 => {
            let contact = contact(engine, by, a);
            if c.is_multiple_of(2) {
                ConfirmContact { contact }.into()
            } else {
                DenyContact { contact }.into()
            }
        }
        32 => mention(engine, names, which),
        35 => AnswerStep {
            proposal: proposal(engine, by, a),
            verdict: Verdict::ALL[usize::from(c) % Verdict::ALL.len()],
        }
        .into(),
        36 => {
            let (artefact, answer) = (id(names, a), "it calls home\n".into());
            AnswerArtefact { artefact, answer }.into()
        }
        33 => {
            let pacing = Pacing::ALL[usize::from(a) % Pacing::ALL.len()];
            let speed = Rare((a % 3 == 1).then_some(u32::from(b) * 500));
            let controller = signed(c).0.unwrap_or_default();
            SetPace {
                pacing,
                speed,
                controller,
            }
            .into()
        }
        37 => PlanMessage {
            due: SimTime(i64::from(b) * 60_000),
            letter: Box::new(some_letter(engine, names, engine.exercise().excon(), which)),
            controller: signed(c),
        }
        .into(),
        38 => {
            let (planned, controller) = (PlannedId(u32::from(a % 4)), signed(c));
            DropPlanned {
                planned,
                controller,
            }
            .into()
        }
        40..=42 => with_added(names, usize::from(what) % Intent::WORDS.len(), which),
        39 => {
            let sent = one_of(&engine.seat_view(by).mailbox().sent, a);
            let message = sent.filter(|_| c % 8 != 0).unwrap_or(message);
            let channel = id(names, b);
            TryAgain { message, channel }.into()
        }
        25..=31 => control(engine, usize::from(what) % Intent::WORDS.len() - 3, which),
        43 => control(engine, 29, which),
        _ => {
            // Seats that are assisted are few, and what is proposed there is seldom.
            let to = SeatState::ALL[(usize::from(c) % 5).min(2)];
            SwitchSeat {
                org: id(names, a),
                to,
            }
            .into()
        }
    }
}

/// What EXCON does with a message that it has added.
fn with_added(names: &Names, what: usize, which: [u8; 3]) -> Intent {
    let [a, b, c] = which;
    let (planned, controller) = (PlannedId(u32::from(a % 4)), signed(c));
    match what {
        40 => ReleasePlanned {
            planned,
            controller,
        }
        .into(),
        41 => HoldPlanned {
            planned,
            held: b % 3 > 0,
            controller,
        }
        .into(),
        _ => EditPlanned {
            planned,
            due: Rare((b % 2 == 0).then(|| SimTime(i64::from(b) * 60_000))),
            text: Rare((c % 3 == 0).then(|| "in other words".into())),
            to: Rare((c % 4 == 1).then(|| id(names, b))),
            channel: Rare((c % 5 == 1).then(|| id(names, b))),
            priority: Rare((c % 5 == 2).then_some(Priority::Urgent)),
            controller,
        }
        .into(),
    }
}

/// The name that somebody of EXCON signs with, where they do.
fn signed(c: u8) -> Rare<String> {
    Rare((!c.is_multiple_of(8)).then(|| "Ann".to_owned()))
}

/// What EXCON and its evaluators do around play; at times without a word or a name.
#[allow(clippy::too_many_lines, reason = "one arm for each kind")]
fn control(engine: &Engine, what: usize, which: [u8; 3]) -> Intent {
    let names = &engine.exercise().names();
    let [a, b, c] = which;
    let (inject, org): (InjectId, OrgId) = (id(names, b), id(names, a));
    let task: CriticalTaskId = id(names, a);
    let (at, held) = (SimTime(i64::from(a) * 60_000), c % 2 == 0);
    let controller = signed(c);
    let said = |says: &str| {
        if c % 8 == 0 {
            String::new()
        } else {
            says.to_owned()
        }
    };
    let (evaluator, text) = (said("Ann"), "it was \"seen\"".to_owned());
    let rating = Rating::ALL
        .get(usize::from(c) % (Rating::ALL.len() + 1))
        .copied();
    match what {
        22 => HoldInject {
            inject,
            held,
            controller,
        }
        .into(),
        23 => {
            let (due, text) = (held.then_some(at), (c % 3 == 0).then_some(text));
            // At times somebody twice, out of order, or nobody.
            let mut to: Vec<OrgId> = vec![org, id(names, c), id(names, b)];
            to.truncate(usize::from(a % 4));
            EditInject {
                inject,
                due,
                text,
                to: Rare(Some(to).filter(|_| c % 5 == 0)),
                channel: Rare((c % 7 == 0).then(|| id(names, a))),
                priority: Rare(None),
                controller,
            }
            .into()
        }
        24 => ObserveTask {
            task,
            org,
            done: at,
            note: text,
            evaluator,
        }
        .into(),
        25 => OverrideRating {
            task,
            org,
            rating,
            reason: text,
            evaluator,
        }
        .into(),
        26 => {
            let (org, message) = (held.then_some(org), None);
            Observe {
                org,
                message,
                moment: at,
                text,
                evaluator,
            }
            .into()
        }
        27 => {
            let (question, answer) = (text, said("calls"));
            AnswerHotWash { question, answer }.into()
        }
        28 => {
            let (title, owner) = (text, said("Ben"));
            let (due, change) = ("in spring".to_owned(), String::new());
            let corrects = held.then_some(task);
            PlanCorrection {
                title,
                corrects,
                owner,
                due,
                change,
                evaluator: signed(c),
            }
            .into()
        }
        _ => StrikeCorrection {
            correction: CorrectionId(u32::from(a % 2)),
            evaluator,
        }
        .into(),
    }
}
