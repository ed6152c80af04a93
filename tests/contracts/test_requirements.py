"""The lock files hold what pyproject.toml asks for, with hashes and without addresses."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.project import PROJECT

PIN = re.compile(r"^(?P<name>[a-z0-9._-]+)(?:\[[^]]*])?==(?P<version>[^ ;\\]+)", re.MULTILINE)
LOCKS = ["base", "dev"]


def test_the_lock_files_satisfy_what_the_project_asks_for():
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text())
    needed = project["project"]["dependencies"]
    development = (
        needed
        + project["dependency-groups"]["dev"]
        + project["project"]["optional-dependencies"]["documents"]
    )

    assert _unsatisfied(needed, _pins("base")) == []
    assert _unsatisfied(development, _pins("dev")) == []


def test_development_uses_the_versions_of_production():
    production, development = _pins("base"), _pins("dev")

    assert {name: development.get(name) for name in production} == production


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_a_hash(lock):
    entries = re.split(r"\n(?=[a-z0-9])", _text(lock))

    assert [entry for entry in entries if PIN.match(entry) and "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_no_lock_file_names_an_address(lock):
    assert re.findall(r"https?://|--(?:extra-)?index-url|--find-links", _text(lock)) == []


def _unsatisfied(requirements, pins):
    """The requirements that no pin satisfies."""
    return [
        text
        for text in requirements
        if (wanted := Requirement(text))
        and not _holds(wanted, pins.get(canonicalize_name(wanted.name)))
    ]


def _holds(wanted, version):
    return version is not None and wanted.specifier.contains(version, prereleases=True)


def _pins(lock):
    """Versions by normalised name."""
    return {
        canonicalize_name(pin["name"]): Version(pin["version"]) for pin in PIN.finditer(_text(lock))
    }


def _text(lock):
    return (PROJECT / "requirements" / f"{lock}.txt").read_text()
