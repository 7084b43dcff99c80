//! The chain of every message: composed, approved, sent, delivered, opened, acknowledged,
//! answered, with its tries and the seats that played each leg.

use super::{Ledgers, Mark, Pacts, Seats};
use crate::exercise::Exercise;
use crate::fact::{
    ContactLookedUp, MentionConfirmed, MessageComposed, MessageDelivered, MessageSent,
};
use crate::metric::{Observed, Provenance};
use crate::model::{ChannelId, Claim, InjectId, MessageId, MessageKind, OrgId, Span, Subject};

/// What became of the first try of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FirstTry {
    /// Nothing yet.
    Pending,
    /// It arrived.
    Reached,
    /// No entry, a bounce, a loss, or another way taken before anything arrived.
    Missed,
}

/// What became of one try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Still on its way, or lost, which nobody is told.
    Open,
    /// It arrived.
    Delivered,
    /// It came back.
    Bounced,
}

/// One try to bring a message to its recipient.
#[derive(Clone, Copy, Debug)]
pub struct Try {
    /// The message.
    pub message: MessageId,
    /// The channel.
    pub channel: ChannelId,
    /// When it left.
    pub sent: Mark,
    /// When it arrived or came back.
    pub ended: Mark,
    /// What became of it.
    pub outcome: Outcome,
    attempt: u32,
    before: u32,
}

/// A leg's actor and when it acted.
#[derive(Clone, Copy, Debug)]
pub struct Done {
    /// When; none when not yet.
    pub mark: Mark,
    /// Who played the actor's seat then.
    pub by: Provenance,
}

impl Done {
    /// Not yet.
    pub const NOT: Done = Done {
        mark: Mark::NONE,
        by: Provenance::Simulated,
    };

    pub(super) fn first(&mut self, now: Mark, by: Provenance) {
        if self.mark.first(now) {
            self.by = by;
        }
    }
}

/// One message.
#[derive(Clone, Copy, Debug)]
pub struct Chain {
    /// The sender.
    pub from: OrgId,
    /// The recipient.
    pub to: OrgId,
    /// What it is.
    pub kind: MessageKind,
    /// What it is about.
    pub about: Option<Subject>,
    /// The message it replies to.
    pub reply_to: Option<MessageId>,
    /// The inject it delivers.
    pub inject: Option<InjectId>,
    /// The request that a clarification or an answer belongs to; itself otherwise.
    pub request: MessageId,
    /// The channel it is meant to go by.
    pub channel: ChannelId,
    /// The channel by which its recipient was first looked up or tried.
    pub tried_by: ChannelId,
    /// The channel it first left by.
    pub sent_by: ChannelId,
    /// The channel it arrived by first.
    pub arrived_by: ChannelId,
    /// When it was written.
    pub composed: Mark,
    /// When it was cleared to leave, or stopped.
    pub approved: Done,
    /// Whether somebody had to approve it.
    pub needs_approval: bool,
    /// When its sender first looked for a way or sent it.
    pub tried: Mark,
    /// When it first left.
    pub sent: Mark,
    /// When it first arrived.
    pub delivered: Mark,
    /// When it was opened.
    pub opened: Done,
    /// When it was first acknowledged, answered or declined.
    pub acknowledged: Done,
    /// When it was answered or declined.
    pub answered: Done,
    /// When its recipient closed it.
    pub closed: Done,
    /// What became of its first try.
    pub first_try: FirstTry,
    /// How often its recipient asked back.
    pub rounds: u32,
    /// The agreed time to answer in, counted from delivery.
    pub due: Option<Span>,
    claims: (u32, u32),
    last_try: u32,
}

/// All messages and tries.
#[derive(Clone, Debug, Default)]
pub struct Chains {
    all: Vec<Chain>,
    tries: Vec<Try>,
    claims: Vec<Claim>,
}

const NO_TRY: u32 = u32::MAX;

fn place(len: usize) -> u32 {
    u32::try_from(len).unwrap_or(u32::MAX)
}

impl Chains {
    /// Makes room for this many messages, with a try and a claim each.
    pub(super) fn reserve(&mut self, messages: usize) {
        self.all.reserve(messages);
        self.tries.reserve(messages);
        self.claims.reserve(messages);
    }

    /// All messages, in the order they were composed.
    #[must_use]
    pub fn all(&self) -> &[Chain] {
        &self.all
    }

    /// All tries, in the order they were made.
    #[must_use]
    pub fn tries(&self) -> &[Try] {
        &self.tries
    }

    /// One message; none where the journal lacks its beginning.
    #[inline]
    #[must_use]
    pub fn get(&self, id: MessageId) -> Option<&Chain> {
        self.all.get(id.at())
    }

    /// What a message asserts.
    #[inline]
    #[must_use]
    pub fn claims(&self, chain: &Chain) -> &[Claim] {
        &self.claims[chain.claims.0 as usize..chain.claims.1 as usize]
    }

    /// A message was written. Messages are numbered as composed; one out of order is left out.
    pub fn composed(&mut self, fact: &MessageComposed, now: Mark) {
        if fact.message.at() != self.all.len() {
            return;
        }
        let letter = &fact.letter;
        let asks_back = letter.kind == MessageKind::Clarification;
        let origin = letter.reply_to.and_then(|id| self.get(id));
        let origin = origin.filter(|origin| asks_back || letter.kind.settles(origin.kind));
        let request = origin.map_or(fact.message, |origin| origin.request);
        if asks_back && request != fact.message {
            self.all[request.at()].rounds += 1;
        }
        let from = place(self.claims.len());
        self.claims.extend_from_slice(&letter.claims);
        self.all.push(Chain {
            from: letter.from,
            to: letter.to,
            kind: letter.kind,
            about: letter.about,
            reply_to: letter.reply_to,
            inject: letter.inject,
            request,
            channel: letter.channel,
            tried_by: letter.channel,
            sent_by: letter.channel,
            arrived_by: letter.channel,
            composed: now,
            approved: Done::NOT,
            needs_approval: false,
            tried: Mark::NONE,
            sent: Mark::NONE,
            delivered: Mark::NONE,
            opened: Done::NOT,
            acknowledged: Done::NOT,
            answered: Done::NOT,
            closed: Done::NOT,
            first_try: FirstTry::Pending,
            rounds: 0,
            due: None,
            claims: (from, place(self.claims.len())),
            last_try: NO_TRY,
        });
    }

    /// What a message tells in its writer's own words was confirmed: it asserts that as well.
    pub(super) fn mentioned(&mut self, fact: &MentionConfirmed) {
        let Some(chain) = self.all.get_mut(fact.message.at()) else {
            return;
        };
        // Claims of a message stand side by side.
        let before = chain.claims.0 as usize..chain.claims.1 as usize;
        let from = place(self.claims.len());
        self.claims.extend_from_within(before);
        self.claims.push((*fact.claim).clone());
        chain.claims = (from, place(self.claims.len()));
    }

    /// A message was cleared to leave, or stopped, which settles its approval as well.
    pub fn approved(&mut self, id: MessageId, waited: bool, now: Mark, seats: &Seats) {
        if let Some(chain) = self.all.get_mut(id.at()) {
            chain.approved.first(now, seats.provenance(chain.from));
            chain.needs_approval |= waited;
        }
    }

    /// A way to its recipient was looked up.
    pub fn looked_up(&mut self, fact: &ContactLookedUp, now: Mark) {
        if let Some(chain) = self.all.get_mut(fact.message.at()) {
            if chain.tried.first(now) {
                chain.tried_by = fact.channel;
            }
            if !fact.entry {
                chain.missed();
            }
        }
    }

    /// Its first way led nowhere, unless it has arrived by it.
    pub fn missed(&mut self, id: MessageId) {
        if let Some(chain) = self.all.get_mut(id.at()) {
            chain.missed();
        }
    }

    /// A message left; says whether for the first time.
    pub fn sent(&mut self, fact: &MessageSent, now: Mark) -> bool {
        let Some(chain) = self.all.get_mut(fact.message.at()) else {
            return false;
        };
        if chain.tried.first(now) {
            chain.tried_by = fact.channel;
        }
        self.tries.push(Try {
            message: fact.message,
            channel: fact.channel,
            sent: now,
            ended: Mark::NONE,
            outcome: Outcome::Open,
            attempt: fact.attempt,
            before: chain.last_try,
        });
        chain.last_try = place(self.tries.len() - 1);
        let first = chain.sent.first(now);
        if first {
            chain.sent_by = fact.channel;
        }
        first
    }

    /// A try came to an end.
    fn ended(&mut self, id: MessageId, attempt: u32, outcome: Outcome, now: Mark) {
        let mut at = self.all.get(id.at()).map_or(NO_TRY, |chain| chain.last_try);
        while let Some(one) = self.tries.get_mut(at as usize) {
            if one.attempt == attempt && one.outcome == Outcome::Open {
                (one.outcome, one.ended) = (outcome, now);
                return;
            }
            at = one.before;
        }
    }

    /// A message arrived.
    pub fn delivered(&mut self, fact: &MessageDelivered, now: Mark, pacts: &Pacts<'_>) {
        self.ended(fact.message, fact.attempt, Outcome::Delivered, now);
        let Some(chain) = self.all.get_mut(fact.message.at()) else {
            return;
        };
        if !chain.delivered.first(now) {
            return;
        }
        chain.arrived_by = fact.channel;
        if chain.first_try == FirstTry::Pending {
            let direct = fact.attempt <= 1;
            chain.first_try = if direct {
                FirstTry::Reached
            } else {
                FirstTry::Missed
            };
        }
        if chain.kind.wants_answer() {
            chain.due = pacts.answer_within(chain.from, chain.to);
        }
    }

    /// A message came back.
    pub fn bounced(&mut self, id: MessageId, attempt: u32, now: Mark) {
        self.ended(id, attempt, Outcome::Bounced, now);
        self.missed(id);
    }

    /// A message was opened.
    pub fn opened(&mut self, id: MessageId, now: Mark, seats: &Seats) {
        if let Some(chain) = self.all.get_mut(id.at()) {
            chain.opened.first(now, seats.provenance(chain.to));
        }
    }

    /// A message was acknowledged.
    pub fn acknowledged(&mut self, id: MessageId, now: Mark, seats: &Seats) {
        if let Some(chain) = self.all.get_mut(id.at()) {
            chain.acknowledged.first(now, seats.provenance(chain.to));
        }
    }

    /// A recipient had nothing more to do about a message.
    pub fn closed(&mut self, id: MessageId, now: Mark, seats: &Seats) {
        if let Some(chain) = self.all.get_mut(id.at()) {
            let by = seats.provenance(chain.to);
            chain.closed.first(now, by);
        }
    }

    /// A message was answered or declined, which acknowledges it too.
    pub fn answered(&mut self, id: MessageId, now: Mark, seats: &Seats) {
        if let Some(chain) = self.all.get_mut(id.at()) {
            let by = seats.provenance(chain.to);
            chain.acknowledged.first(now, by);
            chain.answered.first(now, by);
        }
    }
}

impl Chain {
    fn missed(&mut self) {
        if self.first_try == FirstTry::Pending {
            self.first_try = FirstTry::Missed;
        }
    }

    /// Whether it comes from the script rather than from a seat.
    #[must_use]
    pub fn scripted(&self, exercise: &Exercise) -> bool {
        self.inject.is_some() || !exercise.org(self.from).kind.plays()
    }

    /// Whether its recipient takes part: EXCON and threat groups are never measured.
    #[must_use]
    pub fn to_player(&self, exercise: &Exercise) -> bool {
        exercise.org(self.to).kind.plays()
    }

    /// Whether one participant wrote it to another.
    #[must_use]
    pub fn among_players(&self, exercise: &Exercise) -> bool {
        !self.scripted(exercise) && self.to_player(exercise)
    }

    /// Whether it tries to reach a participant: answers go back the way their request came.
    #[must_use]
    pub fn reaches_out(&self, exercise: &Exercise) -> bool {
        // Whatever settles or clarifies a request belongs to it, and was composed after it.
        let belongs = self.reply_to.is_some_and(|of| self.request.at() <= of.at());
        let answers = self.kind == MessageKind::Answer
            || (belongs && self.kind != MessageKind::Clarification);
        !answers && self.to_player(exercise)
    }

    /// One event that an entry shows, of whoever sent the message if that is a participant: it is
    /// the work of whoever had the sender's seat when it left.
    #[must_use]
    pub fn shows(&self, ledgers: &Ledgers<'_>, mark: Mark, left: Mark) -> Observed {
        let by = ledgers.seats.provenance_at(self.from, left);
        let row = Observed::of(1.0, false, by, mark.seq, mark.seq);
        if ledgers.exercise.org(self.from).kind.plays() {
            row.org(self.from)
        } else {
            row
        }
    }

    /// Whether it calls for an acknowledgement: requests do, and so do what tells somebody that
    /// it is affected and what raises a matter.
    #[must_use]
    pub fn wants_acknowledgement(&self) -> bool {
        self.kind.wants_answer()
            || matches!(
                self.kind,
                MessageKind::Notification | MessageKind::Escalation
            )
    }
}
