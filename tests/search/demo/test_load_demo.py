"""Loading the demo: once, whole, and only where it belongs."""

import io
from datetime import datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from portal.accounts.demo import DEMO_PASSWORD
from portal.organisation.unit import Unit
from search.demo.loading import DemoRefused, load
from suggestions.history import Entry
from suggestions.models import Suggestion
from tests.factories import UnitFactory

pytestmark = pytest.mark.django_db


def test_loading_twice_changes_nothing():
    at = timezone.now()
    load(at=at)
    before = list(Suggestion.objects.order_by("pk").values())

    assert load(at=at + timedelta(days=3)) is False
    assert list(Suggestion.objects.order_by("pk").values()) == before
    assert Unit.objects.filter(code="WL").count() == 1


@pytest.mark.parametrize("moment", ["2028-02-29T00:01:00", "2027-12-31T23:59:00"])
def test_it_can_be_loaded_on_any_day_at_any_hour(moment):
    at = timezone.make_aware(datetime.fromisoformat(moment))

    assert load(at=at) is True
    assert not Entry.objects.filter(at__gt=at).exists()


def test_it_is_refused_outside_development(settings):
    settings.DEMO = False

    with pytest.raises(CommandError, match="development"):
        call_command("load_demo")
    assert not Unit.objects.exists()


def test_it_is_refused_where_other_content_is():
    UnitFactory()

    with pytest.raises(DemoRefused):
        load(at=timezone.now())


def test_a_failure_leaves_nothing_behind(monkeypatch):
    def fail(*args):
        raise RuntimeError("broken")

    monkeypatch.setattr("search.demo.loading.build_calls", fail)

    with pytest.raises(RuntimeError):
        load(at=timezone.now())
    assert not Unit.objects.exists()


def test_the_command_lists_the_accounts(monkeypatch):
    monkeypatch.setattr("search.management.commands.load_demo.load", lambda **options: True)
    out = io.StringIO()

    call_command("load_demo", stdout=out)

    assert "demo loaded" in out.getvalue()
    assert f"password {DEMO_PASSWORD}" in out.getvalue()
    for username in ("citizen", "clerk", "handler", "reviewer1", "chair", "audit_admin"):
        assert f"  {username} " in out.getvalue()
