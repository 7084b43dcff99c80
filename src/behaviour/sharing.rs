//! Sharing under trust, TLP, classification and law.

use super::contact::Cargo;
use super::state::KeptBack;
use super::{Turn, acts, contact, release};
use crate::action::{Action, Send};
use crate::exercise::Over;
use crate::fact::SharingWithheld;
use crate::journal::Causes;
use crate::kernel::{Purpose, draw, mix};
use crate::model::{
    ChannelId, Claim, FieldSet, FindingId, Letter, MessageKind, Onward, OrgId, OrgKind, Part,
    Priority, Subject, Tlp, Withheld,
};

const CARELESS: Purpose = Purpose::of("against the label");

/// What a shared message looks like from outside.
#[derive(Clone, Copy, Debug)]
pub struct Parcel {
    /// Who shares.
    pub from: OrgId,
    /// As what.
    pub kind: MessageKind,
    /// About what, where it is about one thing.
    pub about: Option<Subject>,
    /// How urgent.
    pub priority: Priority,
    /// What its sender would rather have the channel be.
    pub over: Option<Over>,
}

/// By what a claim is to go.
#[derive(Clone, Copy, Debug)]
pub enum Way {
    /// The best channel that there is, one like this where there is one.
    Best(Option<Over>),
    /// The channel by which the recipient asked for information.
    Reply(ChannelId),
    /// This channel and no other: by which the law was asked for help.
    By(ChannelId),
}

/// Offers findings to one recipient: what may go goes in one message, what may not is withheld
/// with its reason. What the recipient sent, or was sent before, is left out in silence.
pub fn offer(
    turn: &mut Turn<'_>,
    parcel: &Parcel,
    to: OrgId,
    findings: &[FindingId],
    causes: Causes,
) {
    if to == parcel.from || !turn.org(to).kind.plays() {
        return;
    }
    let (mut claims, mut because) = (Vec::new(), causes);
    for finding in findings {
        let Some(known) = turn.view(parcel.from).knows(*finding) else {
            continue;
        };
        if known.claim.source == to || known.is_shared_with(to) {
            continue;
        }
        if known
            .message
            .is_some_and(|m| turn.message(m).letter.from == to)
        {
            continue;
        }
        because = because.and(known.learnt_seq);
        match permitted(turn, parcel.from, to, *finding, Way::Best(parcel.over)) {
            Ok(claim) => claims.push(claim),
            Err(why) => withhold(turn, parcel.from, to, *finding, why, causes),
        }
    }
    if !claims.is_empty() {
        post(turn, parcel, to, claims, FieldSet::default(), because);
    }
}

/// Sends a message that carries claims, as an action like any other.
pub fn post(
    turn: &mut Turn<'_>,
    parcel: &Parcel,
    to: OrgId,
    claims: Vec<Claim>,
    fields: FieldSet,
    causes: Causes,
) {
    let view = turn.view(parcel.from);
    let secret = |claim: &Claim| {
        view.knows(claim.finding)
            .is_some_and(|known| known.classified)
    };
    let cargo = Cargo {
        label: claims.iter().map(|claim| claim.tlp).max(),
        classified: claims.iter().any(secret),
        over: parcel.over,
    };
    let letter = Letter {
        from: parcel.from,
        to,
        kind: parcel.kind,
        channel: contact::first_choice(turn, parcel.from, to, &cargo),
        about: parcel.about,
        claims,
        artefacts: Vec::new(),
        fields,
        wants: FieldSet::default(),
        reply_to: None,
        inject: None,
        priority: parcel.priority,
        text: String::new(),
    };
    let action = Action {
        by: parcel.from,
        intent: Send {
            letter: Box::new(letter),
        }
        .into(),
    };
    if let Err(refusal) = acts::act(turn, action, causes) {
        tracing::debug!(%refusal, "a playbook's message was refused");
    }
}

/// Records that something was kept back; what only needs a release or a review is remembered.
pub fn withhold(
    turn: &mut Turn<'_>,
    org: OrgId,
    to: OrgId,
    finding: FindingId,
    why: Withheld,
    causes: Causes,
) {
    let seq = turn.tell(
        SharingWithheld {
            org,
            to,
            finding,
            why,
        },
        causes,
    );
    if matches!(why, Withheld::Classification | Withheld::Legal) {
        let kept = turn.state.kept_back.entry((org, finding)).or_default();
        kept.push(KeptBack { to, why });
    }
    if why == Withheld::Classification {
        release::begin(turn, org, finding, seq);
    }
}

/// The claim that may go to a recipient, or why none may. A careless organisation passes
/// something on against its label with some chance; metrics call that a breach.
///
/// # Errors
/// The first reason that stands against it.
pub fn permitted(
    turn: &Turn<'_>,
    from: OrgId,
    to: OrgId,
    finding: FindingId,
    way: Way,
) -> Result<Claim, Withheld> {
    let known = turn.view(from).knows(finding).ok_or(Withheld::Tlp)?;
    let policy = &turn.org(from).policy;
    let claim = &known.claim;
    let label = Some(claim.tlp);
    if known.classified && !in_confidence(turn, from, to, label, way) {
        return Err(Withheld::Classification);
    }
    if !known.cleared {
        return Err(Withheld::Legal);
    }
    let own = claim.source == from;
    let relation = onward(turn, from, to, claim.source);
    // Whoever labelled it may give it to anybody, but to the public only what is for the public.
    if (!own || relation == Onward::Public) && !claim.tlp.allows(relation) {
        let key = mix(
            mix(turn.plan.finding(finding), turn.plan.org(from)),
            turn.plan.org(to),
        );
        if !draw::bernoulli(&mut turn.draw(key, CARELESS), policy.careless_ppm) {
            return Err(Withheld::Tlp);
        }
    }
    let trust = turn.trust(from, to);
    if claim.tlp >= Tlp::Amber && trust < policy.share_ppm {
        return Err(Withheld::Trust);
    }
    let cargo = |over| Cargo {
        label,
        classified: known.classified,
        over,
    };
    let way = match way {
        Way::Best(over) => contact::first_choice(turn, from, to, &cargo(over)),
        Way::Reply(_) => contact::first_choice(turn, from, to, &cargo(None)),
        Way::By(channel) => channel,
    };
    if !contact::carries(turn.channel(way), label) {
        return Err(Withheld::ChannelCeiling);
    }
    let part = if trust >= policy.full_ppm {
        claim.part
    } else {
        Part::Partial
    };
    Ok(Claim {
        part,
        ..claim.clone()
    })
}

/// Whether what a sender keeps classified may go to a recipient as it is: by a channel that carries
/// classified matter and is open to both.
fn in_confidence(turn: &Turn<'_>, from: OrgId, to: OrgId, label: Option<Tlp>, way: Way) -> bool {
    match way {
        Way::Best(over) => {
            let cargo = Cargo {
                label,
                classified: true,
                over,
            };
            contact::in_confidence(turn, from, to, &cargo).is_some()
        }
        Way::Reply(channel) | Way::By(channel) => {
            contact::keeps_confidence(turn, channel, from, to)
                && contact::carries(turn.channel(channel), label)
        }
    }
}

/// What a recipient is to an organisation that passes something on.
#[must_use]
pub fn onward(turn: &Turn<'_>, from: OrgId, to: OrgId, source: OrgId) -> Onward {
    if to == source {
        Onward::Source
    } else if turn.org(to).kind == OrgKind::Media {
        // A newsroom prints what it is given, also where a CERT serves it.
        Onward::Public
    } else if turn.org(from).constituency.binary_search(&to).is_ok() {
        Onward::Client
    } else {
        Onward::Community
    }
}
