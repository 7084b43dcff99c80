//! From what is declared to the exercise: names first, then noun by noun in the order in which
//! they rest on each other.

use super::cx::{Cx, Roster};
use super::gather::{Entry, Gathered, List};
use super::noun::inject::InjectText;
use super::noun::organisation::{Declared, OrganisationText};
use super::noun::task::TaskText;
use super::noun::{
    agreement, artefact, channel, clock, economy, finding, gathering, host, improvement, inject,
    need, objective, operation, organisation, playbook, selector, service, task, threat,
};
use super::problem::{Problem, Problems};
use super::ron_place::{Each, Spot};
use super::source::{Place, Sources};
use super::{check, codes, prune};
use crate::exercise::{CriticalTask, Exercise, FORMAT, Finding};
use crate::model::time::DAY;
use crate::model::{InjectId, Names, OrgId, OrgKind, SimTime, Tlp};
use std::collections::{BTreeMap, BTreeSet};

/// More of anything than this is refused.
pub(super) const MOST: usize = 100_000;
/// Organisations times days of an exercise: each has shifts and offices open and close.
const MOST_DAYS: i64 = 10_000_000;
/// The mark where an author gives none.
const MARK: &str = "EXERCISE EXERCISE EXERCISE";

/// The exercise, as far as it can be made out; problems say whether it may be played.
#[allow(clippy::too_many_lines, reason = "one step a noun, in order")]
pub(super) fn resolve(
    name: &str,
    mut gathered: Gathered<'_>,
    scenario: Place,
    sources: &Sources,
    problems: &mut Problems,
) -> Exercise {
    let (clock, reading, jumps) = clock::resolve(&gathered, scenario, sources, problems);
    let (pruned, changed) = prune::prune(&mut gathered, sources);
    let mut lists = Lists::of(&mut gathered);
    lists.limit(problems);
    let mut cx = Cx {
        sources,
        problems,
        names: lists.names(),
        pruned,
        roster: Roster::default(),
        weeks: Vec::new(),
        duties: BTreeMap::new(),
        seen: BTreeSet::new(),
        endex: clock.endex,
        clock: reading,
        parameters: BTreeMap::new(),
        selected: 0,
        lower: BTreeMap::new(),
        broken_tasks: BTreeSet::new(),
        places: BTreeMap::new(),
    };
    clock::parameters(&mut cx, jumps, scenario);
    let injects_said = inject::decode(&mut cx, &lists.injects);
    let (tasks_said, task_ids) = tasks_said(&mut cx, &lists, &injects_said);
    cx.names.tasks = task_ids;
    let declared = declared(&mut cx, &lists);
    cx.names.orgs = declared.iter().map(|one| one.id.value.clone()).collect();
    let about = declared.iter().map(|one| {
        let economy = one.said.as_ref().and_then(|said| said.economy.clone());
        (one.kind, economy)
    });
    let about: Vec<_> = about.collect();
    for (nth, one) in (0u32..).zip(&declared) {
        cx.places.insert(("organisation", nth), one.id.place);
    }
    let days = cx.endex.0 / DAY + 1;
    if i64::try_from(about.len())
        .unwrap_or(i64::MAX)
        .saturating_mul(days)
        > MOST_DAYS
    {
        let message = "so many organisations cannot be played for so long";
        cx.problem(&codes::TOO_MANY, scenario, message);
        cx.endex = SimTime(DAY);
    }
    selector::roster(&mut cx, about.into_iter());
    let economies = economy::resolve(&mut cx, &lists.economies);
    let channels = channel::resolve(&mut cx, &lists.channels);
    unplayed(&mut cx, &changed);
    let service = service::resolve(&mut cx, &lists.service);
    let (playbooks, rule_places) = playbook::resolve(&mut cx, &lists.playbooks);
    let organisations: Vec<_> = (0..)
        .zip(declared)
        .map(|(nth, one)| organisation::resolve(&mut cx, OrgId(nth), one))
        .collect();
    let agreements = agreement::resolve(&mut cx, &lists.agreements);
    let hosts = host::resolve(&mut cx, &lists.hosts);
    let threats = threat::resolve(&mut cx, &lists.threats, &hosts);
    let artefacts = artefact::resolve(&mut cx, &lists.artefacts);
    let needs = need::Needs::of(&organisations, &hosts, &threats);
    let findings = findings(&mut cx, &lists, &needs);
    let season = gathering::season(&mut cx, &gathered);
    let gatherings = gathering::resolve(&mut cx, &lists.gatherings);
    let operations = operation::resolve(&mut cx, &lists.operations, &hosts);
    let objectives = objective::resolve(&mut cx, &lists.objectives);
    let tasks = tasks(&mut cx, &tasks_said);
    let improvements = improvement::resolve(&mut cx, &lists.improvements, &gathered.improved);
    for (nth, entry) in (0u32..).zip(lists.threats.values()) {
        cx.places.insert(("threat", nth), entry.id.place);
    }
    let excon = inject::excon(&cx.roster.kinds);
    let around = inject::Around {
        findings: &findings,
        excon,
    };
    let injects = lists.injects.values().zip(&injects_said);
    let injects: Vec<_> = (0u32..)
        .zip(injects)
        .map(|(nth, (entry, said))| {
            cx.places.insert(("inject", nth), entry.id.place);
            inject::resolve(&mut cx, entry, said.as_ref(), &around)
        })
        .collect();
    let own = |key, cx: &mut Cx<'_>| {
        let value = gathered.own.get(key)?;
        value
            .decode::<String>(cx.sources, cx.problems)
            .map(|text| text.value)
    };
    let exercise = Exercise {
        format: FORMAT,
        id: own("id", &mut cx).unwrap_or_else(|| stem(name)),
        title: own("title", &mut cx).unwrap_or_else(|| stem(name)),
        mark: own("mark", &mut cx).unwrap_or_else(|| MARK.to_owned()),
        tlp: tlp(&gathered, &mut cx),
        clock,
        economies,
        organisations,
        channels,
        agreements,
        findings,
        artefacts,
        hosts,
        threats,
        season,
        gatherings,
        operations,
        playbooks,
        injects,
        tasks,
        objectives,
        improvements,
        service,
        parameters: std::mem::take(&mut cx.parameters).into_values().collect(),
    };
    // Checks of sense rest on references being right.
    if cx.problems.errors() == 0 {
        let places = check::Places {
            of: cx.places,
            rules: rule_places,
        };
        check::all(&exercise, &places, cx.problems);
    }
    exercise
}

/// Looks at what a scenario changes of the library and then does not mention: what is wrong with
/// it is told, and nothing of it becomes part of the exercise.
fn unplayed(cx: &mut Cx<'_>, changed: &prune::Changed<'_>) {
    if changed.values().all(List::is_empty) {
        return;
    }
    let before = (cx.parameters.clone(), cx.seen.clone());
    for (name, list) in changed {
        match *name {
            "channels" => drop(channel::resolve(cx, list)),
            "economies" => economy::look_at(cx, list),
            _ => playbook::look_at(cx, list),
        }
    }
    (cx.parameters, cx.seen) = before;
}

/// The lists of the nouns.
struct Lists<'d> {
    agreements: List<'d>,
    artefacts: List<'d>,
    channels: List<'d>,
    economies: List<'d>,
    falsehoods: List<'d>,
    findings: List<'d>,
    gatherings: List<'d>,
    hosts: List<'d>,
    improvements: List<'d>,
    injects: List<'d>,
    kinds: List<'d>,
    objectives: List<'d>,
    operations: List<'d>,
    organisations: List<'d>,
    playbooks: List<'d>,
    service: List<'d>,
    tasks: List<'d>,
    threats: List<'d>,
}

impl<'d> Lists<'d> {
    fn of(gathered: &mut Gathered<'d>) -> Lists<'d> {
        Lists {
            agreements: gathered.list("agreements"),
            artefacts: gathered.list("artefacts"),
            channels: gathered.list("channels"),
            economies: gathered.list("economies"),
            falsehoods: gathered.list("falsehoods"),
            findings: gathered.list("findings"),
            gatherings: gathered.list("gatherings"),
            hosts: gathered.list("hosts"),
            improvements: gathered.list("improvements"),
            injects: gathered.list("injects"),
            kinds: gathered.list("kinds"),
            objectives: gathered.list("objectives"),
            operations: gathered.list("operations"),
            organisations: gathered.list("organisations"),
            playbooks: gathered.list("playbooks"),
            service: gathered.list("service"),
            tasks: gathered.list("tasks"),
            threats: gathered.list("threats"),
        }
    }

    /// Refuses lists that are too long, and leaves nothing to go through then.
    fn limit(&mut self, problems: &mut Problems) {
        let mut refuse = |list: &List<'_>| {
            let too_many = list.len() > MOST;
            if too_many {
                let at = list.values().nth(MOST).map(|entry| entry.id.place);
                let message = format!("there are more than {MOST}");
                problems.push(Problem::new(&codes::TOO_MANY, message).at(at));
            }
            too_many
        };
        let mut too_many = false;
        for list in [&self.channels, &self.economies, &self.playbooks] {
            too_many |= refuse(list);
        }
        let lists = [
            &mut self.agreements,
            &mut self.artefacts,
            &mut self.falsehoods,
            &mut self.findings,
            &mut self.gatherings,
            &mut self.hosts,
            &mut self.improvements,
            &mut self.injects,
            &mut self.objectives,
            &mut self.operations,
            &mut self.organisations,
            &mut self.tasks,
            &mut self.threats,
        ];
        for list in &lists {
            too_many |= refuse(list);
        }
        if too_many {
            // Nothing of it will be played: what it refers to need not be looked at.
            lists.into_iter().for_each(List::clear);
        }
    }

    fn names(&self) -> Names {
        let ids = |list: &List<'d>| list.keys().cloned().collect::<Vec<_>>();
        let findings = finding::sorted(&self.findings, &self.falsehoods);
        Names {
            economies: ids(&self.economies),
            channels: ids(&self.channels),
            agreements: ids(&self.agreements),
            findings: findings
                .iter()
                .map(|(entry, _)| entry.id.value.clone())
                .collect(),
            artefacts: ids(&self.artefacts),
            gatherings: ids(&self.gatherings),
            hosts: ids(&self.hosts),
            threats: ids(&self.threats),
            playbooks: ids(&self.playbooks),
            injects: ids(&self.injects),
            operations: ids(&self.operations),
            objectives: ids(&self.objectives),
            ..Names::default()
        }
    }
}

/// Organisations in order of id, each over the defaults of its kind; EXCON and the seats of
/// threat groups among them, declared or not.
fn declared(cx: &mut Cx<'_>, lists: &Lists<'_>) -> Vec<Declared> {
    let mut all: BTreeMap<String, Declared> = BTreeMap::new();
    let mut decode = |entry: &Entry<'_>| {
        let said = entry.value.decode(cx.sources, cx.problems);
        said.map(|said: Spot<OrganisationText>| said.value)
    };
    let kinds = lists
        .kinds
        .iter()
        .map(|(kind, entry)| (kind.clone(), entry));
    let kinds: Kinds = kinds.map(|(kind, entry)| (kind, decode(entry))).collect();
    let with = (lists, &kinds);
    for (id, entry) in &lists.organisations {
        if cx.problems.is_full() {
            break;
        }
        let kind = match entry.value.field("kind", cx.sources) {
            // A wrong kind is reported when the organisation is decoded.
            Some(kind) => {
                let mut unheard = Problems::default();
                kind.decode(cx.sources, &mut unheard)
                    .map(|kind: Spot<OrgKind>| kind.value)
            }
            None => None,
        };
        let kind = kind.unwrap_or(OrgKind::NationalCert);
        let one = over_kind(cx, with, kind, &entry.id, Some(entry));
        all.insert(id.clone(), one);
    }
    for (id, threat) in &lists.threats {
        match all.get(id) {
            Some(seat) if seat.kind != OrgKind::ThreatGroup => {
                let message = format!("`{id}` is a threat and an organisation of another kind");
                let problem = Problem::new(&codes::DUPLICATE_ID, message).at(threat.id.place);
                cx.problems
                    .push(problem.related(Some(seat.id.place), "declared here"));
            }
            Some(_) => {}
            None => {
                let mut seat = over_kind(cx, with, OrgKind::ThreatGroup, &threat.id, None);
                let mut unheard = Problems::default();
                let mut text = |field| {
                    let value = threat.value.field(field, cx.sources);
                    value.and_then(|value| value.decode::<String>(cx.sources, &mut unheard))
                };
                let (economy, name) = (text("economy"), text("name"));
                if let Some(said) = &mut seat.said {
                    said.economy = economy;
                    said.name = name;
                }
                all.insert(id.clone(), seat);
            }
        }
    }
    if !all.values().any(|one| one.kind == OrgKind::Excon) {
        let kind = lists.kinds.get("Excon");
        let place = kind.map_or(Place::default(), |kind| kind.id.place);
        let id = Spot {
            value: "excon".to_owned(),
            place,
        };
        if let Some(taken) = all.get("excon") {
            let message = "`excon` is the seat of EXCON";
            cx.problem(&codes::DUPLICATE_ID, taken.id.place, message);
        } else {
            let excon = over_kind(cx, with, OrgKind::Excon, &id, None);
            all.insert(id.value, excon);
        }
    }
    all.into_values().collect()
}

/// What is declared for each kind, decoded once for all organisations of it.
type Kinds = BTreeMap<String, Option<OrganisationText>>;

fn over_kind(
    cx: &mut Cx<'_>,
    (lists, kinds): (&Lists<'_>, &Kinds),
    kind: OrgKind,
    id: &Spot<String>,
    entry: Option<&Entry<'_>>,
) -> Declared {
    let word = format!("{kind:?}");
    let (defaults, below) = (lists.kinds.get(&word), kinds.get(&word));
    let mut layers = Vec::new();
    layers.extend(defaults.iter().flat_map(|kind| kind.layers.iter().cloned()));
    layers.extend(entry.iter().flat_map(|entry| entry.layers.iter().cloned()));
    let below = below.and_then(Option::as_ref);
    let said = match (defaults, entry) {
        (_, None) => below.cloned(),
        (None, Some(entry)) => {
            let said = entry.value.decode(cx.sources, cx.problems);
            said.map(|said| said.value)
        }
        (Some(kind), Some(entry)) => {
            let value = kind.value.overlapped(&entry.value, cx.sources);
            let said = value.decode::<OrganisationText>(cx.sources, cx.problems);
            said.map(|said| match below {
                Some(below) => said
                    .value
                    .over(below, |field| entry.lacks(field, cx.sources)),
                None => said.value,
            })
        }
    };
    Declared {
        id: id.clone(),
        kind,
        layers,
        said,
    }
}

/// Tasks as written, by id; those in injects and those in the list of their own.
fn tasks_said(
    cx: &mut Cx<'_>,
    lists: &Lists<'_>,
    injects: &[Option<InjectText>],
) -> (Vec<task::Said>, Vec<String>) {
    let mut all: BTreeMap<String, task::Said> = BTreeMap::new();
    let mut inside: Vec<task::Said> = Vec::new();
    for (nth, (entry, inject)) in (0..).zip(lists.injects.values().zip(injects)) {
        let expects: Option<&Each<TaskText>> =
            inject.as_ref().and_then(|inject| inject.expects.as_ref());
        let expects = expects.into_iter().flat_map(|list| list.iter().cloned());
        inside.extend(expects.map(|one| task::Said::within(entry, InjectId(nth), one)));
    }
    for entry in lists.tasks.values() {
        let said = entry.value.decode::<TaskText>(cx.sources, cx.problems);
        match said {
            Some(said) => {
                let (text, layers) = (said.value, entry.layers.clone());
                let said = task::Said {
                    text,
                    inside: None,
                    layers,
                };
                all.insert(entry.id.value.clone(), said);
            }
            None => drop(cx.broken_tasks.insert(entry.id.value.clone())),
        }
    }
    for entry in lists.injects.values() {
        // Those that were read well are known by their ids, and are found before these.
        let expects = entry.value.field("expects", cx.sources);
        let ids = expects
            .iter()
            .flat_map(|tasks| tasks.of_each("id", cx.sources));
        cx.broken_tasks.extend(ids);
    }
    for task in inside {
        let id = task.text.id.clone();
        if let Some(first) = all.get(&id.value) {
            let message = format!("the task `{}` is declared twice", id.value);
            let problem = Problem::new(&codes::DUPLICATE_ID, message).at(id.place);
            cx.problems
                .push(problem.related(Some(first.text.id.place), "first declared here"));
            continue;
        }
        all.insert(id.value, task);
    }
    let ids = all.keys().cloned().collect();
    (all.into_values().collect(), ids)
}

fn tasks(cx: &mut Cx<'_>, said: &[task::Said]) -> Vec<CriticalTask> {
    let mut tasks = Vec::new();
    for (nth, said) in (0u32..).zip(said) {
        cx.places.insert(("task", nth), said.text.id.place);
        cx.places.insert(("limit", nth), said.text.limit.place);
        tasks.push(task::resolve(cx, said));
    }
    tasks
}

fn findings(cx: &mut Cx<'_>, lists: &Lists<'_>, needs: &need::Needs<'_>) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    for (entry, truth) in finding::sorted(&lists.findings, &lists.falsehoods) {
        let (mut finding, given) = finding::resolve(cx, entry, truth);
        if findings.last().is_some_and(|last| last.id == finding.id) {
            let message = format!("`{}` is a finding and a falsehood", finding.id);
            cx.problem(&codes::DUPLICATE_ID, entry.id.place, message);
        }
        finding.needed_by = given.unwrap_or_else(|| needs.needed_by(&finding));
        let nth = u32::try_from(findings.len()).unwrap_or(u32::MAX);
        cx.places.insert(("finding", nth), entry.id.place);
        findings.push(finding);
    }
    findings
}

fn tlp(gathered: &Gathered<'_>, cx: &mut Cx<'_>) -> Tlp {
    let said = gathered.own.get("tlp");
    let said = said.and_then(|value| value.decode::<Tlp>(cx.sources, cx.problems));
    said.map_or(Tlp::Amber, |tlp| tlp.value)
}

/// The name of a file without its folder and ending.
fn stem(name: &str) -> String {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    file.strip_suffix(".ron").unwrap_or(file).to_owned()
}
