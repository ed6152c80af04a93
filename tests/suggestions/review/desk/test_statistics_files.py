"""The ranking and the reviewers of a round as files."""

import csv
import io

import pytest
from django.conf import settings
from django.urls import reverse
from openpyxl import load_workbook

from suggestions.review.desk import exports
from suggestions.review.ranking import rank
from suggestions.review.statistics.waking import compute_now
from suggestions.suggestion import Suggestion
from tests.factories import RoundFactory
from tests.suggestions.review.judged import judged

pytestmark = pytest.mark.django_db


@pytest.fixture
def chair(client):
    """Signs in the chair of the round that it is called with."""

    def sign_in(round):
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        client.force_login(round.opened_by)
        return client

    return sign_in


def exported(client, round, table, kind):
    answer = client.get(reverse("review:export", args=[round.pk, table, kind]))
    content = b"".join(answer.streaming_content)
    if kind == "csv":
        return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    sheet = load_workbook(io.BytesIO(content), read_only=True).active
    return [list(row) for row in sheet.iter_rows(values_only=True)]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_ranking_leaves_as_a_table(chair, kind):
    round = judged()
    compute_now(round)

    heading, *rows = exported(chair(round), round, "ranking", kind)

    ranked = list(rank(round))
    assert heading[:2] == ["Place", "Receipt number"]
    assert [row[1] for row in rows] == [row.suggestion.receipt for row in ranked]
    assert [float(row[3]) for row in rows] == [round_to(row.figure) for row in ranked]
    assert [int(row[-2]) for row in rows] == [row.adjusted_place for row in ranked]


def round_to(figure):
    return round(figure, 4)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_nothing_in_a_file_runs_as_a_formula(chair, kind):
    round = judged(suggestions=1, reviewers=1, each=1)
    Suggestion.objects.update(title="=cmd|' /C calc'!A0")

    _heading, row = exported(chair(round), round, "ranking", kind)

    assert row[2] == "'=cmd|' /C calc'!A0"


def test_the_reviewers_leave_as_a_table(chair):
    round = judged()
    compute_now(round)

    _heading, *rows = exported(chair(round), round, "reviewers", "csv")

    members = list(round.panel.select_related("user", "figures"))
    assert [row[0] for row in rows] == [str(member.user) for member in members]
    assert [float(row[4]) for row in rows] == [
        round_to(member.figures.severity) for member in members
    ]


def test_a_file_before_any_review_has_only_what_is_known(chair):
    round = RoundFactory()

    _heading, row = exported(chair(round), round, "ranking", "csv")

    assert (row[0], row[3], row[7]) == ("", "", "0")


def test_a_workbook_that_would_be_too_long_is_refused(chair, monkeypatch):
    monkeypatch.setattr(exports, "LARGEST_WORKBOOK", 1)
    round = RoundFactory(suggestions=2)

    answer = chair(round).get(
        reverse("review:export", args=[round.pk, "ranking", "xlsx"]), follow=True
    )

    assert "please take CSV" in answer.content.decode()


@pytest.mark.parametrize(("table", "kind"), [("authors", "csv"), ("ranking", "pdf")])
def test_there_are_no_other_files(chair, table, kind):
    round = RoundFactory()

    answer = chair(round).get(reverse("review:export", args=[round.pk, table, kind]))

    assert answer.status_code == 404


def test_the_language_of_a_file_is_that_of_the_page(client):
    round = RoundFactory()
    client.force_login(round.opened_by)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "zh-hans"

    heading, _row = exported(client, round, "ranking", "csv")

    assert heading[1] == "受理编号"
