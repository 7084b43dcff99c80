//! Campaigns on clusters: the scripts that `--emit` writes, played by bash alone, by HyperQueue and
//! by Slurm. What an engine gives must be what one machine gives, to the byte.
//!
//! Bash is always there. HyperQueue is used where `hq` is on the path, or where `HOTWASH_PYTHON`
//! (else `python3`) has the package `hyperqueue`; Slurm where its daemons are on the path and this
//! is root, who may start them. Where an engine is not there its test says so and is skipped.

#![cfg(unix)]
#![allow(
    clippy::disallowed_methods,
    reason = "this waits for programs from outside, by the clock and by the path"
)]

mod hyperqueue;
mod slurm;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output};
use std::time::{Duration, Instant};

const HOTWASH: &str = env!("CARGO_BIN_EXE_hotwash");

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The output of a command that must end well.
fn well(command: &mut Command) -> Output {
    let output = command.output().expect("it starts");
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    assert!(
        output.status.success(),
        "{command:?}: {}\n{out}\n{err}",
        output.status
    );
    output
}

fn hotwash(dir: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(HOTWASH);
    well(
        command
            .current_dir(dir)
            .env_remove("RUST_LOG")
            .env_remove("COLUMNS")
            .args(args),
    )
}

/// What one machine says, and the script for many.
struct Campaign {
    dir: tempfile::TempDir,
    alone: Vec<u8>,
    rows: Vec<u8>,
}

const SET: [&str; 3] = ["first-drill", "--set", "channels.email.transit=\"30m\""];

impl Campaign {
    fn new(engine: &str, runs: &str, tasks: &str) -> Campaign {
        let dir = tempfile::tempdir().expect("a place to write");
        let args = [&["campaign"][..], &SET, &["--runs", runs]].concat();
        let alone = hotwash(dir.path(), &[&args[..], &["--csv", "alone.csv"]].concat()).stdout;
        let emit = ["--emit", engine, "--tasks", tasks, "--out", "its parts"];
        let script = hotwash(dir.path(), &[&args[..], &emit].concat()).stdout;
        fs::write(dir.path().join("campaign.sh"), script).expect("written");
        let rows = fs::read(dir.path().join("alone.csv")).expect("written");
        Campaign { dir, alone, rows }
    }

    fn path(&self) -> &Path {
        self.dir.path()
    }

    /// A command that plays in the campaign's directory with this Hotwash.
    fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(self.path()).env("HOTWASH", HOTWASH);
        command.env_remove("RUST_LOG").env_remove("COLUMNS");
        command
    }

    /// What `bash campaign.sh merge` says must be what one machine says.
    fn merges(&self) {
        let mut merge = self.command("bash");
        let merged = well(merge.args(["campaign.sh", "merge", "--csv", "merged.csv"]));
        assert_eq!(text(&merged.stdout), text(&self.alone));
        let rows = fs::read(self.path().join("merged.csv")).expect("written");
        assert!(rows == self.rows, "the rows differ");
    }

    fn parts(&self) -> Vec<PathBuf> {
        let parts = fs::read_dir(self.path().join("its parts"));
        let parts = parts
            .into_iter()
            .flatten()
            .flatten()
            .map(|entry| entry.path());
        parts
            .filter(|path| path.extension().is_some_and(|end| end == "jsonl"))
            .collect()
    }

    /// Waits until so many runs are kept in parts that grow.
    fn wait_for_runs(&self, runs: usize) {
        wait("runs are kept", || {
            let partial = fs::read_dir(self.path().join("its parts"));
            let partial = partial
                .into_iter()
                .flatten()
                .flatten()
                .map(|entry| entry.path());
            let lines =
                |path: PathBuf| fs::read_to_string(path).unwrap_or_default().lines().count();
            partial.map(lines).sum::<usize>() >= runs
        });
    }
}

/// Waits until something holds.
fn wait(what: &str, mut holds: impl FnMut() -> bool) {
    let began = Instant::now();
    while !holds() {
        assert!(
            began.elapsed() < Duration::from_secs(300),
            "in vain is waited until {what}"
        );
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// A program that is ended with the test, however that ends.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn on_path(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|dir| dir.join(program).is_file())
}

/// The body of a script, by bash alone: whoever numbers the tasks, and in whichever order.
fn by_bash(engine: &str, variable: &str) {
    let campaign = Campaign::new(engine, "23", "5");
    let mut tasks = campaign.command("bash");
    assert_eq!(
        text(&well(tasks.args(["campaign.sh", "tasks"])).stdout),
        "5\n"
    );
    for task in ["3", "0", "4", "2"] {
        well(
            campaign
                .command("bash")
                .arg("campaign.sh")
                .env(variable, task),
        );
    }
    let mut early = campaign.command("bash");
    let early = early
        .args(["campaign.sh", "merge"])
        .output()
        .expect("it starts");
    assert_eq!(early.status.code(), Some(3), "a part is not there yet");
    assert!(text(&early.stderr).contains("part-000001.jsonl"));
    well(
        campaign
            .command("bash")
            .arg("campaign.sh")
            .env(variable, "1"),
    );
    assert_eq!(campaign.parts().len(), 5);
    campaign.merges();
}

#[test]
fn the_body_of_the_script_for_slurm_plays_its_part() {
    by_bash("slurm", "SLURM_ARRAY_TASK_ID");
}

#[test]
fn the_body_of_the_script_for_hyperqueue_plays_its_part() {
    by_bash("hyperqueue", "HQ_TASK_ID");
}
