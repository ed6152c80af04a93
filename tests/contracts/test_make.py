"""What `make` and .ci/run promise before anything is installed."""

import os
import re
import shutil

import pytest

from tests.project import PROJECT, run

PROMISED = {
    "run", "test", "bench", "trial", "lint", "types", "contracts", "messages", "screenshots",
    "services", "services-stop", "lock", "clean", "help",
}  # fmt: skip


def test_make_alone_lists_every_command_with_what_it_does():
    listed = dict(re.findall(r"^  make ([a-z-]+) +(\S.*)$", run(["make"]).stdout, re.MULTILINE))

    assert set(listed) >= PROMISED
    assert run(["make", "help"]).stdout == run(["make"]).stdout


def test_make_says_what_is_missing_where_there_is_no_python(tmp_path):
    shutil.copy(PROJECT / "Makefile", tmp_path)
    programs = tmp_path / "programs"
    programs.mkdir()
    for name in ("sh", "make"):
        (programs / name).symlink_to(shutil.which(name))
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "base.txt").touch()

    attempt = run(["make", "run"], folder=tmp_path, env={"PATH": str(programs)})

    assert attempt.returncode != 0
    assert "Python 3.11 or later with venv is needed" in attempt.stdout


def test_a_trial_without_a_file_says_how_to_name_one():
    recipe = run(["make", "--dry-run", "--always-make", "trial"]).stdout

    assert "name the file: make trial DATA=" in recipe


def test_a_test_run_without_services_reaches_no_server():
    recipe = run(["make", "--dry-run", "test"], env=_own_environment()).stdout

    tests = [line for line in recipe.splitlines() if "pytest" in line]
    assert len(tests) == 1
    assert "-u SERVICES -u DATABASE_URL -u REDIS_URL -u ELASTICSEARCH_URL" in tests[0]


def test_a_test_run_with_services_runs_on_sqlite_and_on_the_servers():
    recipe = run(["make", "--dry-run", "test", "SERVICES=1"], env=_own_environment()).stdout

    tests = [line for line in recipe.splitlines() if "pytest" in line]
    assert len(tests) == 2
    assert "SERVICES=1" in tests[1]


def test_the_ci_run_ends_with_the_tests():
    script = PROJECT / ".ci" / "run"
    commands = [line for line in script.read_text().splitlines() if line.strip()]

    assert os.access(script, os.X_OK)
    assert run(["bash", "-n", str(script)]).returncode == 0
    assert commands[-1] == "make --no-print-directory test SERVICES=1"


@pytest.mark.parametrize("step", ["lint", "types", "contracts", "services", "setup"])
def test_the_ci_run_checks(step):
    assert f"make --no-print-directory {step}\n" in (PROJECT / ".ci" / "run").read_text()


def _own_environment():
    """The environment of a person at a terminal; make passes its own settings to what it starts."""
    return {name: value for name, value in os.environ.items() if not name.startswith("MAKE")} | {
        "SERVICES": ""
    }
