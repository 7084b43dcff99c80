//! `hotwash campaign --emit`: scripts that have an engine of a cluster play a campaign in parts.

use super::campaign::Args;
use super::exit::{Exit, Failure};
use super::runs::USUAL;
use super::terminal::Terminal;
use std::path::Path;

/// What plays the parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Engine {
    /// A job array of Slurm: `sbatch campaign.sh`.
    Slurm,
    /// A task array of `HyperQueue`: `bash campaign.sh`.
    #[value(name = "hyperqueue")]
    HyperQueue,
}

/// What comes before in a script for Slurm. SIGTERM goes to hotwash itself, which the script
/// becomes, a minute before the time limit, so that it ends in order.
const SLURM: &str = r#"#!/usr/bin/env bash
#SBATCH --job-name=hotwash
#SBATCH --array=0-@last@
#SBATCH --ntasks=1
#SBATCH --cpus-per-task=@threads@
#SBATCH --signal=B:TERM@60
#SBATCH --requeue
#
# A campaign of Hotwash in @tasks@ parts, as a job array of Slurm.
#
#   id=$(sbatch --parsable campaign.sh)       plays the parts
#   sbatch --dependency=afterok:$id --wrap 'bash campaign.sh merge'
#                                             then says what one machine would have said
#
# Parts that are there are not played again, and a part that was broken off goes on: after a
# failure, submit it once more.
"#;

const HYPERQUEUE: &str = r#"#!/usr/bin/env bash
#
# A campaign of Hotwash in @tasks@ parts, as a task array of HyperQueue.
#
#   bash campaign.sh          submits the parts, waits, and says what one machine would have said
#   bash campaign.sh merge    says it again
#
# Parts that are there are not played again, and a part that was broken off goes on: after a
# failure, start it once more.
"#;

const BODY: &str = r#"set -euo pipefail

hotwash=${HOTWASH:-hotwash}
parts=${PARTS:-@parts@}
runs=@runs@
tasks=@tasks@
part() { printf '%s/part-%06d.jsonl' "$parts" "$1"; }

case "${1:-}" in
  tasks) # how many there are, for any other engine that numbers its tasks from 0
    echo "$tasks"
    exit ;;
  merge) # what stands behind it goes to hotwash merge: --format json, --csv FILE
    all=()
    for ((task = 0; task < tasks; task++)); do all+=("$(part "$task")"); done
    exec "$hotwash" merge "${all[@]}" "${@:2}" ;;
esac
"#;

const PLAY: &str = r#"
from=$((runs * task / tasks))
to=$((runs * (task + 1) / tasks))
mkdir -p "$parts"
exec "$hotwash" campaign @scenario@ --runs "$runs" --first @first@ \
  --threads "@cores@" --range "$from..$to" --out "$(part "$task")"
"#;

/// Prints the script.
///
/// # Errors
/// When the scenario has errors or comes from standard input, or there are more parts than runs.
pub fn run(args: &Args, engine: Engine, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let Some(scenario) = args.scenario.arguments() else {
        return Err(Failure::new(
            Exit::Usage,
            "a scenario from standard input cannot be read by many tasks",
        )
        .help("write it into a file that all machines see"));
    };
    let (runs, tasks) = (args.runs.count(USUAL), args.tasks);
    if tasks > runs {
        let what = format!("{runs} runs cannot be shared among {tasks} tasks");
        return Err(Failure::new(Exit::Usage, what).help("take fewer --tasks or more --runs"));
    }
    // What cannot be played is better told here than by every task.
    args.scenario.load(terminal)?;
    let parts = args.out.as_deref().unwrap_or(Path::new("parts"));
    let scenario: Vec<String> = scenario.into_iter().map(quoted).collect();
    let threads = args.runs.threads.map_or(1, std::num::NonZeroUsize::get);
    let (lead, task, cores) = match engine {
        Engine::Slurm => (
            SLURM,
            "\ntask=${SLURM_ARRAY_TASK_ID:?submit this with sbatch, or call it with: merge}"
                .to_owned(),
            "${SLURM_CPUS_PER_TASK:-@threads@}",
        ),
        Engine::HyperQueue => (HYPERQUEUE, submits(), "@threads@"),
    };
    let mut script = [lead, BODY, &task, PLAY].concat().replace("@cores@", cores);
    for (hole, filling) in [
        ("@last@", (tasks - 1).to_string()),
        ("@tasks@", tasks.to_string()),
        ("@threads@", threads.to_string()),
        ("@runs@", runs.to_string()),
        ("@first@", args.runs.first.to_string()),
        ("@parts@", quoted(&parts.to_string_lossy())),
        ("@scenario@", scenario.join(" ")),
    ] {
        script = script.replace(hole, &filling);
    }
    terminal.print(script)?;
    Ok(Exit::Fine)
}

/// Without a task's number the script is what submits the tasks.
fn submits() -> String {
    r#"
if [ -z "${HQ_TASK_ID:-}" ]; then
  hq submit --name hotwash --array "0-$((tasks - 1))" --cpus @threads@ --wait bash "$0"
  exec bash "$0" merge
fi
task=$HQ_TASK_ID"#
        .to_owned()
}

/// A word as a shell takes it for one.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "._-/=:,+".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_stays_one_word() {
        for (word, shown) in [
            ("first-drill", "first-drill"),
            ("a b", "'a b'"),
            ("", "''"),
            ("x='$(rm)'", r"'x='\''$(rm)'\'''"),
        ] {
            assert_eq!(quoted(word), shown);
        }
    }
}
