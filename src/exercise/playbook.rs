//! Playbooks: what an organisation does by itself. Rules, no code.

use super::channel::Channel;
use super::pattern::Pattern;
use crate::model::{
    AgreementId, FindingKind, Mandate, MessageKind, OrgId, OrgKind, Priority, Span, Tier, Work,
};
use serde::{Deserialize, Serialize};

/// A playbook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Playbook {
    /// Its id.
    pub id: String,
    /// Its rules, in order; every rule that fits runs.
    pub rules: Vec<Rule>,
}

/// One rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// What it is called.
    pub name: String,
    /// What sets it off.
    pub on: Pattern,
    /// What must hold, as the seat sees it.
    pub when: Vec<Guard>,
    /// What it does, step by step.
    pub steps: Vec<Step>,
}

/// A guard over what the seat can see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Guard {
    /// The rule has not run before for the same subject.
    FirstTime,
    /// What set it off carries or is about a finding of this kind.
    About(FindingKind),
    /// It came from such an organisation.
    FromKind(OrgKind),
    /// It came from somebody in this tier or an inner one.
    FromTier(Tier),
    /// This organisation holds the mandate.
    May(Mandate),
    /// This organisation hosts what it is about.
    HostsIt,
    /// What it is about is a host in this organisation's economy.
    InOurEconomy,
    /// The victim it is about is in this organisation's constituency.
    OurConstituent,
    /// The victim it is about is this organisation.
    WeAreTheVictim,
    /// The host it is about answers.
    StillUp,
    /// Fewer than so many tickets wait.
    QueueBelow(u32),
    /// It carries an artefact.
    HasArtefact,
    /// The agreement is operational.
    InForce(AgreementId),
    /// None of these holds.
    Not(Box<Guard>),
}

/// One step of a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Step {
    /// Acknowledge the message that set the rule off.
    Acknowledge,
    /// Put work on the desk and go on when it is done.
    Work(Work, Priority),
    /// Go on after so long.
    Wait(Span),
    /// Check the claims that came; go on only when they are believed.
    Verify,
    /// Answer the message that set the rule off, with what is known of what it asks.
    Answer,
    /// Ask for the request fields that are missing, and go on when they have come; after so many
    /// rounds, decline.
    Clarify(u32),
    /// Share with somebody, over a way that carries something in particular where there is one.
    Share(Who, What, Option<Over>),
    /// Send a message of a kind about what set the rule off, likewise.
    Send(MessageKind, Who, Priority, Option<Over>),
    /// Agree to leave infrastructure up, as the message asks.
    Hold,
    /// Suspend the host it is about.
    Suspend,
    /// Block the host it is about for this organisation's economy.
    Block,
    /// Analyse the artefacts that came.
    Analyse,
    /// Apply the indicators that came: one piece of work for each.
    Apply,
    /// Contain this organisation's own intrusion.
    Contain,
    /// Recover this organisation's own systems.
    Recover,
    /// Raise it to the next step of the ladder.
    Escalate,
    /// Ask for what is classified to be released.
    Release,
    /// Say in public who is behind the group that the cue is about.
    Attribute,
    /// Publish a statement.
    Publish(String),
    /// Record a decision.
    Decide(String),
    /// Call a points-of-contact check.
    CommsCheck(Who),
    /// By chance, in parts per million, do the first steps, otherwise the others.
    Chance(u32, Vec<Step>, Vec<Step>),
    /// Close the message that set the rule off.
    Close,
    /// End the rule here unless the guard holds.
    Only(Guard),
}

/// Whom a step is directed at, as the seat can find out for itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Who {
    /// The sender of what set the rule off.
    Sender,
    /// The provider that hosts what it is about (addresses are public).
    Hoster,
    /// The national CERT of the economy where what it is about is hosted.
    HostCert,
    /// The police of the economy where what it is about is hosted.
    HostPolice,
    /// The victim it is about.
    Victim,
    /// The national CERT that serves the victim.
    VictimCert,
    /// This organisation's constituency.
    Constituents,
    /// Organisations of a kind in this organisation's own economy.
    Ours(OrgKind),
    /// Every organisation of a kind.
    Every(OrgKind),
    /// Organisations of a kind trusted at least so far.
    Trusted(OrgKind, Tier),
    /// Fellow parties of this organisation's operational agreements.
    Partners,
    /// The other parties of this agreement, while it is operational.
    PartiesOf(AgreementId),
    /// Organisations by name.
    These(Vec<OrgId>),
}

/// What a channel has to be, where a sender would rather use such a one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Over {
    /// What it carries is evidence.
    Evidence,
    /// It makes sure who sends.
    Authenticated,
}

impl Over {
    /// Whether a channel is one.
    #[must_use]
    pub fn fits(self, channel: &Channel) -> bool {
        match self {
            Over::Evidence => channel.evidence,
            Over::Authenticated => channel.authenticated,
        }
    }
}

/// What is shared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum What {
    /// The claims that set the rule off.
    Trigger,
    /// Everything known about the same threat.
    SameThreat,
}
