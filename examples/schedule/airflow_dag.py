"""A nightly Airflow DAG (2.7 or newer) that tells nightferry's exit codes apart.

0 is success. 3, some records refused and the rest delivered, is success too, and a second task says how many. 4 and 6
(delivery incomplete, server away) are tried again: the next try goes on where this one stopped. 1, 2, 5 and 7 are for a
person at once, since trying again cannot help.

The worker needs `nightferry` on its PATH, and the password in the variable that the configuration names.
"""

from __future__ import annotations

import json
import subprocess
from datetime import timedelta
from pathlib import Path

import pendulum
from airflow.decorators import dag, task
from airflow.exceptions import AirflowException, AirflowFailException

CONFIGURATION = "/etc/nightferry/nightferry.json5"

DONE = {0, 3}
TRY_AGAIN = {4, 6}
MEANING = {
    1: "internal error",
    2: "usage or configuration",
    4: "delivery incomplete",
    5: "authentication or host key",
    6: "network or server unreachable",
    7: "another run holds the lock",
}


def judge(code: int) -> None:
    """Raises what makes Airflow try again, or what makes it fail at once."""
    if code in DONE:
        return
    reason = f"nightferry: exit code {code}, {MEANING.get(code, 'unknown')}"
    if code in TRY_AGAIN or code < 0:
        raise AirflowException(reason)
    raise AirflowFailException(reason)


def refused(report: dict) -> dict[str, int]:
    """How many records of each kind were refused."""
    return {kind["kind"]: kind["records"]["rejected"] for kind in report["kinds"] if kind["records"]["rejected"]}


@dag(
    schedule="0 2 * * *",
    start_date=pendulum.datetime(2026, 1, 1, tz="Europe/Paris"),
    catchup=False,
    max_active_runs=1,
    default_args={"retries": 4, "retry_delay": timedelta(minutes=15)},
)
def nightferry():
    @task(execution_timeout=timedelta(hours=6))
    def run() -> dict[str, int]:
        command = ["nightferry", "run", "--config", CONFIGURATION, "--format", "json", "--progress", "none"]
        finished = subprocess.run(command, stdout=subprocess.PIPE, text=True)
        judge(finished.returncode)
        return refused(json.loads(finished.stdout))

    @task
    def say(rejects: dict[str, int]) -> None:
        for kind, count in rejects.items():
            print(f"{kind}: {count} records refused; see rejects/{kind}.csv beside the outbox")

    say(run())


nightferry()
