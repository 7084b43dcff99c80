"""HyperQueue without its command: `pip install hyperqueue` carries the server, the worker and the
client, but not `hq`. This starts them.

  python3 hyperqueue.py server DIR            a server that keeps its access file below DIR
  python3 hyperqueue.py worker DIR [CORES]    a worker of that server, on this machine
  python3 hyperqueue.py run DIR SCRIPT [CORES]
                                              has all parts of a script that
                                              `hotwash campaign --emit hyperqueue` wrote played,
                                              CORES for each (what --threads said, else 1)

DIR must be seen by all machines and by nobody else: who can read it can give the workers work.
Server and workers run until they are stopped (Ctrl-C, SIGTERM).
"""

import os
import signal
import subprocess
import sys
import tempfile

# This file must not be found under the package's name.
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path = [place for place in sys.path if os.path.abspath(place or ".") != HERE]

from hyperqueue import Client, Job, LocalCluster  # noqa: E402
from hyperqueue.cluster import WorkerConfig  # noqa: E402
from hyperqueue.ffi.protocol import ResourceRequest  # noqa: E402


def until_stopped():
    print("ready", flush=True)
    signal.sigwait([signal.SIGINT, signal.SIGTERM])


def serve(where):
    cluster = LocalCluster(server_dir=where)
    until_stopped()
    cluster.stop()


def work(where, cores):
    # The package starts workers only beside a server of its own; the access file tells a worker
    # which server is its own, so it is given that of the server it is to work for.
    with tempfile.TemporaryDirectory() as own:
        cluster = LocalCluster(server_dir=own)
        link = os.path.join(own, "hq-current")
        os.unlink(link)
        os.symlink(os.path.realpath(os.path.join(where, "hq-current")), link)
        cluster.start_worker(WorkerConfig(cores=cores))
        until_stopped()
    # The worker's thread would go on.
    os._exit(0)


def run(where, script, cores):
    script = os.path.abspath(script)
    count = int(subprocess.check_output(["bash", script, "tasks"]))
    job = Job(default_workdir=os.getcwd(), max_fails=None, name="hotwash")
    for task in range(count):
        log = os.path.join(os.getcwd(), f"hotwash-{task}")
        job.program(
            ["bash", script],
            env={"HQ_TASK_ID": str(task)},
            stdout=f"{log}.out",
            stderr=f"{log}.err",
            resources=ResourceRequest(cpus=cores),
        )
    client = Client(server_dir=where)
    done = client.wait_for_jobs([client.submit(job)], raise_on_error=False)
    sys.exit(0 if done else "a part was not played to its end: see hotwash-*.err")


def main(arguments):
    # Blocked in every thread, so that the one that waits for them gets them.
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT, signal.SIGTERM])
    match arguments:
        case ["server", where]:
            serve(os.path.abspath(where))
        case ["worker", where]:
            work(os.path.abspath(where), 1)
        case ["worker", where, cores]:
            work(os.path.abspath(where), int(cores))
        case ["run", where, script, *cores] if len(cores) < 2:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT, signal.SIGTERM])
            run(os.path.abspath(where), script, int(cores[0]) if cores else 1)
        case _:
            sys.exit(__doc__)


main(sys.argv[1:])
