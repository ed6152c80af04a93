"""Health check of one container: `python deploy/healthy.py web | worker | beat`.

Ends with 0 if the process in this container does its work, with 1 and a line of text if not.
"""

import os
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

ANSWER_WITHIN = 10  # seconds
SCHEDULE_SAVED_WITHIN = 600  # seconds; beat saves its schedule every three minutes


def web() -> str:
    """What is wrong with the web server; empty if it answers /health/ with success.

    It is asked as the proxy would: by the site's own name and as if over TLS.
    """
    request = urllib.request.Request(
        f"http://127.0.0.1:{os.environ['PORT']}/health/?format=text",
        headers={
            "Host": os.environ["ALLOWED_HOSTS"].split(",")[0],
            "X-Forwarded-Proto": "https",
        },
    )
    try:
        urllib.request.urlopen(request, timeout=ANSWER_WITHIN).close()
    except OSError as error:
        return f"no healthy answer: {error}"
    return ""


def worker() -> str:
    """What is wrong with the Celery worker of this host; empty if it answers a ping."""
    name = f"worker@{os.uname().nodename}"
    ping = ["celery", "-A", "portal", "inspect", "ping", "--destination", name]
    answer = subprocess.run(
        [*ping, "--timeout", str(ANSWER_WITHIN)], capture_output=True, text=True
    )
    return "" if answer.returncode == 0 else f"{name} does not answer: {answer.stderr.strip()}"


def beat() -> str:
    """What is wrong with Celery beat; empty if it saved its schedule lately."""
    schedule = Path(os.environ["BEAT_SCHEDULE_FILE"])
    # the kind of database file that Python has here may add an ending to the name
    saved = [file.stat().st_mtime for file in schedule.parent.glob(f"{schedule.name}*")]
    if not saved:
        return f"{schedule} is missing"
    age = time.time() - max(saved)
    return "" if age < SCHEDULE_SAVED_WITHIN else f"{schedule} is {age:.0f} seconds old"


CHECKS = {"web": web, "worker": worker, "beat": beat}

if __name__ == "__main__":
    sys.exit(CHECKS[sys.argv[1]]() or 0)
