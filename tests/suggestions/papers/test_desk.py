"""Papers at the desk: who makes them, and that nothing typed is lost."""

from datetime import date

import pytest
from django.urls import reverse

from portal.organisation.membership import Role, appoint
from suggestions.models import Paper
from suggestions.papers.writing import make_files
from tests.factories import SuggestionFactory, UserFactory

pytestmark = pytest.mark.django_db
SAID = {
    "kind": "notice",
    "addressee": "王某",
    "title": "受理告知书",
    "text": "您的来信已受理。",
    "dated_on": "2026-11-20",
}


@pytest.fixture
def suggestion():
    return SuggestionFactory(accepted=True)


@pytest.fixture
def handler(suggestion):
    return member(Role.HANDLER, suggestion.unit)


def member(role, unit):
    user = UserFactory()
    appoint(user, role, unit, starts_on=date(2020, 1, 1))
    return user


def test_a_handler_writes_a_letter_and_takes_it_home(client, suggestion, handler):
    client.force_login(handler)

    client.post(reverse("papers:letter", args=[suggestion.receipt]), SAID)

    paper = Paper.objects.get()
    assert (paper.title, paper.dated_on, paper.number) == ("受理告知书", date(2026, 11, 20), 1)
    make_files(paper.pk)
    file = client.get(reverse("papers:file", args=[suggestion.receipt, paper.pk, "docx"]))
    assert b"".join(file.streaming_content).startswith(b"PK")


def test_a_letter_without_a_title_is_shown_again_as_typed(client, suggestion, handler):
    client.force_login(handler)

    answer = client.post(reverse("papers:letter", args=[suggestion.receipt]), SAID | {"title": ""})

    assert answer.status_code == 422
    assert SAID["text"] in answer.content.decode()
    assert not Paper.objects.exists()


def test_a_file_of_another_suggestion_is_not_found(client, suggestion, handler):
    other = SuggestionFactory(accepted=True)
    client.force_login(handler)
    client.post(reverse("papers:letter", args=[suggestion.receipt]), SAID)
    paper = Paper.objects.get()
    client.force_login(member(Role.HANDLER, other.unit))

    assert (
        client.get(reverse("papers:file", args=[other.receipt, paper.pk, "docx"])).status_code
        == 404
    )


@pytest.mark.parametrize("role", [Role.EDITOR, Role.STATION_CLERK, Role.LEADER])
def test_others_make_no_papers(client, suggestion, role):
    client.force_login(member(role, suggestion.unit))

    answer = client.post(reverse("papers:bind", args=[suggestion.receipt]))

    assert answer.status_code in (302, 403)
    assert not Paper.objects.exists()
