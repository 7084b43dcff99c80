//! The MSEL: notifications, samples, contingencies and what is expected of whom.

use super::{Plan, incidents, list, world};

pub(super) fn write(plan: &Plan, out: &mut String) {
    list(
        out,
        "injects",
        (0..plan.injects).map(|nth| inject(plan, nth)),
    );
    let objectives = [
        ("suspend", "Suspend malicious infrastructure"),
        ("analyse", "Analyse malicious code"),
        ("notify", "Notify and assist those affected"),
    ];
    let objective = |(id, title)| format!("(id: \"{id}\", title: \"{title}\")");
    list(out, "objectives", objectives.into_iter().map(objective));
}

/// When an inject is due, in minutes: spread over the first three quarters.
fn minutes(plan: &Plan, nth: u32) -> u32 {
    let spread = u64::from(60 * plan.hours * 3 / 4).saturating_sub(10);
    let at = spread * u64::from(nth) / u64::from(plan.injects);
    10 + u32::try_from(at).unwrap_or(0)
}

fn inject(plan: &Plan, nth: u32) -> String {
    let threat = nth % plan.threats;
    let id = format!("I-{:05}", nth + 1);
    let to = (0..plan.degree).map(|k| world::cert(incidents::hit(plan, threat, k)));
    let to: Vec<String> = to.map(|cert| format!("\"{cert}\"")).collect();
    let of = |what| incidents::of(threat, what);
    let task = format!("T-{:05}", nth + 1);
    // Every sixth is a contingency: it reminds of what the inject before it asked for.
    if nth % 6 == 5 {
        let at = (minutes(plan, nth) + 30).min(60 * plan.hours - 1);
        let before = format!("T-{nth:05}");
        return format!(
            "(id: \"{id}\", title: \"Reminder {}\", unless: \"{before}\", by_time: \"+{at}m\", \
             to: [{}], by: \"phone\", kind: Notification, \
             text: \"Nothing was heard of this yet.\")",
            nth + 1,
            to.join(", "),
        );
    }
    let (finding, more, does, objective, target) = match nth % 3 {
        0 => {
            let does = format!("Sent(kind: TakedownRequest, about: \"host:{}\")", of("c2"));
            ("address", String::new(), does, "suspend", 60)
        }
        1 => {
            let sample = of("sample");
            let does = format!("Analysed(artefact: \"{sample}\")");
            (
                "address",
                format!(", attach: [\"{sample}\"]"),
                does,
                "analyse",
                120,
            )
        }
        _ => {
            let does = format!("Learnt(finding: \"{}\")", of("victim"));
            ("victim", String::new(), does, "notify", 60)
        }
    };
    // What is due after ENDEX could not be seen, and delivery takes time.
    let limit = (2 * target).min(60 * plan.hours - minutes(plan, nth) - 5);
    let target = target.min(limit);
    format!(
        "(id: \"{id}\", title: \"Report {number}\", at: \"+{at}m\", to: [{to}], by: \"email\", \
         kind: Notification, about: \"finding:{finding}\", claims: [\"{finding}\"]{more}, \
         text: \"Please look into this.\", expects: [(id: \"{task}\", title: \"Answer to report \
         {number}\", does: {does}, target: \"{target}m\", limit: \"{limit}m\", \
         objective: \"{objective}\")])",
        number = nth + 1,
        at = minutes(plan, nth),
        to = to.join(", "),
        finding = of(finding),
    )
}
