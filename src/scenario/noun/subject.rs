//! What a message or an action is about: `"c2-1"`, or `"host:c2-1"` where several things have an
//! id.

use super::super::codes;
use super::super::cx::{Cx, short};
use super::super::problem::Problem;
use super::super::ron_place::Spot;
use crate::model::{
    ArtefactId, FindingId, HostId, InjectId, Named, Names, OrgId, Subject, ThreatId,
};

type Find = fn(&str, &Names) -> Option<Subject>;
const KINDS: &[(&str, Find)] = &[
    ("finding", |id, names| {
        FindingId::find(id, names).map(Subject::Finding)
    }),
    ("host", |id, names| {
        HostId::find(id, names).map(Subject::Host)
    }),
    ("artefact", |id, names| {
        ArtefactId::find(id, names).map(Subject::Artefact)
    }),
    ("victim", |id, names| {
        OrgId::find(id, names).map(Subject::Victim)
    }),
    ("incident", |id, names| {
        ThreatId::find(id, names).map(Subject::Incident)
    }),
    ("inject", |id, names| {
        InjectId::find(id, names).map(Subject::Inject)
    }),
];

/// The subject of a text; what is unknown or ambiguous becomes a problem.
pub(in crate::scenario) fn subject(cx: &mut Cx<'_>, text: &Spot<String>) -> Option<Subject> {
    if let Some((kind, id)) = text.value.split_once(':') {
        let Some((_, find)) = KINDS.iter().find(|(name, _)| *name == kind) else {
            let kinds: Vec<_> = KINDS.iter().map(|(name, _)| *name).collect();
            let message = format!("`{}` is no kind of thing to be about", short(kind));
            let meant = cx.problems.did_you_mean(kind, kinds.iter().copied());
            let problem = Problem::new(&codes::UNKNOWN_ID, message).at(text.place);
            let reason = format!("the kinds are: {}", kinds.join(", "));
            cx.problems.push(problem.because(reason).meant(meant));
            return None;
        };
        let found = find(id, &cx.names);
        if found.is_none() {
            unknown(cx, text, id);
        }
        return found;
    }
    let id = text.value.as_str();
    let found: Vec<_> = KINDS
        .iter()
        .filter_map(|(kind, find)| Some((kind, find(id, &cx.names)?)))
        .collect();
    // A threat and its seat have one id, and it is the incident that is meant.
    let incident = found.iter().find(|(kind, _)| **kind == "incident");
    match (&found[..], incident) {
        ([], _) => {
            unknown(cx, text, id);
            None
        }
        ([(_, subject)], _) => Some(*subject),
        ([_, _], Some((_, subject))) if found.iter().any(|(kind, _)| **kind == "victim") => {
            Some(*subject)
        }
        (several, _) => {
            let message = format!("`{}` could be several things", short(id));
            let forms: Vec<_> = several
                .iter()
                .map(|(kind, _)| format!("\"{kind}:{id}\""))
                .collect();
            let problem = Problem::new(&codes::AMBIGUOUS_SUBJECT, message).at(text.place);
            cx.problems
                .push(problem.help(format!("write {}", forms.join(" or "))));
            None
        }
    }
}

/// As [`subject`], for what may be left out.
pub(in crate::scenario) fn some(cx: &mut Cx<'_>, text: Option<&Spot<String>>) -> Option<Subject> {
    text.and_then(|text| subject(cx, text))
}

fn unknown(cx: &mut Cx<'_>, text: &Spot<String>, id: &str) {
    let names = &cx.names;
    let tables = [
        &names.findings,
        &names.hosts,
        &names.artefacts,
        &names.orgs,
        &names.injects,
    ];
    let known = tables.into_iter().flatten().map(String::as_str);
    let meant = cx.problems.did_you_mean(id, known).map(str::to_owned);
    let message = format!("there is no `{}` to be about", short(id));
    let problem = Problem::new(&codes::UNKNOWN_ID, message).at(text.place);
    cx.problems.push(problem.meant(meant.as_deref()));
}
