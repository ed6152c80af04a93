"""The verify command finds what is wrong, and puts it right."""

import io

import pytest
from django.core.management import CommandError, call_command

from suggestions.models import CaseFacts, Cell, DayCount
from tests.factories import UnitFactory
from tests.suggestions.figures.counting import cell, clock_of, count, days, handed_in, reply_to

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
