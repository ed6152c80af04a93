"""The scripts of deploy/: a new .env, and the health check of a container."""

import base64
import os
import shutil
import sys

import pytest

from deploy import healthy
from deploy.new_env import EXAMPLE, filled
from tests.contracts import compose
from tests.project import PROJECT, run


def test_a_new_env_has_a_value_for_every_name():
    example = EXAMPLE.read_text(encoding="utf-8")

    settings = compose.settings()

    assert all(settings.values())
    assert len(settings) == sum(
        "=" in line for line in example.splitlines() if not line.startswith("#")
    )


def test_no_two_new_envs_share_a_secret():
    first, second = compose.settings(), compose.settings()
    secret = {name for name in first if f"\n{name}=\n" in EXAMPLE.read_text(encoding="utf-8")}

    assert secret >= {"SECRET_KEY", "CONTACT_KEYS", "POSTGRES_PASSWORD"}
    assert [name for name in secret if first[name] == second[name]] == []


def test_a_new_contact_key_has_a_name_and_32_bytes():
    name, key = compose.settings()["CONTACT_KEYS"].split(":")

    assert name.isdigit()
    assert len(base64.b64decode(key)) == 32


def test_values_that_are_given_stay():
    assert filled("# A=\nB=given\n") == "# A=\nB=given\n"


def test_production_refuses_to_start_without_keys():
    check = run(
        [sys.executable, "manage.py", "check"],
        env={
            "DJANGO_SETTINGS_MODULE": "portal.settings.production",
            "SECRET_KEY": "s",
            "ALLOWED_HOSTS": "ideas.example.org",
        },
    )

    assert check.returncode != 0
    assert "CONTACT_KEYS" in check.stderr


def test_the_site_starts_from_what_the_image_holds(tmp_path):
    for line in (PROJECT / "Dockerfile").read_text().splitlines():
        if line.startswith("COPY ") and "--from" not in line and "/tmp/" not in line:
            *sources, _ = line.split()[1:]
            for source in sources:
                _copy(PROJECT / source, tmp_path / source)

    check = run(
        [sys.executable, "manage.py", "check"],
        folder=tmp_path,
        env=compose.services()["web"]["environment"],
    )

    assert check.returncode == 0, check.stderr
    assert (tmp_path / ".env.example").exists()


def test_beat_is_unhealthy_without_a_schedule(tmp_path, monkeypatch):
    monkeypatch.setenv("BEAT_SCHEDULE_FILE", str(tmp_path / "schedule"))

    assert "missing" in healthy.beat()


@pytest.mark.parametrize(("age", "is_healthy"), [(0, True), (599, True), (700, False)])
def test_beat_is_healthy_while_it_saves_its_schedule(tmp_path, monkeypatch, age, is_healthy):
    schedule = tmp_path / "schedule"
    schedule.touch()
    saved = schedule.stat().st_mtime - age
    os.utime(schedule, (saved, saved))
    monkeypatch.setenv("BEAT_SCHEDULE_FILE", str(schedule))

    assert (healthy.beat() == "") is is_healthy


def test_the_web_server_is_unhealthy_when_nobody_listens(monkeypatch):
    monkeypatch.setenv("PORT", "9")
    monkeypatch.setenv("ALLOWED_HOSTS", "ideas.example.org")

    assert "no healthy answer" in healthy.web()


@pytest.mark.django_db
def test_health_is_answered_by_database_cache_and_erasures(client):
    answer = client.get("/health/?format=json")

    assert answer.status_code == 200
    assert set(answer.json().values()) == {"OK"}
    assert len(answer.json()) == 3


def _copy(source, target):
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        shutil.copy(source, target)
