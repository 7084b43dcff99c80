//! HyperQueue: a server, two workers, one of them killed half-way.

use crate::{Campaign, Running, on_path, text, wait, well};
use std::fs;
use std::process::{Command, Stdio};

/// How server, workers and client are started here.
enum Way {
    /// The command of a release.
    Hq,
    /// The package from PyPI, with the launcher of `assets/clusters`.
    Python(String),
}

const LAUNCHER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/clusters/hyperqueue.py");

fn way() -> Option<Way> {
    if on_path("hq") {
        return Some(Way::Hq);
    }
    let python = std::env::var("HOTWASH_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let mut asked = Command::new(&python);
    let asked = asked
        .args(["-c", "import hyperqueue"])
        .stderr(Stdio::null())
        .status();
    asked
        .is_ok_and(|status| status.success())
        .then_some(Way::Python(python))
}

impl Way {
    /// `hq server`, `hq worker` or the submission.
    fn command(&self, campaign: &Campaign, what: &str) -> Command {
        let mut command;
        match self {
            Way::Hq => {
                command = campaign.command(if what == "run" { "bash" } else { "hq" });
                match what {
                    "run" => command.arg("campaign.sh"),
                    "worker" => command.args(["worker", "start", "--cpus", "1"]),
                    _ => command.args(["server", "start"]),
                };
                command.env("HQ_SERVER_DIR", campaign.path().join("server"));
            }
            Way::Python(python) => {
                command = campaign.command(python);
                command.args([LAUNCHER, what, "server"]);
                if what == "run" {
                    command.arg("campaign.sh");
                }
            }
        }
        command
    }

    fn start(&self, campaign: &Campaign, what: &str) -> Running {
        let mut command = self.command(campaign, what);
        let log = |name: &str| {
            let path = campaign.path().join(format!("{what}.{name}"));
            let mut options = fs::OpenOptions::new();
            options
                .create(true)
                .append(true)
                .open(path)
                .expect("writable")
        };
        let command = command.stdout(log("out")).stderr(log("err"));
        Running(command.spawn().expect("it starts"))
    }
}

#[test]
fn hyperqueue_plays_a_campaign_though_a_worker_is_killed() {
    let Some(way) = way() else {
        println!("skipped: no hq on PATH, and no Python with the package hyperqueue");
        return;
    };
    let campaign = Campaign::new("hyperqueue", "12000", "6");
    let _server = way.start(&campaign, "server");
    wait("the server is there", || {
        campaign.path().join("server/hq-current").exists()
    });
    let mut killed = way.start(&campaign, "worker");
    let _other = way.start(&campaign, "worker");
    let submission = way.command(&campaign, "run");
    let submission = std::thread::scope(|scope| {
        let mut submission = submission;
        let submitted = scope.spawn(move || well(&mut submission));
        campaign.wait_for_runs(2500);
        killed.0.kill().expect("the worker runs");
        killed.0.wait().expect("the worker ends");
        assert!(
            campaign.parts().len() < 6,
            "it was killed too late to matter"
        );
        submitted.join().expect("all parts are played")
    });
    assert_eq!(campaign.parts().len(), 6, "{}", text(&submission.stderr));
    campaign.merges();
}
