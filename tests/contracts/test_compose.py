"""The production shape in docker-compose.yml is valid, bounded and closed."""

import re

import pytest

from services import elasticsearch
from tests.contracts import compose
from tests.project import PROGRAMS, PROJECT, run

SERVICES = compose.services()
ONE_SHOT = {"migrate", "index"}
LASTING = {name: service for name, service in SERVICES.items() if name not in ONE_SHOT}
OURS = {name: service for name, service in SERVICES.items() if "build" in service}


def test_the_compose_file_is_valid():
    check = run(
        [str(PROGRAMS / "check-jsonschema"), "--builtin-schema", "vendor.compose-spec"]
        + ["docker-compose.yml"]
    )

    assert check.returncode == 0, check.stdout + check.stderr


def test_the_production_shape_is_complete():
    assert set(SERVICES) == {
        "web", "worker", "beat", "migrate", "index", "postgres", "redis", "elasticsearch",
    }  # fmt: skip


@pytest.mark.parametrize("name", LASTING)
def test_every_lasting_service_is_watched_and_comes_back(name):
    assert LASTING[name]["restart"] == "unless-stopped"
    assert LASTING[name]["healthcheck"]["test"][0] in ("CMD", "CMD-SHELL")


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_has_limits(name):
    limits = SERVICES[name]["deploy"]["resources"]["limits"]

    assert set(limits) == {"cpus", "memory", "pids"}


@pytest.mark.parametrize("name", SERVICES)
def test_every_port_is_published_on_loopback_only(name):
    published = SERVICES[name].get("ports", [])

    assert [port for port in published if not port.startswith("127.0.0.1:")] == []
    assert bool(published) == (name == "web")


@pytest.mark.parametrize("name", SERVICES)
def test_every_foreign_image_has_a_version(name):
    image = SERVICES[name]["image"]

    assert name in OURS or re.search(r":\d+\.\d+", image)


@pytest.mark.parametrize("name", OURS)
def test_our_containers_can_change_nothing_but_their_volumes(name):
    service = SERVICES[name]

    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]


@pytest.mark.parametrize("name", ["postgres", "redis", "elasticsearch"])
def test_no_data_store_is_reachable_from_outside(name):
    assert SERVICES[name]["networks"] == ["inside"]
    assert SERVICES[name]["volumes"]


def test_elasticsearch_asks_for_the_password_that_the_portal_gives():
    environment = SERVICES["elasticsearch"]["environment"]
    given = SERVICES["web"]["environment"]["ELASTICSEARCH_PASSWORD"]

    assert environment["xpack.security.enabled"] == "true"
    assert environment["ELASTIC_PASSWORD"] == given


def test_the_image_runs_as_an_ordinary_user_on_a_fixed_base():
    lines = (PROJECT / "Dockerfile").read_text().splitlines()
    bases = {line.split()[1] for line in lines if line.startswith("FROM ")}
    users = [line for line in lines if line.startswith("USER ")]

    assert bases == {"python:3.11-slim-bookworm"}
    assert users == ["USER portal"]
    assert lines.index("USER portal") > max(
        number for number, line in enumerate(lines) if line.startswith(("RUN", "COPY"))
    )


def test_the_image_holds_only_what_the_dockerfile_copies():
    ignored = (PROJECT / ".dockerignore").read_text().splitlines()

    assert "*" in ignored
    assert not {"!var", "!.env", "!tests", "!.git"} & set(ignored)


def test_elasticsearch_is_the_version_the_tests_run_on():
    assert SERVICES["elasticsearch"]["image"] == f"elasticsearch:{elasticsearch.VERSION}"
