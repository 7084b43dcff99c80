//! The critical path of every outcome: its causes followed back along the last to arrive.

use super::card::CriticalPath;
use super::legs::legs;
use crate::journal::{Entry, acted_on, causes_of};
use crate::metric::ledger::Ledgers;
use crate::model::{CriticalTaskId, OrgId, Span, Subject};
use std::collections::BTreeMap;

/// The paths of all outcomes, longest first: malicious hosts suspended, intrusions detected and
/// contained, critical tasks done.
#[must_use]
pub fn paths(ledgers: &Ledgers<'_>, entries: &[Entry]) -> Vec<CriticalPath> {
    let outcomes = outcomes(ledgers);
    let mut paths: Vec<CriticalPath> = outcomes
        .into_iter()
        .map(|(outcome, (about, org))| path(ledgers, entries, outcome, about, org))
        .filter(|path| !path.chain.is_empty())
        .collect();
    paths.sort_by_key(|path| (std::cmp::Reverse(path.total), path.outcome));
    paths
}

/// What was brought about: the entry that shows it, what it was about, who did it.
fn outcomes(ledgers: &Ledgers<'_>) -> BTreeMap<u32, (Option<Subject>, OrgId)> {
    let mut found = BTreeMap::new();
    for one in &ledgers.hosts.suspensions {
        if ledgers.hosts.threat(one.host).is_some() {
            found.insert(one.mark.seq, (Some(Subject::Host(one.host)), one.org));
        }
    }
    for ((_, org), case) in &ledgers.victims.cases {
        for mark in [case.detected.mark, case.contained.mark] {
            found.insert(mark.seq, (Some(Subject::Victim(*org)), *org));
        }
    }
    for (place, task) in ledgers.exercise.tasks.iter().enumerate() {
        let about = task.does.about().or(task.inject.map(Subject::Inject));
        for (seat, attempt) in ledgers.tasks.of(CriticalTaskId::nth(place)) {
            found.entry(attempt.finished().seq).or_insert((about, seat));
        }
    }
    // What has not happened has no entry.
    found.remove(&u32::MAX);
    found
}

fn path(
    ledgers: &Ledgers<'_>,
    entries: &[Entry],
    outcome: u32,
    about: Option<Subject>,
    org: OrgId,
) -> CriticalPath {
    let mut chain = causes_of(entries, outcome);
    while let Some(before) = chain.first().and_then(|root| acted_on(entries, *root)) {
        let mut longer = causes_of(entries, before);
        longer.append(&mut chain);
        chain = longer;
    }
    let steps: Vec<&Entry> = chain.iter().map(|seq| &entries[*seq as usize]).collect();
    let legs = legs(ledgers, &steps);
    let total = legs.iter().fold(Span::ZERO, |sum, leg| sum + leg.span);
    CriticalPath {
        outcome,
        about,
        org: Some(org),
        total,
        legs,
        chain,
    }
}

#[cfg(test)]
mod tests {
    use super::super::card::LegKind;
    use super::*;
    use crate::fact::{HostSuspended, MessageSent};
    use crate::journal::made;
    use crate::metric::fixture::{
        C2, CERT_A, CERT_B, EMAIL, GANG, HASH, HOSTER, Tape, claim, letter,
    };
    use crate::model::{LearntBy, Letter, MessageKind, SimTime, Tlp, Work};
    use proptest::prelude::*;

    fn found(tape: &Tape) -> Vec<CriticalPath> {
        let ledgers = crate::metric::fold(&tape.exercise, &tape.entries, tape.until);
        paths(&ledgers, &tape.entries)
    }

    fn spent(path: &CriticalPath) -> Vec<(LegKind, i64)> {
        path.legs
            .iter()
            .map(|leg| (leg.kind, leg.span.0 / 1_000))
            .collect()
    }

    fn suspended(by: crate::model::OrgId) -> HostSuspended {
        HostSuspended {
            host: C2,
            by,
            owner: Some(GANG),
            message: None,
        }
    }

    #[test]
    fn every_second_is_told_apart() {
        let mut tape = Tape::new();
        tape.learn(
            0,
            CERT_A,
            claim(HASH, Tlp::Green, CERT_A),
            LearntBy::Sensor,
            None,
        );
        let first = tape.queue(0, CERT_A, Work::Triage);
        tape.start(100, first);
        tape.finish(200, first);
        let request = tape.compose(200, letter(CERT_A, CERT_B, MessageKind::TakedownRequest));
        tape.approve(260, request, true);
        tape.look_up(260, request, false);
        tape.look_up(300, request, true);
        tape.send(300, request, EMAIL, 1);
        tape.deliver(310, request, EMAIL, 1);
        // Nobody is on duty at the second CERT until 600.
        tape.open(650, request);
        let second = tape.queue(650, CERT_B, Work::TakedownWork);
        tape.start(700, second);
        tape.finish(800, second);
        let reply_to = Some(request);
        let back = letter(CERT_B, CERT_A, MessageKind::Clarification);
        let asked = tape.compose(800, Letter { reply_to, ..back });
        tape.send(800, asked, EMAIL, 1);
        tape.deliver(810, asked, EMAIL, 1);
        tape.open(820, asked);
        let answer = tape.answer(900, asked);
        tape.send(900, answer, EMAIL, 1);
        tape.deliver(910, answer, EMAIL, 1);
        tape.open(920, answer);
        let last = tape.last();
        let outcome = tape.follows(930, &[last], suspended(CERT_B));
        let paths = found(&tape);
        assert_eq!((paths.len(), paths[0].outcome), (1, outcome));
        assert_eq!(paths[0].about, Some(Subject::Host(C2)));
        let expected = [
            (LegKind::Waiting, 100),
            (LegKind::Working, 100),
            (LegKind::Approval, 60),
            (LegKind::ContactSearch, 40),
            (LegKind::Transit, 10),
            (LegKind::OffHours, 290),
            (LegKind::Unread, 50),
            (LegKind::Waiting, 50),
            (LegKind::Working, 100),
            // At both ends of the question and its answer.
            (LegKind::Clarification, 120),
            (LegKind::Planned, 10),
        ];
        assert_eq!(join(&spent(&paths[0])), expected);
        assert_eq!(paths[0].total, Span::seconds(930));
    }

    /// Neighbours of one kind as one, wherever they were.
    fn join(legs: &[(LegKind, i64)]) -> Vec<(LegKind, i64)> {
        let mut joined: Vec<(LegKind, i64)> = Vec::new();
        for (kind, seconds) in legs {
            match joined.last_mut() {
                Some(last) if last.0 == *kind => last.1 += seconds,
                _ => joined.push((*kind, *seconds)),
            }
        }
        joined
    }

    #[test]
    fn a_persons_action_answers_what_it_names() {
        let mut tape = Tape::new();
        let request = tape.arrives(10, letter(CERT_A, CERT_B, MessageKind::TakedownRequest));
        let at = |seconds| SimTime::STARTEX + Span::seconds(seconds);
        let opens = made::opens(tape.last() + 1, at(70), CERT_B, request);
        tape.entries.push(opens);
        tape.open(70, request);
        let acts = made::suspends(tape.last() + 1, at(200), CERT_B, C2, Some(request));
        let because = acts.seq;
        tape.entries.push(acts);
        tape.follows(200, &[because], suspended(CERT_B));
        let paths = found(&tape);
        let expected = [
            (LegKind::Planned, 10),
            (LegKind::Unread, 60),
            (LegKind::InTheTeam, 130),
        ];
        assert_eq!(spent(&paths[0]), expected);
    }

    proptest! {
        /// Whatever follows from whatever: legs follow each other without gaps and add up to the
        /// time from the root to the outcome.
        #[test]
        fn legs_are_contiguous_and_add_up(
            steps in proptest::collection::vec((0_i64..200, 0_u32..8, 0_u8..6), 1..40),
        ) {
            let mut tape = Tape::new();
            let mut now = 0;
            let message = tape.compose(0, letter(CERT_A, CERT_B, MessageKind::Notification));
            for (wait, back, what) in steps {
                now += wait;
                let cause = [tape.last().saturating_sub(back)];
                let (from, to, kind) = (CERT_A, CERT_B, MessageKind::Notification);
                match what {
                    0 => tape.open(now, message),
                    1 => tape.deliver(now, message, EMAIL, 1),
                    2 => drop(tape.queue(now, CERT_B, Work::Triage)),
                    3 => drop(tape.contain(now, CERT_A)),
                    4 => drop(tape.follows(now, &cause, suspended(HOSTER))),
                    _ => {
                        let (about, channel, attempt) = (None, EMAIL, 1);
                        let sent = MessageSent { message, from, to, kind, about, channel, attempt };
                        tape.follows(now, &cause, sent);
                    }
                }
            }
            tape.until = SimTime(i64::MAX / 2);
            for path in found(&tape) {
                let at = |seq: u32| tape.entries[seq as usize].at;
                let (root, end) = (path.chain[0], path.outcome);
                prop_assert_eq!(path.chain.last(), Some(&end));
                prop_assert_eq!(path.total, at(end).since(at(root)));
                let mut reached = at(root);
                for leg in &path.legs {
                    prop_assert_eq!(leg.from, reached);
                    prop_assert!(leg.span.0 > 0);
                    reached += leg.span;
                }
                prop_assert_eq!(reached, at(end));
            }
        }
    }
}
