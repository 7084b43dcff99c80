//! Where the answer is known beforehand: more ways never reach later, and a world in which
//! everything is instant, certain and trusted gives the measures their limits.

use crate::cast;
use crate::whole::bundled;
use hotwash::exercise::{Exercise, Pattern, Playbook, Reading, Rule, Step, Who};
use hotwash::fact::Fact;
use hotwash::journal::Entry;
use hotwash::metric::{self, Scope};
use hotwash::model::{ChannelId, MILLION, OrgKind, PlaybookId, SimTime, Span, Tlp};

/// Twelve CERTs, the first of which calls a comms check of the others over `ways` channels whose
/// contacts are often out of date.
fn comms_check(ways: usize) -> Exercise {
    let mut exercise = cast::empty(24);
    exercise.channels = (0..ways)
        .map(|way| cast::channel(&format!("way-{way}")))
        .collect();
    let steps = vec![Step::CommsCheck(Who::Every(OrgKind::NationalCert))];
    let call = Rule {
        name: "call".into(),
        on: Pattern::Start,
        when: Vec::new(),
        steps,
    };
    exercise.playbooks.insert(
        0,
        Playbook {
            id: "caller".into(),
            rules: vec![call],
        },
    );
    for org in &mut exercise.organisations {
        org.playbook = PlaybookId(1);
    }
    for nth in 0..12 {
        let mut org = cast::org(&format!("cert-{nth:02}"), OrgKind::NationalCert);
        org.playbook = PlaybookId(u32::from(nth > 0));
        org.stale_ppm = 400_000;
        org.missing_ppm = 200_000;
        org.reached_by = (0..ways).map(ChannelId::nth).collect();
        cast::add(&mut exercise, org);
    }
    exercise
}

/// When each recipient was first reached, in order of message.
fn reached(entries: &[Entry]) -> Vec<Option<SimTime>> {
    let mut reached = Vec::new();
    for entry in entries {
        match entry.fact() {
            Some(Fact::MessageComposed(_)) => reached.push(None),
            Some(Fact::MessageDelivered(f)) => {
                reached[f.message.at()].get_or_insert(entry.at);
            }
            _ => {}
        }
    }
    reached
}

#[test]
fn one_way_more_never_reaches_anybody_later() {
    let (mut sooner, mut at_all) = (0, 0);
    for ways in 1..4 {
        let (fewer, more) = (comms_check(ways), comms_check(ways + 1));
        for seed in 0..30 {
            let (a, b) = (
                reached(&cast::play(&fewer, seed)),
                reached(&cast::play(&more, seed)),
            );
            assert_eq!((a.len(), b.len()), (11, 11), "everybody else is called");
            for (nth, (a, b)) in a.iter().zip(&b).enumerate() {
                let never = SimTime::NEVER;
                let (a, b) = (a.unwrap_or(never), b.unwrap_or(never));
                assert!(
                    b <= a,
                    "{ways} ways and one more, seed {seed}, message {nth}: {b} > {a}"
                );
                sooner += u32::from(b < a);
                at_all += u32::from(a < never);
            }
        }
    }
    assert!(
        sooner > 50 && at_all > 50,
        "a last resort helped {sooner} times, {at_all} reached"
    );
}

/// The first drill with nothing in its way.
fn ideal() -> Exercise {
    let mut exercise = bundled("first-drill");
    for channel in &mut exercise.channels {
        channel.transit = Span::ZERO;
        channel.loss_ppm = 0;
        channel.reading = Reading::Polled(Span::ZERO);
        channel.approval = None;
        channel.capacity = 0;
        channel.ceiling = Tlp::Red;
    }
    for time in &mut exercise.service {
        time.median = Span::ZERO;
    }
    for finding in &mut exercise.findings {
        finding.tlp = Some(Tlp::Clear);
    }
    for inject in &mut exercise.injects {
        for claim in &mut inject.claims {
            claim.tlp = Tlp::Clear;
        }
    }
    for org in &mut exercise.organisations {
        org.duty = vec![(SimTime::STARTEX, 100)];
        org.background_milli_per_hour = 0;
        (org.stale_ppm, org.missing_ppm) = (0, 0);
        org.entries.clear();
        org.thorough_ppm = MILLION;
        org.policy.tlp = Tlp::Clear;
        org.policy.classifies_ppm = 0;
        org.policy.legal_review = false;
        (org.policy.share_ppm, org.policy.full_ppm) = (0, 0);
        org.leak_ppm = 0;
    }
    exercise
}

#[test]
fn a_world_without_friction_gives_the_measures_their_limits() {
    let exercise = ideal();
    for seed in 0..5 {
        let entries = cast::play(&exercise, seed);
        let readings = metric::read(&exercise, &entries, exercise.clock.endex);
        let all = |id: &str| {
            let found = readings
                .iter()
                .find(|one| one.metric == id && one.scope == Scope::All);
            found.unwrap_or_else(|| panic!("no reading of {id}"))
        };
        for id in [
            "transit_time",
            "open_delay",
            "ack_time",
            "desk_wait",
            "approval_time",
        ] {
            let reading = all(id);
            assert!(
                reading.count > 0 || id == "approval_time",
                "{id}: nothing observed"
            );
            assert_eq!(reading.censored, 0, "{id} with seed {seed}");
            assert_eq!(reading.mean.unwrap_or(0.0), 0.0, "{id} with seed {seed}");
        }
        assert_eq!(all("contact_reach").mean, Some(1.0), "seed {seed}");
        for id in ["tlp_breaches", "pap_breaches", "overclassification_loss"] {
            assert!(all(id).mean.unwrap_or(0.0) == 0.0, "{id} with seed {seed}");
        }
        let rounds = all("clarification_rounds");
        assert_eq!(
            rounds.mean.unwrap_or(0.0),
            0.0,
            "nothing is left out, seed {seed}"
        );
    }
}
