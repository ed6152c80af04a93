"""Command line: `python3 -m services start | status | stop [--remove-data]`."""

import argparse
import fcntl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from services import elasticsearch, postgresql, redis
from services.errors import ServiceError
from services.places import ENVIRONMENT, STATE, data_folder, ordinary_account, remove_data
from services.processes import all_recorded, say, stop


def start_all() -> None:
    """Start what does not run yet and write the addresses to var/services/env."""
    account = ordinary_account()
    base = data_folder(account)
    lines = [
        f"{service.VARIABLE}={service.run(base, account)}\n"
        for service in (postgresql, redis, elasticsearch)
    ]
    ENVIRONMENT.touch(mode=0o600)
    ENVIRONMENT.write_text("".join(lines))
    say(f"ready; addresses are in {ENVIRONMENT}")


def stop_all() -> None:
    """Stop what was started here, and nothing else."""
    ENVIRONMENT.unlink(missing_ok=True)
    for running in all_recorded():
        say(f"stopping {running.name}")
        stop(running)


def show_status() -> None:
    """Print one line for each server that runs."""
    for running in all_recorded():
        print(f"{running.name}\t127.0.0.1:{running.port}\tprocess {running.pid}")


@contextmanager
def only_one() -> Iterator[None]:
    """Wait until no other start or stop of this project is under way."""
    STATE.mkdir(parents=True, exist_ok=True)
    with (STATE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def main() -> int:
    """Do what the command line asks; 1 if a server could not be had."""
    parser = argparse.ArgumentParser(prog="python3 -m services", description=__doc__)
    parser.add_argument("action", choices=("start", "status", "stop"))
    parser.add_argument("--remove-data", action="store_true", help="with stop: delete their data")
    arguments = parser.parse_args()
    actions = {"start": start_all, "status": show_status, "stop": stop_all}
    try:
        with only_one():
            actions[arguments.action]()
            if arguments.action == "stop" and arguments.remove_data:
                remove_data()
    except (ServiceError, subprocess.CalledProcessError) as error:
        say(str(error))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
