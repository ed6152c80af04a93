"""Every command of docker-compose.yml starts, without containers, on the real servers.

The commands are taken as they stand, with the environment that the file gives them and nothing
else; only addresses and folders are those of this machine.
"""

import os
import re
import socket
import subprocess
import urllib.request
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from elasticsearch import Elasticsearch

from search.items import Index
from services.ports import LOOPBACK, free_port
from tests import databases
from tests.contracts import compose
from tests.databases import postgresql
from tests.project import PROGRAMS, PROJECT, run
from tests.waiting import wait_until
from tests.worker import database_address

pytestmark = [pytest.mark.services, pytest.mark.xdist_group("compose")]
SERVICES = compose.services()
MIGRATED_WITHIN = STARTED_WITHIN = 300  # seconds
STOPPED_WITHIN = 60  # seconds


@pytest.fixture(scope="module")
def machine(django_db_setup, django_db_blocker, tmp_path_factory):
    """The environment in place of the containers' own: an empty database, folders, free ports."""
    folder = tmp_path_factory.mktemp("compose")
    port = free_port()
    name = f"{databases.own_name()}_compose"
    with django_db_blocker.unblock():
        postgresql.create(name)
        yield {
            "PATH": f"{PROGRAMS}:{os.environ['PATH']}",
            "DATABASE_URL": database_address(name),
            "REDIS_URL": f"{_redis()}/{(2 * settings.PROCESS + 2) % settings.REDIS_DATABASES}",
            "ELASTICSEARCH_URL": os.environ["ELASTICSEARCH_URL"],
            "ELASTICSEARCH_PREFIX": f"{settings.ELASTICSEARCH_PREFIX}-compose",
            "PORT": str(port),
            "GUNICORN_CMD_ARGS": f"--bind={LOOPBACK}:{port}",
            "BEAT_SCHEDULE_FILE": str(folder / "beat-schedule"),
            "STATIC_ROOT": str(folder / "static"),
            "MEDIA_ROOT": str(folder / "media"),
            "PRIVATE_ROOT": str(folder / "private"),
        }
        postgresql.drop(name)


@pytest.fixture(scope="module")
def migrated(machine):
    """The machine after the one-shot service and the image's own collecting of static files."""
    environment = SERVICES["migrate"]["environment"] | machine
    for command in (SERVICES["migrate"]["command"], _collect_static()):
        done = run(command, env=environment, timeout=MIGRATED_WITHIN)
        assert done.returncode == 0, done.stdout + done.stderr
    return machine


def test_migrating_twice_changes_nothing(migrated):
    service = SERVICES["migrate"]

    again = run(service["command"], env=service["environment"] | migrated, timeout=MIGRATED_WITHIN)

    assert again.returncode == 0
    assert "No migrations to apply" in again.stdout


def test_the_indexes_are_made_and_never_doubled(migrated):
    service = SERVICES["index"]
    environment = service["environment"] | migrated
    client = Elasticsearch(migrated["ELASTICSEARCH_URL"])

    first = run(service["command"], env=environment, timeout=STARTED_WITHIN)
    made = client.indices.get(index=f"{migrated['ELASTICSEARCH_PREFIX']}*")
    again = run(service["command"], env=environment, timeout=STARTED_WITHIN)
    kept = client.indices.get(index=f"{migrated['ELASTICSEARCH_PREFIX']}*")
    client.indices.delete(index=sorted(kept))

    assert (first.returncode, again.returncode) == (0, 0), first.stderr + again.stderr
    assert len(made) == len(kept) == len(Index)


@pytest.mark.parametrize("name", ["web", "worker", "beat"])
def test_a_service_starts_becomes_healthy_and_stops_when_asked(name, migrated, tmp_path):
    with started(name, migrated, tmp_path) as process:
        assert process.poll() is None

    assert process.returncode == 0, (tmp_path / "log").read_text()


def test_the_web_server_serves_pages_with_their_static_files(migrated, tmp_path):
    with started("web", migrated, tmp_path):
        _, page = _get("/admin/login/", migrated)
        stylesheet = re.search(r'href="(/static/[^"]+\.[0-9a-f]{12}\.css)"', page)

        assert stylesheet is not None, page
        assert _get(stylesheet[1], migrated)[0] == 'text/css; charset="utf-8"'


def test_redis_starts_with_a_password_and_keeps_the_queue(tmp_path):
    service = SERVICES["redis"]
    port = str(free_port())
    here = ["--port", port, "--bind", LOOPBACK, "--dir", str(tmp_path)]
    environment = service["environment"] | {"PATH": os.environ["PATH"]}
    redis = subprocess.Popen(service["command"] + here, stdout=subprocess.DEVNULL)
    try:
        wait_until(lambda: _listens(int(port)))
        check = service["healthcheck"]["test"][1].replace("redis-cli", f"redis-cli -p {port}")
        client = ["redis-cli", "-p", port]

        assert run(["sh", "-c", check], env=environment).returncode == 0
        assert "NOAUTH" in run([*client, "ping"], env={"PATH": os.environ["PATH"]}).stdout
        assert "volatile-lru" in run([*client, "config", "get", "*policy"], env=environment).stdout
        assert "yes" in run([*client, "config", "get", "appendonly"], env=environment).stdout
    finally:
        redis.terminate()
        redis.wait(STOPPED_WITHIN)


def test_the_health_check_of_postgresql_asks_the_server():
    server = urlsplit(os.environ["DATABASE_URL"])
    check = SERVICES["postgres"]["healthcheck"]["test"][1:]

    there = run([*check, f"--host={server.hostname}", f"--port={server.port}"])
    nowhere = run([*check, f"--host={LOOPBACK}", f"--port={free_port()}"])

    assert (there.returncode, nowhere.returncode) == (0, 2)


def test_the_health_check_of_elasticsearch_asks_the_server():
    check = SERVICES["elasticsearch"]["healthcheck"]["test"][1].replace("$$", "$")
    there = check.replace("http://127.0.0.1:9200", os.environ["ELASTICSEARCH_URL"])
    nowhere = check.replace("127.0.0.1:9200", f"127.0.0.1:{free_port()}")

    assert run(["sh", "-c", there]).returncode == 0
    assert run(["sh", "-c", nowhere]).returncode != 0


@contextmanager
def started(name, machine, folder):
    """Run the service's command until its health check succeeds; ask it to stop at the end."""
    service = SERVICES[name]
    environment = service["environment"] | machine
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            service["command"], cwd=PROJECT, env=environment, stdout=log, stderr=log
        )
    try:
        wait_until(lambda: _is_healthy(service, environment), within=STARTED_WITHIN)
        yield process
    finally:
        process.terminate()
        process.wait(STOPPED_WITHIN)


def _is_healthy(service, environment):
    return run(service["healthcheck"]["test"][1:], env=environment).returncode == 0


def _get(path, machine):
    """Type and text of a page, asked for as the proxy in front would."""
    host = SERVICES["web"]["environment"]["ALLOWED_HOSTS"].split(",")[0]
    request = urllib.request.Request(
        f"http://{LOOPBACK}:{machine['PORT']}{path}",
        headers={"Host": host, "X-Forwarded-Proto": "https"},
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        return answer.headers["Content-Type"], answer.read().decode()


def _collect_static():
    """The command of the Dockerfile, or these files would be missing in the image."""
    line = next(
        line
        for line in (PROJECT / "Dockerfile").read_text().splitlines()
        if "collectstatic" in line
    )
    return line.strip(" &\\").split()


def _redis():
    return os.environ["REDIS_URL"].rpartition("/")[0]


def _listens(port):
    with socket.socket() as probe:
        return probe.connect_ex((LOOPBACK, port)) == 0
