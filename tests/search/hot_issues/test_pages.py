"""The pages of hot issues: everyone's own numbers, names and places."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.organisation.membership import Role
from search.models import Grouping, HotIssue
from suggestions.models import Suggestion
from suggestions.states import Classification
from tests.factories import AreaFactory, CampaignFactory, SuggestionFactory, UnitFactory, staff

pytestmark = pytest.mark.django_db
NOW = timezone.now()
LIST = "hot_issues:list"


@pytest.fixture(autouse=True)
def _english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def unit():
    return UnitFactory()


@pytest.fixture
def grouping():
    return Grouping.objects.create(began_at=NOW, finished_at=NOW, until=NOW.date(), days=30)


@pytest.fixture
def issue(grouping, unit):
    """An issue of two units: three of ours, two of them recent, and one in the middle elsewhere."""
    campaign, area = CampaignFactory(organiser=unit), AreaFactory(name="石桥社区")
    issue = HotIssue.objects.create(grouping=grouping, words=["电梯", "补贴"])
    elsewhere = SuggestionFactory(title="别家的电梯", proposal="补贴")
    issue.members.create(suggestion=elsewhere, likeness=1, is_recent=True)
    for number, is_recent in enumerate([True, True, False]):
        row = SuggestionFactory(
            campaign=campaign,
            area=area,
            title=f"本家的电梯{number}",
            submitted_at=NOW - timedelta(days=number),
        )
        issue.members.create(suggestion=row, likeness=0.5 - number / 10, is_recent=is_recent)
    return issue


@pytest.fixture
def editor(client, unit):
    person = staff(Role.EDITOR, unit=unit)
    client.force_login(person)
    return person


def test_numbers_names_words_and_places_are_of_what_the_person_may_see(client, editor, issue):
    (shown,) = client.get(reverse(LIST)).context["page"]

    assert (shown.now, shown.before) == (2, 1)
    assert shown.title == "本家的电梯0"
    assert shown.words == ("电梯",)
    assert shown.places == (("石桥社区", 2),)


@pytest.mark.parametrize("said", ["WiFi", "ＷＩＦＩ", "wifi"])
def test_a_word_stands_for_an_issue_however_the_row_in_its_middle_writes_it(
    client, editor, issue, said
):
    HotIssue.objects.update(words=["wifi", "补贴"])
    Suggestion.objects.filter(title="本家的电梯0").update(title=f"电梯里的{said}")

    (shown,) = client.get(reverse(LIST)).context["page"]

    assert shown.words == ("wifi",)


def test_an_issue_of_which_nothing_is_ones_own_is_not_there(client, issue):
    client.force_login(staff(Role.EDITOR, unit=UnitFactory()))

    assert list(client.get(reverse(LIST)).context["page"]) == []
    assert client.get(reverse("hot_issues:issue", args=[issue.pk])).status_code == 404


def test_members_out_of_reach_are_not_listed(client, editor, issue):
    html = client.get(reverse("hot_issues:issue", args=[issue.pk])).content.decode()

    assert html.count(">本家的电梯1<") == 1
    assert "别家的电梯" not in html


def test_a_member_that_became_a_report_is_counted_and_named_no_more(client, editor, issue):
    rows = Suggestion.objects.filter(title="本家的电梯0")
    rows.update(classification=Classification.REPORT)

    (shown,) = client.get(reverse(LIST)).context["page"]

    assert (shown.now, shown.title) == (1, "本家的电梯1")


def test_the_trend_is_in_words(client, editor, issue):
    (shown,) = client.get(reverse(LIST)).context["page"]
    assert shown.trend == "+1"

    issue.members.filter(is_recent=False).delete()
    (shown,) = client.get(reverse(LIST)).context["page"]
    assert shown.trend == "new"


def test_an_unfinished_grouping_is_not_shown(client, editor, issue):
    Grouping.objects.create(began_at=NOW + timedelta(days=1), until=NOW.date(), days=30)

    assert len(client.get(reverse(LIST)).context["page"]) == 1


def test_before_the_first_night_the_page_says_so(client, editor):
    assert "Nothing has been grouped yet." in client.get(reverse(LIST)).content.decode()


def test_the_file_holds_the_same_and_no_formula(client, editor, issue):
    Suggestion.objects.filter(title="本家的电梯0").update(title="=SUM(A1)")

    text = client.get(reverse("hot_issues:export")).content.decode("utf-8-sig")

    head, row = csv.reader(io.StringIO(text))
    assert head[0] == "Issue"
    assert row[0] == "'=SUM(A1)"
    assert row[2:] == ["2", "1", "1", "石桥社区 2"]


def test_the_list_costs_the_same_with_1_and_with_25_issues(
    client, editor, issue, grouping, django_assert_max_num_queries
):
    def cost():
        client.get(reverse(LIST))
        with django_assert_max_num_queries(30) as queries:
            client.get(reverse(LIST))
        return len(queries)

    few = cost()
    own = Suggestion.objects.filter(title__startswith="本家")
    for _number in range(24):
        another = HotIssue.objects.create(grouping=grouping)
        for row in own:
            another.members.create(suggestion=row, likeness=0.5, is_recent=True)

    assert cost() == few
