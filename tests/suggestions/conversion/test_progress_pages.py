"""What the public reads of an idea's progress: claims, timeline, feeds, and what went stale."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from suggestions.conversion.action import ActionState
from suggestions.conversion.answering import answer_as_author
from suggestions.conversion.reporting import Report, report_progress
from suggestions.conversion.verifying import send_back, verify
from suggestions.models import FollowUpRules
from tests.factories import ActionFactory, home_page
from tests.suggestions.conversion.following import NOW, put_forward, today

pytestmark = pytest.mark.django_db
LIST = reverse("suggestions:golden_ideas")
MOST_QUERIES = 17
QUERIES: dict[str, int] = {}
"""What the first length cost: the other must cost the same."""


@pytest.fixture(autouse=True)
def site():
    home_page()


def text_of(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_what_nobody_reports_on_goes_stale_in_public_by_itself(client):
    action = ActionFactory(planned_on=today() - timedelta(days=FollowUpRules.load().quiet_days))

    for url in (LIST, action.idea.get_absolute_url()):
        assert "badge-warning" in text_of(client, url)

    report = Report(ActionState.PLANNED, "还在等材料")
    report_progress(action, report, by=action.idea.decision.by, at=NOW())

    for url in (LIST, action.idea.get_absolute_url()):
        assert "badge-warning" not in text_of(client, url)


def test_a_claim_is_called_unverified_until_both_have_spoken(client, here):
    proposal = put_forward(here, document_title="验收报告甲")
    text = text_of(client, here.idea.get_absolute_url())
    assert "验收报告甲" in text
    assert "outcome-box" not in text

    verify(proposal, "x", by=here.judge, at=NOW())
    assert "outcome-box" not in text_of(client, here.idea.get_absolute_url())

    answer_as_author(here.idea.suggestion, True, "", at=NOW())
    text = text_of(client, here.idea.get_absolute_url())
    assert "outcome-box" in text
    assert here.county.name in text


def test_no_officials_name_and_no_word_of_the_author_is_public(client, here):
    proposal = put_forward(here)
    answer_as_author(here.idea.suggestion, False, "我的电话是秘密", at=NOW())
    send_back(proposal, "现场不符", by=here.judge, at=NOW())
    url = here.idea.get_absolute_url()

    for page in (url, f"{url}timeline/", f"{url}feed/"):
        text = text_of(client, page)
        assert "我的电话" not in text
        for person in (here.judge, here.handler, here.editor):
            assert not re.search(rf"{person.name}(?!\d)", text)


def test_the_timeline_tells_everything_in_order(client, here):
    report = Report(ActionState.UNDER_WAY, "已经开工")
    report_progress(here.action, report, by=here.handler, at=NOW())
    proposal = put_forward(here)
    verify(proposal, "到现场看过", by=here.judge, at=NOW())
    answer_as_author(here.idea.suggestion, True, "", at=NOW())

    text = text_of(client, f"{here.idea.get_absolute_url()}timeline/")

    steps = ["action", "note", "proposal", "verdict", "answer", "entry"]
    keys = ["submitted", "adopted", *(f"{step}-" for step in steps)]
    places = [text.index(f'id="{key}') for key in keys]
    assert places == sorted(places)


def test_what_is_to_come_stands_at_the_end(client, here):
    text = text_of(client, f"{here.idea.get_absolute_url()}timeline/")

    assert text.index(f'id="action-{here.action.pk}') < text.index(f'id="due-{here.action.pk}')
    assert "is-coming" in text


def test_feeds_tell_the_progress_of_one_and_of_all(client, here):
    report = Report(ActionState.UNDER_WAY, "已经开工")
    note = report_progress(here.action, report, by=here.handler, at=NOW())
    url = here.idea.get_absolute_url()

    for feed in (f"{url}feed/", reverse("suggestions:progress_feed")):
        response = client.get(feed)
        assert response["Content-Type"].startswith("application/atom+xml")
        assert "已经开工" in response.content.decode()
        assert f"{url}timeline/#note-{note.pk}" in response.content.decode()


def test_hidden_ideas_have_no_timeline_and_no_feed(client, here):
    report = Report(ActionState.UNDER_WAY, "已经开工")
    report_progress(here.action, report, by=here.handler, at=NOW())
    here.idea.public = False
    here.idea.save()
    url = here.idea.get_absolute_url()

    assert {client.get(f"{url}{page}/").status_code for page in ("timeline", "feed")} == {404}
    assert "已经开工" not in text_of(client, reverse("suggestions:progress_feed"))


@pytest.mark.parametrize("count", [1, 30])
def test_a_timeline_costs_the_same_at_any_length(client, django_assert_max_num_queries, count):
    action = ActionFactory()
    for _ in range(count):
        report = Report(ActionState.UNDER_WAY, "x")
        report_progress(action, report, by=action.idea.decision.by, at=NOW())
    client.get(LIST)

    with django_assert_max_num_queries(MOST_QUERIES) as queries:
        text = text_of(client, f"{action.idea.get_absolute_url()}timeline/")

    assert text.count('id="note-') == count
    assert len(queries) == QUERIES.setdefault("timeline", len(queries))
