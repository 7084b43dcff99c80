//! What must hold in every journal, whatever the scenario and the seed.

use crate::cast;
use hotwash::exercise::Exercise;
use hotwash::fact::Fact;
use hotwash::journal::Entry;
use hotwash::model::{ChannelId, FindingId, LearntBy, MessageId, OrgId, SimTime};
use std::collections::{BTreeMap, BTreeSet};

/// A bundled scenario, resolved.
pub fn bundled(name: &str) -> Exercise {
    let loaded = hotwash::scenario::load(name, &hotwash::scenario::shelf::MemoryShelf::default());
    loaded
        .exercise
        .unwrap_or_else(|| panic!("{name}: {:#?}", loaded.problems))
}

/// Bundled scenarios and how many seeds each is played with.
const PLAYED: [(&str, u64); 3] = [("first-drill", 40), ("comms-check", 5), ("apcert-2023", 5)];

/// Checks every entry of every run, with what went before it.
fn check(mut verdict: impl FnMut(&Exercise, &mut Past, &Entry) -> Result<(), String>) {
    for (name, seeds) in PLAYED {
        let exercise = bundled(name);
        for seed in 0..seeds {
            let entries = cast::play(&exercise, seed);
            assert!(entries.len() > 20, "{name} with seed {seed} hardly begins");
            let mut past = Past::default();
            for entry in &entries {
                if let Err(why) = verdict(&exercise, &mut past, entry) {
                    panic!(
                        "{name}, seed {seed}, entry {}: {why}\n{:?}",
                        entry.seq, entry.body
                    );
                }
                past.take(entry);
            }
        }
    }
}

/// What has happened so far, kept as simply as can be: not by the code under test.
#[derive(Default)]
struct Past {
    last_at: SimTime,
    letters: Vec<hotwash::model::Letter>,
    approved: BTreeSet<MessageId>,
    /// By which channel each try left.
    sent: BTreeMap<(MessageId, u32), ChannelId>,
    ended: BTreeSet<(MessageId, u32)>,
    delivered: BTreeSet<MessageId>,
    opened: BTreeSet<MessageId>,
    knows: BTreeSet<(OrgId, FindingId)>,
    queued: BTreeMap<u32, bool>,
    working: BTreeMap<OrgId, i32>,
    on_duty: BTreeMap<OrgId, u16>,
}

impl Past {
    fn take(&mut self, entry: &Entry) {
        self.last_at = entry.at;
        let Some(fact) = entry.fact() else { return };
        match fact {
            Fact::MessageComposed(f) => self.letters.push((*f.letter).clone()),
            Fact::MessageApproved(f) => drop(self.approved.insert(f.message)),
            Fact::MessageSent(f) => drop(self.sent.insert((f.message, f.attempt), f.channel)),
            Fact::MessageDelivered(f) => {
                self.ended.insert((f.message, f.attempt));
                self.delivered.insert(f.message);
            }
            Fact::MessageBounced(f) => drop(self.ended.insert((f.message, f.attempt))),
            Fact::MessageLost(f) => drop(self.ended.insert((f.message, f.attempt))),
            Fact::MessageOpened(f) => drop(self.opened.insert(f.message)),
            Fact::ClaimLearnt(f) => drop(self.knows.insert((f.org, f.claim.finding))),
            Fact::TicketQueued(f) => drop(self.queued.insert(f.ticket.0, false)),
            Fact::TicketStarted(f) => {
                self.queued.insert(f.ticket.0, true);
                *self.working.entry(f.org).or_default() += 1;
            }
            Fact::TicketFinished(f) => *self.working.entry(f.org).or_default() -= 1,
            Fact::ShiftChanged(f) => drop(self.on_duty.insert(f.org, f.on_duty)),
            _ => {}
        }
    }

    /// A try ends by the channel by which it left.
    fn left_by(&self, id: MessageId, nth: u32, way: ChannelId, why: &str) -> Result<(), String> {
        let left = self.sent.get(&(id, nth));
        must(left.is_some(), why)?;
        must(left == Some(&way), "ended by a way that it did not go")
    }
}

fn must(holds: bool, why: &str) -> Result<(), String> {
    if holds { Ok(()) } else { Err(why.to_owned()) }
}

#[test]
fn time_runs_forward_and_causes_come_first() {
    check(|exercise, past, entry| {
        must(entry.at >= past.last_at, "earlier than the entry before it")?;
        must(entry.at <= exercise.clock.endex, "after ENDEX")?;
        must(
            entry.causes.iter().all(|cause| cause < entry.seq),
            "caused by what comes later",
        )
    });
}

#[test]
fn every_message_goes_its_way_in_order() {
    check(|_, past, entry| match entry.fact() {
        Some(Fact::MessageComposed(f)) => must(
            f.message.at() == past.letters.len(),
            "numbers of messages are not consecutive",
        ),
        Some(Fact::MessageSent(f)) => {
            must(past.approved.contains(&f.message), "sent without approval")?;
            let before = f.attempt == 1 || past.sent.contains_key(&(f.message, f.attempt - 1));
            must(before, "a try before the one before it")
        }
        Some(Fact::MessageDelivered(f)) => {
            past.left_by(f.message, f.attempt, f.channel, "delivered and never sent")?;
            must(
                !past.ended.contains(&(f.message, f.attempt)),
                "arrived twice",
            )
        }
        Some(Fact::MessageBounced(f)) => {
            past.left_by(f.message, f.attempt, f.channel, "bounced and never sent")?;
            must(!past.ended.contains(&(f.message, f.attempt)), "ended twice")
        }
        Some(Fact::MessageLost(f)) => {
            past.left_by(f.message, f.attempt, f.channel, "lost and never sent")
        }
        Some(Fact::ContactWentStale(f)) => {
            let mut ways = past.sent.iter().filter(|((id, _), _)| *id == f.message);
            must(
                ways.any(|(_, way)| *way == f.channel),
                "out of date by a way it never went",
            )
        }
        Some(Fact::MessageOpened(f)) => {
            must(
                past.delivered.contains(&f.message),
                "opened and never delivered",
            )?;
            must(!past.opened.contains(&f.message), "opened twice")
        }
        Some(Fact::MessageAcknowledged(f)) => {
            must(past.opened.contains(&f.message), "acknowledged unread")
        }
        Some(Fact::MessageAnswered(f)) => {
            must(past.opened.contains(&f.message), "answered unread")?;
            let reply = &past.letters[f.by.at()];
            must(
                reply.reply_to == Some(f.message),
                "answered by what does not reply to it",
            )
        }
        Some(Fact::AnswerReceived(f)) => must(past.opened.contains(&f.by), "an answer unread"),
        _ => Ok(()),
    });
}

#[test]
fn nobody_shares_what_it_does_not_know_or_learns_what_was_not_told() {
    check(|exercise, past, entry| match entry.fact() {
        Some(Fact::MessageComposed(f)) if f.letter.inject.is_none() => {
            let from = f.letter.from;
            let known = |finding| past.knows.contains(&(from, finding));
            must(
                f.letter.claims.iter().all(|claim| known(claim.finding)),
                "shared, never learnt",
            )
        }
        Some(Fact::Published(f)) => {
            let Some(by) = f.by else { return Ok(()) };
            let scripted = entry.causes.iter().count() == 1;
            let known = f
                .claims
                .iter()
                .all(|claim| past.knows.contains(&(by, claim.finding)));
            must(known || scripted, "published, never learnt")
        }
        Some(Fact::ClaimLearnt(f)) if f.by == LearntBy::Message => {
            let Some(message) = f.message else {
                return Err("from no message".into());
            };
            let letter = &past.letters[message.at()];
            must(
                letter.to == f.org && past.opened.contains(&message),
                "from a message unread",
            )?;
            let there = letter
                .claims
                .iter()
                .any(|claim| claim.finding == f.claim.finding);
            must(there, "from a message that does not say it")
        }
        Some(Fact::ClaimLearnt(f)) if f.by == LearntBy::Sensor => {
            let finding = &exercise.findings[f.claim.finding.at()];
            let since = finding.obtainable.map(|after| SimTime::STARTEX + after);
            must(
                since.is_some_and(|since| entry.at >= since),
                "seen before it was there",
            )?;
            must(
                !exercise.org(f.org).sensors.is_empty(),
                "seen without a sensor",
            )
        }
        Some(Fact::SharingWithheld(f)) => must(
            past.knows.contains(&(f.org, f.finding)),
            "withheld, never learnt",
        ),
        _ => Ok(()),
    });
}

#[test]
fn desks_work_in_order_and_never_beyond_their_analysts() {
    check(|exercise, past, entry| match entry.fact() {
        Some(Fact::TicketStarted(f)) => {
            let waiting = past.queued.get(&f.ticket.0) == Some(&false);
            must(waiting, "started without being queued, or twice")?;
            let usual = exercise.org(f.org).on_duty(SimTime::STARTEX);
            let on_duty = past.on_duty.get(&f.org).copied().unwrap_or(usual);
            let busy = past.working.get(&f.org).copied().unwrap_or(0);
            must(busy < i32::from(on_duty), "started with nobody free")
        }
        Some(Fact::TicketFinished(f)) => must(
            past.queued.get(&f.ticket.0) == Some(&true),
            "finished, never started",
        ),
        _ => Ok(()),
    });
}

#[test]
fn a_suspension_is_made_by_somebody_who_may() {
    use hotwash::model::Mandate;
    check(|exercise, _, entry| match entry.fact() {
        Some(Fact::HostSuspended(f)) => {
            let host = &exercise.hosts[f.host.at()];
            let by = exercise.org(f.by);
            let order = by.may(Mandate::TakeDown) && by.economy == Some(host.economy);
            must(
                host.hosted_by == f.by || order,
                "suspended without a mandate",
            )
        }
        _ => Ok(()),
    });
}
