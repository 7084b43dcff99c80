//! `hotwash explain`: what a problem's code or a metric means.

use super::exit::{Exit, Failure};
use super::terminal::Terminal;
use crate::metric::{self, Description};
use crate::report::line::wrap;
use crate::scenario::codes::{self, Code};
use crate::scenario::problem::{Severity, did_you_mean};
use std::fmt::Write as _;

/// Explain the code of a problem, or a metric
#[derive(clap::Args, Debug)]
pub struct Args {
    /// A code such as HW0105, or a metric such as `ack_time`; none lists them all
    what: Option<String>,
}

/// Explains it.
///
/// # Errors
/// When there is no such code or metric.
pub fn run(args: &Args, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let width = terminal.style.width.clamp(40, 100);
    let Some(what) = &args.what else {
        terminal.print(list())?;
        return Ok(Exit::Fine);
    };
    let text = match (codes::find(what), metric::describe(what)) {
        (Some(code), _) => of_code(code, width),
        (None, Some(about)) => of_metric(about, width),
        (None, None) => return Err(unknown(what)),
    };
    terminal.print(text)?;
    Ok(Exit::Fine)
}

fn unknown(what: &str) -> Failure {
    let metrics = metric::ALL.iter().map(|metric| metric.about.id);
    let known = codes::all().map(|code| code.id).chain(metrics);
    let failure = Failure::new(Exit::Usage, format!("`{what}` is no code and no metric"));
    match did_you_mean(what, known) {
        Some(meant) => failure.help(format!("did you mean `{meant}`?")),
        None => failure.help("`hotwash explain` lists them all"),
    }
}

fn list() -> String {
    let mut text = "Metrics\n".to_owned();
    for metric in metric::ALL {
        let _ = writeln!(text, "  {:28} {}", metric.about.id, metric.about.title);
    }
    text += "\nProblems of scenarios\n";
    for code in codes::all() {
        let _ = writeln!(text, "  {:28} {}", code.id, code.title);
    }
    text
}

fn paragraph(text: &str, width: usize) -> String {
    let lines = wrap(text, width - 2);
    lines.iter().map(|line| format!("  {line}\n")).collect()
}

fn of_code(code: &Code, width: usize) -> String {
    let severity = match code.severity {
        Severity::Error => "error: a scenario with it cannot be played",
        Severity::Warning => "warning: a scenario with it can be played, but perhaps not as meant",
    };
    let mut text = format!("{} {}\n({severity})\n\n", code.id, code.title);
    text += &paragraph(code.explanation, width);
    if !code.example.is_empty() {
        text += "\nFor example\n";
        for line in code.example.lines() {
            let _ = writeln!(text, "    {line}");
        }
    }
    text
}

fn of_metric(about: &Description, width: usize) -> String {
    let families: Vec<&str> = about.families.iter().map(|family| family.word()).collect();
    let mut text = format!("{}: {}\n\n", about.id, about.title);
    text += &paragraph(about.formula, width);
    let _ = writeln!(text, "\nUnit       {}", about.unit);
    let _ = writeln!(text, "Statistic  {}", about.statistic);
    let _ = writeln!(text, "Rests on   {}", families.join(", "));
    text += "Source\n";
    text + &paragraph(about.source, width)
}
