//! Organisations: an id, a name and an economy are enough, the rest has defaults by kind.

use super::super::codes;
use super::super::cx::{Cx, Of};
use super::super::gather::Layer;
use super::super::ron_place::{Each, Given, Length, Milli, OneOrMany, Share, Spot};
use super::amount::Rate;
use super::duty::{self, ShiftText};
use super::service::TimeText;
use super::{selector, text};
use crate::exercise::{
    Approval, ContactPoint, Family, Law, Organisation, Policy, Sensor, ServiceTime,
};
use crate::model::{
    ChannelId, LookUp, MILLION, Mandate, OrgId, OrgKind, Part, PlaybookId, RequestField, Span,
    ThreatClass, Tier, Tlp,
};
use serde::Deserialize;
use serde::de::IgnoredAny;

/// An organisation, or the defaults of a kind.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename = "Organisation")]
pub(in crate::scenario) struct OrganisationText {
    #[serde(rename = "id")]
    _id: Option<IgnoredAny>,
    #[serde(rename = "overrides")]
    _overrides: Option<IgnoredAny>,
    #[serde(rename = "source")]
    _source: Option<IgnoredAny>,
    #[serde(rename = "notes")]
    _notes: Option<String>,
    #[serde(rename = "kind")]
    _kind: Option<Spot<OrgKind>>,
    pub name: Option<Spot<String>>,
    pub economy: Option<Spot<String>>,
    constituency: Option<OneOrMany<String>>,
    mandates: Option<Each<Mandate>>,
    desk: Option<DeskText>,
    contacts: Option<Each<ContactText>>,
    reached_by: Option<Each<String>>,
    directory: Option<DirectoryText>,
    trusts: Option<Each<TrustText>>,
    sensors: Option<Each<SensorText>>,
    policy: Option<PolicyText>,
    playbook: Option<Spot<String>>,
    needs: Option<Each<RequestField>>,
    thorough: Option<Given<Share>>,
    harm: Option<Given<Rate>>,
    patience: Option<Given<Length>>,
    leaks: Option<Given<Share>>,
    approval: Option<ApprovalText>,
    not_incidents: Option<Each<ThreatClass>>,
}

impl OrganisationText {
    /// This one, with what `below` says for the fields that it lacks.
    pub(in crate::scenario) fn over(self, below: &Self, lacks: impl Fn(&str) -> bool) -> Self {
        let mut all = self;
        macro_rules! fields {
            ($($field:ident)*) => {$(
                if all.$field.is_none() && below.$field.is_some() && lacks(stringify!($field)) {
                    all.$field.clone_from(&below.$field);
                }
            )*};
        }
        fields! {
            name economy constituency mandates desk contacts reached_by directory trusts sensors
            policy playbook needs thorough harm patience leaks approval not_incidents
        }
        all
    }
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename = "Desk")]
struct DeskText {
    analysts: Option<Given<u16>>,
    shift: Option<Spot<ShiftText>>,
    skill: Option<Given<Milli>>,
    background: Option<Given<Rate>>,
    service: Option<TimeText>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename = "Contact")]
struct ContactText {
    role: String,
    #[serde(default)]
    channels: Each<String>,
    tenure: Option<Given<Length>>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename = "Directory")]
struct DirectoryText {
    stale: Option<Given<Share>>,
    missing: Option<Given<Share>>,
    age: Option<Given<Length>>,
    #[serde(default)]
    entries: Each<EntryText>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename = "Entry")]
struct EntryText {
    of: OneOrMany<String>,
    is: LookUp,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename = "Trust")]
struct TrustText {
    of: OneOrMany<String>,
    tier: Tier,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename = "Sensor")]
struct SensorText {
    class: ThreatClass,
    sees: Option<Given<Share>>,
    delay: Option<Given<Length>>,
    spread: Option<Given<Milli>>,
    gives: Option<Part>,
    watches: Option<Watches>,
}

/// Who clears what it writes abroad.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename = "Approval")]
enum ApprovalText {
    Politics,
    Own,
    By(Spot<String>),
}

#[derive(Clone, Copy, Debug, Deserialize)]
enum Watches {
    Itself,
    Constituency,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename = "Policy")]
struct PolicyText {
    tlp: Option<Tlp>,
    classifies: Option<Given<Share>>,
    release: Option<Given<Length>>,
    legal_review: Option<bool>,
    full_trust: Option<Given<Share>>,
    share_trust: Option<Given<Share>>,
    sees_through: Option<Given<Share>>,
    careless: Option<Given<Share>>,
}

/// One organisation as declared, with its defaults already under it.
pub(in crate::scenario) struct Declared {
    pub id: Spot<String>,
    pub kind: OrgKind,
    pub layers: Vec<Layer>,
    /// None when it could not be decoded.
    pub said: Option<OrganisationText>,
}

/// Resolves one organisation.
#[allow(clippy::too_many_lines, reason = "one line a field, in order")]
pub(in crate::scenario) fn resolve(cx: &mut Cx<'_>, id: OrgId, declared: Declared) -> Organisation {
    let mut org = blank(&declared);
    org.economy = cx.roster.economies[id.at()];
    let Some(said) = declared.said else {
        return org;
    };
    let place = declared.id.place;
    let layers: Vec<_> = declared.layers.iter().map(|layer| layer.place).collect();
    let lacks = org.economy.is_none() && org.kind.plays() && said.economy.is_none();
    if lacks && !cx.is_told(&layers, "economy") {
        let message = format!("organisation `{}` needs an economy", org.id);
        cx.problem(&codes::MISSING_FIELD, place, message);
    }
    let of = |family| Of {
        layers: &declared.layers,
        place,
        family,
    };
    let desk = said.desk.unwrap_or_default();
    let mut numbers_of = of(Family::Desk);
    let mut numbers = cx.numbers(&numbers_of);
    let analysts = numbers.need("desk.analysts", &desk.analysts).unwrap_or(0);
    org.skill_ppm = numbers
        .milli("desk.skill", &desk.skill)
        .saturating_mul(1000);
    let background = Rate::milli_per_hour(desk.background.as_ref());
    let background = numbers.need("desk.background", &background);
    org.background_milli_per_hour = background.unwrap_or(0);
    org.background_service = desk.service.map(|time| ServiceTime {
        median: numbers.length("desk.service.median", &time.median),
        sigma_milli: numbers.milli("desk.service.spread", &time.spread),
        law: time.law.unwrap_or(Law::Lognormal),
    });
    org.patience = numbers.length("patience", &said.patience);
    org.thorough_ppm = numbers.share("thorough", &said.thorough);
    numbers_of.family = Family::Threat;
    let mut numbers = cx.numbers(&numbers_of);
    let harm = Rate::milli_per_hour(said.harm.as_ref());
    org.harm_milli_per_hour = numbers.need("harm", &harm).unwrap_or(0);
    org.leak_ppm = numbers.share("leaks", &said.leaks);
    // Whoever plays needs an economy: where it has none, that is told already.
    let told = org.kind.plays() && org.economy.is_none();
    let shift = desk.shift.as_ref().filter(|_| !told);
    org.duty = duty::resolve(cx, &of(Family::Desk), shift, org.economy, analysts);
    if let Some(skill) = desk.skill.filter(|skill| skill.value.0 == 0)
        && org.kind.plays()
    {
        let message = "`desk.skill` must be more than 0";
        cx.problem(&codes::OUT_OF_RANGE, skill.place, message);
    }
    org.constituency = selector::select(cx, &said.constituency.unwrap_or_default(), Some(id));
    org.constituency.retain(|served| *served != id);
    org.mandates = values(said.mandates);
    org.mandates.sort_unstable();
    org.mandates.dedup();
    org.reached_by = cx.find_all::<ChannelId>(&said.reached_by.unwrap_or_default());
    org.contacts = contacts(
        cx,
        &of(Family::Directory),
        said.contacts.unwrap_or_default(),
    );
    directory(
        cx,
        &of(Family::Directory),
        id,
        said.directory.unwrap_or_default(),
        &mut org,
    );
    for trust in said.trusts.unwrap_or_default() {
        let others = selector::select(cx, &trust.of, Some(id));
        let others = others.into_iter().filter(|other| *other != id);
        org.trusts.extend(others.map(|other| (other, trust.tier)));
    }
    // What is said last holds.
    org.trusts.reverse();
    org.trusts.sort_by_key(|(other, _)| *other);
    org.trusts.dedup_by_key(|(other, _)| *other);
    org.sensors = sensors(cx, &of(Family::Sensor), said.sensors.unwrap_or_default());
    org.policy = policy(cx, &of(Family::Sharing), said.policy.unwrap_or_default());
    match &said.playbook {
        Some(playbook) => {
            org.playbook = cx.find::<PlaybookId>(playbook).unwrap_or(PlaybookId(0));
        }
        None if cx.is_told(&layers, "playbook") => {}
        None => {
            let message = format!("organisation `{}` needs a playbook", org.id);
            cx.problem(&codes::MISSING_FIELD, place, message);
        }
    }
    org.needs = values(said.needs);
    org.approval = approval(cx, said.approval);
    org.not_incidents = said.not_incidents.map(|list| values(Some(list)));
    if said.name.is_some() {
        org.name = text(said.name);
    }
    org
}

/// The members of a list that may be left out, without their places.
fn values<T>(list: Option<Each<T>>) -> Vec<T> {
    let list = list.unwrap_or_default().into_iter();
    list.map(|member| member.value).collect()
}

fn blank(declared: &Declared) -> Organisation {
    Organisation {
        id: declared.id.value.clone(),
        name: declared.id.value.clone(),
        kind: declared.kind,
        economy: None,
        constituency: Vec::new(),
        mandates: Vec::new(),
        duty: Vec::new(),
        skill_ppm: MILLION,
        background_milli_per_hour: 0,
        background_service: None,
        contacts: Vec::new(),
        reached_by: Vec::new(),
        stale_ppm: 0,
        missing_ppm: 0,
        directory_age: None,
        entries: Vec::new(),
        trusts: Vec::new(),
        sensors: Vec::new(),
        policy: Policy {
            tlp: Tlp::Amber,
            classifies_ppm: 0,
            release: Span::ZERO,
            legal_review: false,
            full_ppm: 0,
            share_ppm: 0,
            sees_through_ppm: 0,
            careless_ppm: 0,
        },
        playbook: PlaybookId(0),
        needs: Vec::new(),
        thorough_ppm: 0,
        harm_milli_per_hour: 0,
        patience: Span::ZERO,
        leak_ppm: 0,
        approval: Approval::Politics,
        not_incidents: None,
    }
}

fn approval(cx: &mut Cx<'_>, said: Option<ApprovalText>) -> Approval {
    let by = match said {
        None | Some(ApprovalText::Politics) => return Approval::Politics,
        Some(ApprovalText::Own) => return Approval::Own,
        Some(ApprovalText::By(by)) => by,
    };
    let Some(clears) = cx.find::<OrgId>(&by) else {
        return Approval::Politics;
    };
    if !cx.roster.kinds[clears.at()].plays() {
        let message = format!(
            "`{}` has no desk: what it has to clear never leaves",
            by.value
        );
        cx.problem(&codes::NOBODY_CAN, by.place, message);
    }
    Approval::By(clears)
}

/// Shorter terms are a slip of the pen, and would make people change without end.
const SHORTEST_TENURE: Span = Span::hours(24);

fn contacts(cx: &mut Cx<'_>, of: &Of<'_>, list: Each<ContactText>) -> Vec<ContactPoint> {
    let mut contacts = Vec::new();
    for contact in list {
        let contact = contact.value;
        let path = format_args!("contacts.{}.tenure", contact.role);
        let tenure = cx.numbers(of).may(path, &contact.tenure);
        let tenure = tenure.map(|length| length.0);
        if let (Some(given), Some(tenure)) = (&contact.tenure, tenure)
            && tenure < SHORTEST_TENURE
        {
            let message = "nobody holds a role for less than a day; a shift is `desk.shift`";
            cx.problem(&codes::OUT_OF_RANGE, given.place, message);
        }
        let channels = cx.find_all(&contact.channels);
        contacts.push(ContactPoint {
            role: contact.role,
            channels,
            tenure,
        });
    }
    contacts
}

fn directory(cx: &mut Cx<'_>, of: &Of<'_>, id: OrgId, said: DirectoryText, org: &mut Organisation) {
    let mut numbers = cx.numbers(of);
    org.stale_ppm = numbers.share("directory.stale", &said.stale);
    org.missing_ppm = numbers.share("directory.missing", &said.missing);
    org.directory_age = numbers
        .may("directory.age", &said.age)
        .map(|length| length.0);
    if let Some(stale) = &said.stale
        && org.stale_ppm.saturating_add(org.missing_ppm) > MILLION
    {
        let message = "more entries would be stale or missing than there are";
        cx.problem(&codes::OUT_OF_RANGE, stale.place, message);
    }
    for entry in said.entries {
        let others = selector::select(cx, &entry.of, Some(id));
        org.entries
            .extend(others.into_iter().map(|other| (other, entry.is)));
    }
    org.entries.sort_by_key(|(other, _)| *other);
    org.entries.dedup_by_key(|(other, _)| *other);
}

fn sensors(cx: &mut Cx<'_>, of: &Of<'_>, list: Each<SensorText>) -> Vec<Sensor> {
    let mut sensors = Vec::new();
    for sensor in list {
        let class = sensor.class;
        let mut numbers = cx.numbers(of);
        let sees_ppm = numbers.share(format_args!("sensors.{class}.sees"), &sensor.sees);
        let delay = numbers.length(format_args!("sensors.{class}.delay"), &sensor.delay);
        let spread = numbers.may(format_args!("sensors.{class}.spread"), &sensor.spread);
        sensors.push(Sensor {
            class: sensor.class,
            sees_ppm,
            delay,
            sigma_milli: spread.map_or(800, |milli| milli.0),
            gives: sensor.gives.unwrap_or(Part::Full),
            constituency: matches!(sensor.watches, Some(Watches::Constituency)),
        });
    }
    sensors
}

fn policy(cx: &mut Cx<'_>, of: &Of<'_>, said: PolicyText) -> Policy {
    let mut numbers = cx.numbers(of);
    Policy {
        tlp: said.tlp.unwrap_or(Tlp::Amber),
        classifies_ppm: numbers.share("policy.classifies", &said.classifies),
        release: numbers.length("policy.release", &said.release),
        legal_review: said.legal_review.unwrap_or(false),
        full_ppm: numbers.share("policy.full_trust", &said.full_trust),
        share_ppm: numbers.share("policy.share_trust", &said.share_trust),
        sees_through_ppm: numbers.share("policy.sees_through", &said.sees_through),
        careless_ppm: numbers.share("policy.careless", &said.careless),
    }
}
