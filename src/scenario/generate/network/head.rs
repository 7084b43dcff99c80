//! The comment at the head of a scenario that is made of a network: where it comes from, what each
//! issue area stands for, and what is invented.

use super::cast::one_line;
use super::course::Groups;
use super::drawn::SIGNED;
use super::mechanism::{Agency, MECHANISMS, Mechanism};
use super::{Course, Network, Origin};
use crate::model::AgreementState;
use std::fmt::Write as _;

/// How wide the comment is, without its slashes.
const WIDTH: usize = 106;

/// A number with its word: `1 economy`, `3 agreements`.
pub(super) fn many(number: usize, word: &str) -> String {
    match word.strip_suffix('y') {
        _ if number == 1 => format!("1 {word}"),
        Some(stem) => format!("{number} {stem}ies"),
        None => format!("{number} {word}s"),
    }
}

/// The whole comment.
pub(super) fn text(network: &Network, course: &Course, groups: &Groups<'_>) -> String {
    let mut out = String::new();
    paragraph(&mut out, &size(network));
    out.push_str("//\n");
    paragraph(&mut out, &origin(network, course));
    out.push_str("//\n");
    paragraph(
        &mut out,
        "Which mechanism of the model stands for each issue area. Change it where it is not what \
         was agreed: an agreement gives what stands in its `gives`, to the agencies among its \
         `parties`, while it is operational. `areas` themselves change nothing. An agreement of \
         several areas gives all that these give to all agencies that these concern; one that \
         gives nothing says so with what CERTs do for each other anyway, `Sharing(Known)`.",
    );
    out.push_str("//\n");
    let drawn = matches!(network.origin, Origin::Drawn(_));
    let share = if drawn { "  drawn" } else { "" };
    let heads = format!("{:<20}{:<11}{:>8}{share}", "area", "agencies", "hours/yr");
    let _ = writeln!(out, "//   {heads}  gives");
    for one in MECHANISMS {
        let _ = writeln!(out, "//   {}", area(one, drawn));
    }
    out.push_str("//\n");
    paragraph(&mut out, &invented(network, course, groups));
    out.push_str("//\n");
    for (command, says) in [
        (
            "value FILE --runs 20",
            "what each agreement is worth, and its effort",
        ),
        (
            "compare FILE --without agreement:ID",
            "one of them, with more runs",
        ),
    ] {
        let _ = writeln!(out, "//     hotwash {command:<38}{says}");
    }
    out
}

/// Writes sentences as lines of the comment.
fn paragraph(out: &mut String, text: &str) {
    let mut column = 0;
    for word in text.split_whitespace() {
        let width = word.chars().count();
        if column > 0 && column + 1 + width > WIDTH {
            out.push('\n');
            column = 0;
        }
        out.push_str(if column == 0 { "// " } else { " " });
        out.push_str(word);
        column += width + usize::from(column > 0);
    }
    out.push('\n');
}

fn size(network: &Network) -> String {
    let count = |state| {
        let pacts = network.pacts.iter();
        pacts.filter(|pact| pact.state == state).count()
    };
    format!(
        "{} between {}: {} operational, {} signed and not in force, {} suspended, {} lapsed.",
        many(network.pacts.len(), "agreement"),
        many(network.economies.len(), "economy"),
        count(AgreementState::Operational),
        count(AgreementState::Signed),
        count(AgreementState::Suspended),
        count(AgreementState::Lapsed),
    )
}

fn origin(network: &Network, course: &Course) -> String {
    match &network.origin {
        Origin::Drawn(seed) => format!(
            "Made by `hotwash generate --world`, seed {seed}. One paper counts 196 agreements \
             between 116 countries (second-hand); economies are invented here, and who agrees \
             with whom on what is drawn. Assumed: everybody has a partner and a few have many; an \
             agreement covers each issue area in so many of 100 cases as stand below, each by \
             itself, and dialogue where that leaves none; {SIGNED} of 100 are signed and not in \
             force."
        ),
        Origin::Table { name, states } => {
            let state = if *states {
                "Where its column `State` says nothing, an agreement is in force."
            } else {
                "It has no column `State`: every agreement counts as in force, so that what comes \
                 out is the most that it could give. One that is only signed gives nothing."
            };
            let (name, seed) = (one_line(name), course.seed);
            format!(
                "Made by `hotwash generate --table`, seed {seed}, of the table {name}. Read from \
                 there: who agreed with whom, when, and on which issue areas. {state}"
            )
        }
    }
}

/// The line of an issue area.
fn area(one: &Mechanism, drawn: bool) -> String {
    let who = match one.agency {
        Some(Agency::Cert) => "CERTs",
        Some(Agency::Police) => "police",
        Some(Agency::Ministry) => "ministries",
        None => "nobody",
    };
    let meeting = one.meeting.map(|_| "people meet (`gatherings`)");
    let gives: Vec<&str> = meeting
        .into_iter()
        .chain(one.gives.iter().copied())
        .collect();
    let gives = match gives.as_slice() {
        [] => "nothing: what is found together later helps nobody now".to_owned(),
        gives => gives.join(", "),
    };
    let share = if drawn {
        format!("{:>7}", one.drawn)
    } else {
        String::new()
    };
    let area = format!("{:?}", one.area);
    format!("{area:<20}{who:<11}{:>8}{share}  {gives}", one.hours)
}

/// What is invented in either case.
fn invented(network: &Network, course: &Course, groups: &Groups<'_>) -> String {
    let mut text = format!(
        "Invented, whatever the names: zones, agencies and companies, whose desks are all alike, \
         where servers stand, who attacks whom and who sponsors it. Nothing is said here about \
         any real economy. {} stolen passwords on pages at providers in {}: what CERTs and police \
         agree on matters if it is with one of these, and with another seed it is others. {} \
         reported, each to one CERT or police unit abroad.",
        match course.threats {
            1 => "1 group collects".to_owned(),
            groups => format!("{groups} groups collect"),
        },
        many(groups.places(), "economy"),
        match course.injects {
            1 => "1 page is".to_owned(),
            pages => format!("{pages} pages are"),
        },
    );
    if groups.floods() > 0 {
        text += " Where economies renounce floods, one of them sponsors a group that heeds that \
                 half of the time.";
    }
    if groups.spies() > 0 {
        text += " Where ministries agree on defence, a group spies first on one and then on the \
                 other.";
    }
    let sourced = network
        .pacts
        .iter()
        .any(|pact| pact.effort_milli_hours.is_some());
    text += if sourced {
        " All numbers are assumed, but for efforts that name the table."
    } else {
        " All numbers are assumed."
    };
    text
}
