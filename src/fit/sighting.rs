//! What a journal shows of channels, directories and desks, before anything is estimated.

use super::law::{Length, Tries};
use crate::exercise::{Exercise, Law, Reading, Term};
use crate::fact::{ChannelChanged, Fact};
use crate::journal::{Paces, Recorded};
use crate::model::{
    ChannelId, MILLION, MessageId, OrgId, OrgKind, SeatState, SimTime, TicketId, Work, time::HOUR,
};
use std::collections::{BTreeMap, BTreeSet};

/// What journals show, by the ids that a scenario would use.
#[derive(Clone, Debug, Default)]
pub struct Sightings {
    /// From sending to delivery, by channel.
    pub transit: BTreeMap<String, Vec<Length>>,
    /// What became of tries, by channel, one a journal.
    pub tries: BTreeMap<String, Vec<Tries>>,
    /// From delivery to reading on desks that are never empty, in milliseconds, by polled channel.
    pub polled: BTreeMap<String, Vec<f64>>,
    /// From the first office hour after delivery to reading, by channel read in office hours.
    pub office: BTreeMap<String, Vec<Length>>,
    /// Work at the usual pace, by kind.
    pub service: BTreeMap<Work, Vec<Length>>,
    /// Directory entries when first looked up, by kind of organisation.
    pub entries: BTreeMap<OrgKind, Entries>,
    /// Everyday tickets and hours on record, by kind of organisation.
    pub everyday: BTreeMap<OrgKind, (u64, f64)>,
    /// Seats that played, all journals together.
    pub seats: usize,
    /// Those of them that people played, for a time at least.
    pub people: usize,
}

/// Directory entries when first looked up.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Entries {
    /// All.
    pub all: u64,
    /// There was none.
    pub missing: u64,
    /// It was out of date, and the message came back.
    pub bounced: u64,
    /// How many out of date that stands for, those that swallowed a message included.
    pub stale: f64,
}

/// Adds what a journal shows.
pub fn look(recorded: &Recorded, into: &mut Sightings) {
    let mut looking = Looking::at(recorded);
    for entry in &recorded.entries {
        if let Some(fact) = entry.fact() {
            looking.see(entry.at, entry.causes.iter(), fact);
        }
    }
    looking.close(into);
}

/// A try under way.
struct Try {
    channel: ChannelId,
    sent: SimTime,
    pair: (OrgId, OrgId),
    first_look: bool,
}

struct Looking<'r> {
    exercise: &'r Exercise,
    end: SimTime,
    scripted: BTreeSet<MessageId>,
    replies: BTreeMap<MessageId, ChannelId>,
    disturbed: BTreeSet<ChannelId>,
    looked_up: BTreeSet<(OrgId, OrgId, ChannelId)>,
    fresh: BTreeMap<MessageId, bool>,
    under_way: BTreeMap<(MessageId, u32), Try>,
    unread: BTreeMap<MessageId, (OrgId, ChannelId, SimTime)>,
    reads: Vec<(OrgId, ChannelId, SimTime, Option<SimTime>)>,
    at_work: BTreeMap<TicketId, (OrgId, Work, SimTime)>,
    people: BTreeSet<OrgId>,
    paces: Paces,
    found: Sightings,
}

impl<'r> Looking<'r> {
    fn at(recorded: &'r Recorded) -> Self {
        let end = recorded.entries.last();
        Looking {
            exercise: &recorded.exercise,
            end: end.map_or(SimTime::STARTEX, |last| last.at),
            scripted: BTreeSet::new(),
            replies: BTreeMap::new(),
            disturbed: BTreeSet::new(),
            looked_up: BTreeSet::new(),
            fresh: BTreeMap::new(),
            under_way: BTreeMap::new(),
            unread: BTreeMap::new(),
            reads: Vec::new(),
            at_work: BTreeMap::new(),
            people: BTreeSet::new(),
            paces: Paces::default(),
            found: Sightings::default(),
        }
    }

    #[allow(clippy::too_many_lines, reason = "an arm for each kind of fact")]
    fn see(&mut self, at: SimTime, causes: impl Iterator<Item = u32>, fact: &Fact) {
        match fact {
            Fact::ChannelChanged(fact) => self.changed(at, fact),
            Fact::SeatSwitched(fact) if fact.to != SeatState::Simulated => {
                self.people.insert(fact.org);
            }
            Fact::PaceSet(fact) => self.paces.set(fact, at),
            Fact::MessageComposed(fact) => {
                if fact.letter.inject.is_some() {
                    self.scripted.insert(fact.message);
                }
                if fact.letter.reply_to.is_some() {
                    self.replies.insert(fact.message, fact.letter.channel);
                }
            }
            Fact::ContactLookedUp(fact) => {
                let key = (fact.from, fact.to, fact.channel);
                // Whoever answers by the way that was asked needs no directory.
                let reply = self.replies.get(&fact.message) == Some(&fact.channel);
                let first = !reply
                    && self.looked_up.insert(key)
                    && self.is_drawn(fact.from, fact.to)
                    && !self.disturbed.contains(&fact.channel);
                self.fresh.insert(fact.message, first);
                if first {
                    let entries = self.entries_of(fact.from);
                    entries.all += 1;
                    entries.missing += u64::from(!fact.entry);
                }
            }
            Fact::MessageSent(fact) => {
                let scripted = self.scripted.contains(&fact.message);
                if !scripted && !self.disturbed.contains(&fact.channel) {
                    let one = Try {
                        channel: fact.channel,
                        sent: at,
                        pair: (fact.from, fact.to),
                        first_look: self.fresh.get(&fact.message).copied().unwrap_or(false),
                    };
                    self.under_way.insert((fact.message, fact.attempt), one);
                }
            }
            Fact::MessageDelivered(fact) => {
                self.unread
                    .entry(fact.message)
                    .or_insert((fact.to, fact.channel, at));
                if let Some(one) = self.under_way.remove(&(fact.message, fact.attempt)) {
                    self.tries_of(one.channel).delivered += 1;
                    self.transit(&one, at, true);
                }
            }
            Fact::MessageLost(fact) => {
                if let Some(one) = self.under_way.remove(&(fact.message, fact.attempt)) {
                    self.tries_of(one.channel).vanished += 1;
                }
            }
            Fact::MessageBounced(fact) => {
                if let Some(one) = self.under_way.remove(&(fact.message, fact.attempt)) {
                    // Lines that were taken stand among the causes; the contact was good then.
                    if causes.count() > 1 {
                        self.tries_of(one.channel).delivered += 1;
                    } else {
                        self.came_back(&one);
                    }
                }
            }
            Fact::MessageOpened(fact) => {
                // From now on its reader knows who answers there, whatever the directory says.
                self.looked_up.insert((fact.to, fact.from, fact.channel));
                if let Some((org, channel, since)) = self.unread.remove(&fact.message) {
                    self.reads.push((org, channel, since, Some(at)));
                }
            }
            Fact::TicketStarted(fact) => {
                self.at_work.insert(fact.ticket, (fact.org, fact.work, at));
            }
            Fact::TicketFinished(fact) => {
                if let Some((org, work, since)) = self.at_work.remove(&fact.ticket) {
                    self.worked(org, work, since, at, true);
                }
            }
            Fact::TicketQueued(fact) if fact.work == Work::Background => {
                let kind = self.exercise.org(fact.org).kind;
                self.found.everyday.entry(kind).or_default().0 += 1;
            }
            _ => {}
        }
    }

    /// A channel is not as usual, or is again. What was under way was seen so long and no longer.
    fn changed(&mut self, at: SimTime, fact: &ChannelChanged) {
        let as_usual = fact.up && fact.slowdown_ppm == MILLION;
        if as_usual {
            self.disturbed.remove(&fact.channel);
            return;
        }
        self.disturbed.insert(fact.channel);
        let through = self
            .under_way
            .extract_if(.., |_, one| one.channel == fact.channel);
        for (_, one) in through.collect::<Vec<_>>() {
            self.transit(&one, at, false);
        }
    }

    /// A contact was out of date, and the try came back.
    fn came_back(&mut self, one: &Try) {
        self.tries_of(one.channel).bounced += 1;
        if one.first_look {
            let bounce = f64::from(self.exercise.channels[one.channel.at()].bounce_ppm.max(1));
            let entries = self.entries_of(one.pair.0);
            entries.bounced += 1;
            entries.stale += f64::from(MILLION) / bounce;
        }
    }

    /// Whether an entry's worth was left to chance: no author and no agreement fixed it, and it
    /// is not EXCON's.
    fn is_drawn(&self, from: OrgId, to: OrgId) -> bool {
        let holder = self.exercise.org(from);
        let fixed = holder.entries.iter().any(|(other, _)| *other == to);
        let kept = self.exercise.agreements.iter().any(|agreement| {
            agreement.joins(from, to) && agreement.gives.contains(&Term::ContactsKeptCurrent)
        });
        holder.kind.plays() && !fixed && !kept
    }

    fn entries_of(&mut self, org: OrgId) -> &mut Entries {
        let kind = self.exercise.org(org).kind;
        self.found.entries.entry(kind).or_default()
    }

    fn tries_of(&mut self, channel: ChannelId) -> &mut Tries {
        let how = &self.exercise.channels[channel.at()];
        let bounce = f64::from(how.bounce_ppm.max(1)) / f64::from(MILLION);
        let fresh = || {
            vec![Tries {
                swallowed: (1.0 - bounce) / bounce,
                ..Tries::default()
            }]
        };
        let tries = self.found.tries.entry(how.id.clone());
        &mut tries.or_insert_with(fresh)[0]
    }

    fn transit(&mut self, one: &Try, until: SimTime, whole: bool) {
        let id = self.exercise.channels[one.channel.at()].id.clone();
        let ms = until.since(one.sent).0 as f64;
        self.found
            .transit
            .entry(id)
            .or_default()
            .push(Length { ms, whole });
    }

    /// Work took so long; an artefact with a time of its own says nothing of analysis at large.
    fn worked(&mut self, org: OrgId, work: Work, since: SimTime, until: SimTime, whole: bool) {
        let exercise = self.exercise;
        let holder = exercise.org(org);
        let apart = match work {
            Work::Background => holder.background_service.is_some(),
            Work::Analysis => (exercise.artefacts.iter()).any(|one| one.analysis.is_some()),
            _ => false,
        };
        if apart || exercise.service[work as usize].law != Law::Lognormal {
            return;
        }
        let pace = f64::from(holder.skill_ppm) / f64::from(MILLION);
        let ms = until.since(since).0 as f64 * pace;
        self.found
            .service
            .entry(work)
            .or_default()
            .push(Length { ms, whole });
    }

    /// What is still open at the end of the record is open, not left out.
    fn close(mut self, into: &mut Sightings) {
        for (_, one) in std::mem::take(&mut self.under_way) {
            self.transit(&one, self.end, false);
        }
        for (_, (org, work, since)) in std::mem::take(&mut self.at_work) {
            self.worked(org, work, since, self.end, false);
        }
        for (_, (org, channel, since)) in std::mem::take(&mut self.unread) {
            self.reads.push((org, channel, since, None));
        }
        self.read();
        let hours = self.end.since(SimTime::STARTEX).0 as f64 / HOUR as f64;
        for (_, org) in self.exercise.orgs().filter(|(_, org)| org.kind.plays()) {
            self.found.everyday.entry(org.kind).or_default().1 += hours;
            self.found.seats += 1;
        }
        self.found.people = self.people.len();
        into.add(self.found);
    }

    /// How soon what was delivered was read, channel by channel. What people read while play ran
    /// faster or slower than they do says nothing of how soon they read.
    fn read(&mut self) {
        let mut looks: BTreeMap<ChannelId, Vec<(SimTime, Option<f64>)>> = BTreeMap::new();
        for (org, channel, since, opened) in std::mem::take(&mut self.reads) {
            let holder = self.exercise.org(org);
            let unusual = || self.paces.unusual(since, opened.unwrap_or(self.end));
            if self.people.contains(&org) && unusual().is_some() {
                continue;
            }
            match self.exercise.channels[channel.at()].reading {
                Reading::Polled(_) if holder.duty.len() == 1 && holder.duty[0].1 > 0 => {
                    let waited = opened.map(|at| at.since(since).0 as f64);
                    looks.entry(channel).or_default().push((since, waited));
                }
                Reading::OfficeHours(_) => {
                    let economy = holder.economy.map(|id| &self.exercise.economies[id.at()]);
                    let from = economy.and_then(|economy| economy.next_working(since));
                    let until = opened.unwrap_or(self.end);
                    if let Some(from) = from.filter(|from| *from < until) {
                        let id = self.exercise.channels[channel.at()].id.clone();
                        self.found.office.entry(id).or_default().push(Length {
                            ms: until.since(from).0 as f64,
                            whole: opened.is_some(),
                        });
                    }
                }
                _ => {}
            }
        }
        for (channel, seen) in looks {
            // Near the end only short waits are seen to their end; so it ends a longest wait early.
            let longest = seen
                .iter()
                .filter_map(|(_, waited)| *waited)
                .fold(0.0, f64::max);
            let whole = seen
                .iter()
                .filter(|(since, _)| self.end.since(*since).0 as f64 >= longest);
            let waits = whole.filter_map(|(_, waited)| *waited);
            let id = self.exercise.channels[channel.at()].id.clone();
            self.found.polled.entry(id).or_default().extend(waits);
        }
    }
}

impl Sightings {
    fn add(&mut self, more: Sightings) {
        fn join<K: Ord, V>(into: &mut BTreeMap<K, Vec<V>>, more: BTreeMap<K, Vec<V>>) {
            for (key, values) in more {
                into.entry(key).or_default().extend(values);
            }
        }
        join(&mut self.transit, more.transit);
        join(&mut self.tries, more.tries);
        join(&mut self.polled, more.polled);
        join(&mut self.office, more.office);
        join(&mut self.service, more.service);
        for (kind, entries) in more.entries {
            let all = self.entries.entry(kind).or_default();
            all.all += entries.all;
            all.missing += entries.missing;
            all.bounced += entries.bounced;
            all.stale += entries.stale;
        }
        self.seats += more.seats;
        self.people += more.people;
        for (kind, (count, hours)) in more.everyday {
            let all = self.everyday.entry(kind).or_default();
            all.0 += count;
            all.1 += hours;
        }
    }
}
