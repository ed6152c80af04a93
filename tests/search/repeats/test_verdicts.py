"""Precision and recall of the warning: recomputed by hand, in one's own reach only."""

from collections import defaultdict
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.organisation.membership import Role
from search.repeats.curve import curve
from search.repeats.figures import THRESHOLDS, Share, by_month, by_threshold, quality
from suggestions.models import Link
from suggestions.repeats.link import Verdict
from tests.factories import CampaignFactory, SuggestionFactory, UnitFactory, staff

pytestmark = pytest.mark.django_db
START = datetime(2026, 1, 31, 23, 30, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def unit():
    return UnitFactory()


@pytest.fixture
def judged(unit):
    """Sixty verdicts of six months, some of pairs that no page had shown, some taken back."""
    chance = Random(7)
    rows = SuggestionFactory.create_batch(13, campaign=CampaignFactory(organiser=unit))
    pairs = [(one, other) for n, one in enumerate(rows) for other in rows[:n]][:60]
    links = []
    for number, (later, earlier) in enumerate(pairs):
        likeness = chance.choice([None, round(chance.random(), 2)])
        links.append(
            Link(
                later=later,
                earlier=earlier,
                verdict=chance.choice(["", *Verdict.values]),
                at=START + timedelta(days=3 * number),
                likeness=likeness,
                threshold=None if likeness is None else 0.7,
                warned=likeness is not None and likeness >= 0.7,
            )
        )
    return Link.objects.bulk_create(links)


def shares(links, warned):
    """Precision and recall in plain Python."""
    repeats = [link for link in links if link.verdict in ("same", "answered")]
    shown = [link for link in links if warned(link)]
    right = [link for link in repeats if warned(link)]
    return Share(len(right), len(shown)), Share(len(right), len(repeats))


def standing(links):
    return [link for link in links if link.verdict]


def test_precision_and_recall_are_those_of_the_standing_verdicts(judged):
    found = quality(Link.objects.standing())

    expected = shares(standing(judged), lambda link: link.warned)
    assert (found.precision, found.recall) == expected
    assert found.judged == len(standing(judged))
    assert 0 < found.precision.part < found.precision.whole


def test_each_month_counts_its_own_verdicts_by_local_time(judged):
    months = defaultdict(list)
    for link in standing(judged):
        months[timezone.localdate(link.at).replace(day=1)].append(link)

    found = by_month(Link.objects.standing())

    assert [month.first for month in found] == sorted(months)
    for month in found:
        expected = shares(months[month.first], lambda link: link.warned)
        assert (month.quality.precision, month.quality.recall) == expected


def test_each_threshold_counts_by_the_likeness_that_was_shown(judged):
    found = by_threshold(Link.objects.standing())

    assert [point.threshold for point in found] == list(THRESHOLDS)
    for point in found:
        at = point.threshold
        expected = shares(
            standing(judged), lambda link, at=at: link.likeness is not None and link.likeness >= at
        )
        assert (point.quality.precision, point.quality.recall) == expected


def test_a_higher_threshold_never_finds_more(judged):
    recalls = [point.quality.recall.part for point in by_threshold(Link.objects.standing())]

    assert recalls == sorted(recalls, reverse=True)


def test_nothing_judged_is_no_number():
    found = quality(Link.objects.standing())

    assert (found.precision.value, found.recall.value, found.judged) == (None, None, 0)


def test_a_line_leaves_out_what_is_not_known(judged):
    points = by_threshold(Link.objects.filter(likeness__isnull=True))

    drawn = curve(points, threshold=0.7)

    assert drawn.precision == ""
    assert len(drawn.recall.split()) == len(THRESHOLDS)


class TestPage:
    url = property(lambda self: reverse("said_before:verdicts"))

    @pytest.fixture(autouse=True)
    def _english(self, settings):
        settings.LANGUAGE_CODE = "en"

    def test_it_shows_part_and_whole_of_every_share(self, client, judged, unit):
        client.force_login(staff(Role.EDITOR, unit=unit))

        html = client.get(self.url).content.decode()

        precision, recall = shares(standing(judged), lambda link: link.warned)
        assert f"({precision.part}/{precision.whole})" in html
        assert f"({recall.part}/{recall.whole})" in html
        assert "Only pairs that somebody has judged are counted." in html

    def test_verdicts_on_other_units_suggestions_are_not_counted(self, client, judged):
        client.force_login(staff(Role.SUPERVISOR, unit=UnitFactory()))

        response = client.get(self.url)

        assert response.context["all"].judged == 0
        assert "No verdicts yet." in response.content.decode()

    @pytest.mark.parametrize("few", [5, 60])
    def test_it_costs_the_same_however_many_verdicts_there_are(
        self, client, judged, unit, few, django_assert_max_num_queries
    ):
        Link.objects.exclude(pk__in=[link.pk for link in judged[:few]]).delete()
        client.force_login(staff(Role.EDITOR, unit=unit))
        client.get(self.url)

        with django_assert_max_num_queries(25) as queries:
            client.get(self.url)

        about_links = [query for query in queries if "suggestions_link" in query["sql"]]
        assert len(about_links) == 3
