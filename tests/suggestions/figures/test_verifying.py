"""The verify command finds what is wrong, and puts it right."""

import io

import pytest
from django.core.management import CommandError, call_command

from suggestions.figures.case_facts import FactsQueue
from suggestions.figures.verifying import wrong_facts
from suggestions.models import CaseFacts, Cell, DayCount, Suggestion
from tests.factories import UnitFactory
from tests.suggestions.figures.counting import NOW, cell, clock_of, count, days, handed_in, reply_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    city = UnitFactory()
    reply_to(handed_in(city), after=days(3))
    handed_in(city)
    count()
    return city


def verify(**options):
    out = io.StringIO()
    call_command("verify_figures", stdout=out, stderr=io.StringIO(), **options)
    return out.getvalue()


def test_right_figures_are_found_right(city):
    assert "all figures are right" in verify()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda: Cell.objects.filter(kind="all").update(received=7),
        lambda: Cell.objects.all().delete(),
        lambda: DayCount.objects.update(count=5),
        lambda: DayCount.objects.all().delete(),
        lambda: CaseFacts.objects.all().delete(),
        lambda: CaseFacts.objects.update(replied=0),
    ],
)
def test_a_wrong_figure_is_found_and_put_right(city, spoil):
    before = cell(city)
    spoil()

    with pytest.raises(CommandError, match="--repair"):
        verify()
    assert "put right" in verify(repair=True)

    assert cell(city) == before
    assert "all figures are right" in verify()


def test_a_clock_that_ran_out_since_is_counted_first(city):
    clock_of(handed_in(city), due=days(1))

    assert "all figures are right" in verify()
    assert cell(city)["reply_due"] == 1


def test_counting_goes_on_over_a_wrong_cell_and_the_drift_is_found(city):
    Cell.objects.all().delete()
    DayCount.objects.all().delete()
    for suggestion in Suggestion.objects.all():
        suggestion.unit = UnitFactory(parent=city)
        suggestion.save()

    with pytest.raises(CommandError, match="--repair"):
        verify()
    verify(repair=True)

    assert cell(city)["received"] == 2
    assert "all figures are right" in verify()


def test_what_changes_while_it_is_verified_is_no_drift(city):
    suggestion = Suggestion.objects.last()
    suggestion.channel = "letter"
    suggestion.save()

    assert wrong_facts([suggestion.pk], at=NOW) == []

    FactsQueue.objects.all().delete()
    assert wrong_facts([suggestion.pk], at=NOW) == [suggestion.pk]
