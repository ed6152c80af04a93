"""The wording of letters in the admin: organisers change it, nobody adds or deletes one."""

import pytest
from django.urls import NoReverseMatch, reverse

from suggestions.models import LetterTemplate
from suggestions.states import State

pytestmark = pytest.mark.django_db


def test_the_wording_is_listed_and_changed(client, round):
    client.force_login(round.opened_by)
    row = LetterTemplate.objects.get(outcome=State.KEPT)
    url = reverse("letter_templates:edit", args=[row.pk])
    assert url in client.get(reverse("letter_templates:index")).content.decode()
    assert client.get(url).context["form"]["text"].value() == row.text

    client.post(url, {"text": "您好：{reason}"})

    row.refresh_from_db()
    assert (row.text, row.outcome) == ("您好：{reason}", State.KEPT)


@pytest.mark.parametrize("name", ["add", "delete"])
def test_none_is_added_or_deleted(name):
    with pytest.raises(NoReverseMatch):
        reverse(f"letter_templates:{name}")
