//! Slurm: a controller and a node of its own on this machine, and a job array.

use crate::{Campaign, Running, on_path, text, wait, well};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A cluster of one node that lives in a directory. It trusts whoever speaks to it (`auth/none`)
/// and listens on ports of its own.
struct Cluster {
    conf: PathBuf,
    _daemons: Vec<Running>,
}

impl Cluster {
    fn start(dir: &Path) -> Cluster {
        let host = text(&well(Command::new("hostname").arg("-s")).stdout);
        let (host, dir) = (host.trim(), dir.join("slurm"));
        for part in ["state", "spool"] {
            fs::create_dir_all(dir.join(part)).expect("a place to write");
        }
        let base = 20_000 + std::process::id() % 20_000 / 2 * 2;
        let (at, next) = (dir.display(), base + 1);
        let conf = dir.join("slurm.conf");
        let text = format!(
            "ClusterName=hotwash\nSlurmctldHost={host}(localhost)\n\
             SlurmUser=root\nSlurmdUser=root\n\
             AuthType=auth/none\nCredType=cred/none\n\
             StateSaveLocation={at}/state\nSlurmdSpoolDir={at}/spool\n\
             SlurmctldPidFile={at}/controller.pid\nSlurmdPidFile={at}/node.pid\n\
             SlurmctldLogFile={at}/controller.log\nSlurmdLogFile={at}/node.log\n\
             SlurmctldPort={base}\nSlurmdPort={next}\n\
             ProctrackType=proctrack/pgid\nTaskPlugin=task/none\nMpiDefault=none\n\
             ReturnToService=2\nSelectType=select/cons_tres\nSelectTypeParameters=CR_CPU\n\
             NodeName={host} NodeAddr=localhost CPUs=2 State=UNKNOWN\n\
             PartitionName=all Nodes={host} Default=YES MaxTime=INFINITE State=UP\n"
        );
        fs::write(&conf, text).expect("writable");
        let daemon = |name: &str| {
            let mut command = Command::new(name);
            let command = command
                .arg("-D")
                .arg("-f")
                .arg(&conf)
                .env("SLURM_CONF", &conf);
            let command = command.stdout(Stdio::null()).stderr(Stdio::null());
            Running(command.spawn().expect("it starts"))
        };
        let daemons = vec![daemon("slurmctld"), daemon("slurmd")];
        let cluster = Cluster {
            conf,
            _daemons: daemons,
        };
        wait("the node is idle", || {
            cluster.says("sinfo", &["-h", "-o", "%T"]) == "idle\n"
        });
        cluster
    }

    fn says(&self, program: &str, args: &[&str]) -> String {
        let mut command = Command::new(program);
        let output = command.args(args).env("SLURM_CONF", &self.conf).output();
        text(&output.expect("it starts").stdout)
    }
}

fn is_root() -> bool {
    text(&well(Command::new("id").arg("-u")).stdout) == "0\n"
}

#[test]
fn slurm_plays_a_campaign_though_a_task_is_killed() {
    let needed = [
        "slurmctld",
        "slurmd",
        "sbatch",
        "sinfo",
        "squeue",
        "scancel",
    ];
    if let Some(absent) = needed.iter().find(|program| !on_path(program)) {
        println!("skipped: no {absent} on PATH");
        return;
    }
    if !is_root() {
        println!("skipped: only root may start Slurm's daemons");
        return;
    }
    let campaign = Campaign::new("slurm", "24000", "4");
    let cluster = Cluster::start(campaign.path());
    let submit = |more: &[&str]| {
        let mut sbatch = campaign.command("sbatch");
        sbatch.env("SLURM_CONF", &cluster.conf).arg("--parsable");
        text(&well(sbatch.args(more)).stdout).trim().to_owned()
    };
    let ended = |job: &str| {
        let job = job.to_owned();
        wait("the job has ended", || {
            cluster
                .says("squeue", &["-h", "-j", &job])
                .trim()
                .is_empty()
        });
    };
    let first = submit(&["campaign.sh"]);
    campaign.wait_for_runs(500);
    // One task is broken off as a time limit would, by SIGTERM to the batch step.
    cluster.says(
        "scancel",
        &["--batch", "--signal=TERM", &format!("{first}_0")],
    );
    ended(&first);
    let whole = campaign.parts().len();
    assert_eq!(whole, 3, "the task that was broken off must not be whole");
    // The same script once more goes on with that part, and the last job merges.
    let second = submit(&["campaign.sh"]);
    let line = "bash campaign.sh merge > said.txt";
    let after = format!("--dependency=afterok:{second}");
    let third = submit(&[&after, "--wrap", line]);
    ended(&third);
    let said = fs::read_to_string(campaign.path().join("said.txt")).expect("it was merged");
    assert_eq!(said, text(&campaign.alone));
    campaign.merges();
}
