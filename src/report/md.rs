//! The scorecard as Markdown (CommonMark with tables), for wikis and after-action reports.

use super::lens::Lens;
use super::summary::{self, COLUMNS};
use super::{Edition, evaluation, improvement, line, number, reach, real, script, stretch};
use crate::metric::{Reading, Scope};
use crate::model::Span;
use std::fmt::Write as _;

/// The scorecard as Markdown.
#[must_use]
pub fn render(lens: &Lens<'_>) -> String {
    let mut out = String::new();
    title(lens, &mut out);
    objectives(lens, &mut out);
    worst(lens, &mut out);
    judged(lens, &mut out);
    improvements(lens, &mut out);
    written(lens, &mut out);
    handling(lens, &mut out);
    real_time(lens, &mut out);
    measures(lens, &mut out);
    by_channel(lens, &mut out);
    path(lens, &mut out);
    let _ = writeln!(
        out,
        "\n## What rests on assumptions\n\n{}",
        escape(&summary::assumed(lens))
    );
    journal(lens, &mut out);
    out
}

/// Text that stays text: everything that Markdown or HTML could take for its own is escaped.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            _ => {
                if "\\`*_[]#|~>!".contains(c) {
                    out.push('\\');
                }
                out.push(c);
            }
        }
    }
    out
}

fn row(out: &mut String, cells: &[String]) {
    let _ = writeln!(out, "| {} |", cells.join(" | "));
}

/// A table's head: names, and the number of columns on the left that hold words.
fn head(out: &mut String, names: &[&str], words: usize) {
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    out.push('\n');
    row(out, &names);
    let rule = |nth: usize| if nth < words { "---" } else { "---:" }.to_owned();
    row(out, &(0..names.len()).map(rule).collect::<Vec<_>>());
}

fn title(lens: &Lens<'_>, out: &mut String) {
    let card = lens.what.scorecard;
    let mark = escape(&lens.mark());
    let _ = writeln!(
        out,
        "**{mark}** · **{}** · {}\n",
        lens.tlp(),
        escape(&lens.title())
    );
    let _ = writeln!(out, "# {}\n", escape(&lens.says(&card.title)));
    let id = escape(&line::plain(&card.exercise_id));
    let players = lens.what.exercise.players().count();
    let _ = writeln!(
        out,
        "{id}, {players} organisations, {}.",
        summary::played_to(lens)
    );
}

fn improvements(lens: &Lens<'_>, out: &mut String) {
    let rows = improvement::rows(lens);
    if rows.is_empty() {
        return;
    }
    let standing = improvement::standing(&rows);
    let _ = writeln!(out, "\n## Improvement plan\n\n*{standing}.*");
    let names = ["Improvement", "Corrects", "Owner", "Due", "Standing"];
    head(out, &names, names.len());
    for one in rows {
        let cells = [
            format!("{} {}", one.id, one.title),
            one.corrects,
            one.owner,
            one.due,
            one.standing.to_owned(),
        ];
        row(out, &cells.map(|cell| escape(&cell)));
    }
}

fn objectives(lens: &Lens<'_>, out: &mut String) {
    let counts = summary::counts(lens);
    let _ = writeln!(out, "\n## Objectives\n\n*{}.*", summary::standing(&counts));
    if counts.is_empty() {
        return;
    }
    let letters = COLUMNS.map(|(_, letter)| letter);
    head(out, &[&["Objective", "Standing"], &letters[..]].concat(), 2);
    for one in &counts {
        let (id, title) = summary::objective_words(lens, one.objective);
        let standing = if one.predicted { "predicted" } else { "rated" }.to_owned();
        let mut cells = vec![escape(&format!("{id} {title}")), standing];
        cells.extend(one.by_rating.iter().map(usize::to_string));
        row(out, &cells);
    }
    let _ = writeln!(out, "\n{}.", summary::LEGEND);
}

fn worst(lens: &Lens<'_>, out: &mut String) {
    let worst = summary::worst(lens);
    if worst.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n### Tasks that missed their target");
    head(
        out,
        &["Rating", "Task", "Seat", "Done", "Why", "Evidence"],
        6,
    );
    for task in worst {
        let (id, title) = summary::task_words(lens, task);
        let standing = summary::rated_how(task);
        let evidence = lens.evidence_numbers(&task.evidence);
        let evidence: Vec<String> = evidence.iter().take(5).map(u32::to_string).collect();
        row(
            out,
            &[
                format!("{}{standing}", task.rating),
                escape(&format!("{id} {title}")),
                escape(lens.org(task.seat)),
                summary::timing(lens, task),
                escape(&lens.says(&task.why)),
                evidence.join(", "),
            ],
        );
    }
}

fn judged(lens: &Lens<'_>, out: &mut String) {
    let all = summary::judged(lens);
    if all.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n### {}", summary::JUDGED);
    let names = [
        "Task", "Seat", "Rating", "Why", "By rule", "Why", "Evidence",
    ];
    head(out, &names, names.len());
    for (task, rule) in all {
        let (id, title) = summary::task_words(lens, task);
        let evidence = lens.evidence_numbers(&task.evidence);
        let evidence: Vec<String> = evidence.iter().take(5).map(u32::to_string).collect();
        row(
            out,
            &[
                escape(&format!("{id} {title}")),
                escape(lens.org(task.seat)),
                task.rating.to_string(),
                escape(&lens.says(&task.why)),
                rule.rating.to_string(),
                escape(&lens.says(&rule.why)),
                evidence.join(", "),
            ],
        );
    }
}

/// An entry, by the reader's own count.
fn shown(number: Option<u32>) -> String {
    number.map_or_else(|| "–".to_owned(), |number| number.to_string())
}

fn written(lens: &Lens<'_>, out: &mut String) {
    let all = evaluation::written(lens);
    if !all.observations.is_empty() {
        let _ = writeln!(out, "\n## Observations");
        head(out, &["At", "Of", "Observation", "By", "Evidence"], 4);
        for one in &all.observations {
            let cells = [&one.at, &one.of, &one.text, &one.by].map(|cell| escape(cell));
            row(out, &[&cells[..], &[shown(one.number)]].concat());
        }
    }
    if !all.answers.is_empty() {
        let _ = writeln!(out, "\n## Hot wash");
        head(out, &["Seat", "Question", "Answer", "Evidence"], 3);
        for one in &all.answers {
            let cells = [&one.org, &one.question, &one.answer].map(|cell| escape(cell));
            row(out, &[&cells[..], &[shown(one.number)]].concat());
        }
    }
    if !all.corrections.is_empty() {
        let _ = writeln!(out, "\n## Corrective actions");
        let names = [
            "Action", "Corrects", "Owner", "Due", "Change", "By", "Evidence",
        ];
        head(out, &names, 6);
        for one in &all.corrections {
            let (title, corrects, owner) = (&one.title, &one.corrects, &one.owner);
            let cells = [title, corrects, owner, &one.due, &one.change, one.by()].map(escape);
            row(out, &[&cells[..], &[one.seq.to_string()]].concat());
        }
    }
    if !all.struck.is_empty() {
        let _ = writeln!(out, "\n## Corrective actions taken back");
        head(
            out,
            &["Action", "Owner", "What became of it", "Evidence"],
            3,
        );
        for one in &all.struck {
            let cells = [&one.title, &one.owner, &one.struck()].map(|cell| escape(cell));
            let evidence: Vec<String> = one.evidence().iter().map(u32::to_string).collect();
            row(out, &[&cells[..], &[evidence.join(", ")]].concat());
        }
    }
}

fn handling(lens: &Lens<'_>, out: &mut String) {
    let Some(all) = script::script(lens) else {
        return;
    };
    let shown = all.rows.len().min(script::MOST);
    let _ = writeln!(out, "\n## {}\n\n{}", script::TITLE, all.note(shown));
    let names = [
        "At",
        "Inject",
        "What was done",
        "By",
        "Early or late",
        "Evidence",
    ];
    head(out, &names, 5);
    for one in all.rows.iter().take(shown) {
        let cells = [
            &one.at.to_string(),
            &one.what,
            &one.done(),
            one.by(),
            &one.off(),
        ];
        let cells = cells.map(escape);
        row(out, &[&cells[..], &[one.seq.to_string()]].concat());
    }
}

fn real_time(lens: &Lens<'_>, out: &mut String) {
    let rows = real::rows(lens);
    if rows.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n## In real time\n\n{}", real::NOTE);
    head(out, &["Seat", "Opened", "Acknowledged", "Answered"], 1);
    for one in rows {
        let told = one
            .all()
            .map(|(_, took)| took.map_or("–".to_owned(), real::Took::text));
        row(out, &[&[escape(&one.seat)], &told[..]].concat());
    }
}

fn measures(lens: &Lens<'_>, out: &mut String) {
    let _ = writeln!(out, "\n## Headline measures");
    let headlines = summary::headlines(lens);
    if headlines.is_empty() {
        let _ = writeln!(out, "\nNothing was measured.");
        return;
    }
    let names = [
        "Measure", "Of", "From", "Count", "Open", "Total", "Mean", "Median", "90%", "Assumed",
    ];
    head(out, &names, 3);
    for one in headlines {
        row(out, &measure(lens, one));
    }
    let _ = writeln!(
        out,
        "\nOpen: not finished when play ended; it counts in all figures and is never taken for \
         finished. Mean of times: to the horizon of {}, with what is open, not of the finished \
         alone. –: not observed, or a quantile that was not reached.",
        summary::horizon(lens)
    );
}

fn by_channel(lens: &Lens<'_>, out: &mut String) {
    let rows = reach::rows(lens);
    if rows.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n## Messages by channel");
    let mut names = vec!["Channel", "From"];
    names.extend(reach::COLUMNS.map(|(head, _)| head));
    head(out, &names, 2);
    for one in rows {
        let mut cells = vec![escape(&one.name), one.provenance.to_string()];
        cells.extend(one.counts().map(number::count));
        row(out, &cells);
    }
    let _ = writeln!(out, "\n{}.", escape(reach::LEGEND));
}

fn measure(lens: &Lens<'_>, one: &Reading) -> Vec<String> {
    let of = if one.scope == Scope::All {
        "all".to_owned()
    } else {
        lens.scope(one.scope)
    };
    let mut cells = vec![
        summary::metric_title(one).to_owned(),
        escape(&of),
        one.provenance.to_string(),
        number::count(u64::from(one.count)),
        number::count(u64::from(one.censored)),
    ];
    let mut figures = summary::figures(one);
    if let Some(words) = summary::unfinished(one) {
        figures[1] = words;
    }
    cells.extend(figures);
    cells.push(if one.assumed { "yes" } else { "no" }.to_owned());
    cells
}

fn path(lens: &Lens<'_>, out: &mut String) {
    let paths = stretch::worst_path(lens);
    let Some(first) = paths.first() else {
        return;
    };
    let split = stretch::split(lens, &paths);
    let whole: f64 = split.iter().map(|(_, span)| span.as_seconds()).sum();
    if lens.edition == Edition::Public {
        let n = paths.len();
        let _ = writeln!(out, "\n## Critical paths of {n} outcomes together");
    } else {
        let told = lens.sentence(first.outcome).unwrap_or_default();
        let _ = writeln!(out, "\n## Longest critical path\n\n{}", escape(&told));
    }
    head(out, &["Time went on", "For", "Share"], 1);
    for (kind, span) in split {
        let share = number::share(span.as_seconds(), whole);
        row(
            out,
            &[stretch::word(kind).to_owned(), duration(span), share],
        );
    }
    let whole = number::duration(whole);
    row(out, &["together".to_owned(), whole, "100%".to_owned()]);
}

fn duration(span: Span) -> String {
    number::duration(span.as_seconds())
}

fn journal(lens: &Lens<'_>, out: &mut String) {
    let card = lens.what.scorecard;
    let entries = number::count(u64::from(card.entries));
    let _ = writeln!(
        out,
        "\n## Journal\n\n- {entries} entries, seed {}, engine {}\n- head `{}`\n- scenario `{}`\n\n\
         **{}** · **{}**",
        card.seed_in_words(),
        escape(&card.engine),
        card.head,
        card.scenario_hash,
        escape(&lens.mark()),
        lens.tlp(),
    );
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{BCERT, bare, hostile, small};
    use super::*;

    #[test]
    fn tables_keep_their_columns_whatever_an_author_writes() {
        for fixture in [small(), hostile(), bare()] {
            for edition in [Edition::Excon, Edition::Team(BCERT), Edition::Public] {
                let text = render(&Lens::new(fixture.subject(), edition));
                let mut columns = None;
                let bare_head = text.contains("---: |\n\n") || text.contains("--- |\n\n");
                assert!(!bare_head, "a table without rows: {text}");
                for line in text.lines() {
                    let bare = line.replace("\\\\", "").replace("\\|", "");
                    let bars = bare.matches('|').count();
                    if !line.starts_with('|') {
                        assert_eq!(bars, 0, "{line}");
                        columns = None;
                        continue;
                    }
                    assert_eq!(*columns.get_or_insert(bars), bars, "{line}");
                }
                assert!(!text.contains("<script") && !text.contains("</title"));
                assert!(text.starts_with("**EXERCISE EXERCISE EXERCISE"));
            }
        }
    }

    #[test]
    fn editions_name_nobody_they_should_not() {
        let text = |edition| render(&Lens::new(small().subject(), edition));
        for name in ["acert", "hostco", "gang", "Kita"] {
            assert!(text(Edition::Excon).contains("acert"));
            assert!(!text(Edition::Team(BCERT)).contains(name), "{name}");
            assert!(!text(Edition::Public).contains(name), "{name}");
        }
        assert!(text(Edition::Team(BCERT)).contains("| bcert |"));
    }
}
