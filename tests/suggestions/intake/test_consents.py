"""Wordings of consents: versions that follow one another, none of them ever changed."""

from datetime import date, timedelta

import pytest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone, translation

from portal.organisation.membership import Role
from suggestions.intake.consents import ConsentKind, ConsentText, keep_wording
from tests.factories import UnitFactory, UserFactory, staff

pytestmark = pytest.mark.django_db


def wording(**fields):
    said = {"kind": ConsentKind.PRIVACY, "text_zh": "新文本", "text_en": "New text"}
    return ConsentText(**(said | {"effective_from": timezone.localdate()} | fields))


def current(on=None):
    texts = ConsentText.objects.current(on or timezone.localdate())
    return {text.kind: text.version for text in texts}


def test_every_kind_has_a_first_wording_in_both_languages():
    assert current() == dict.fromkeys(ConsentKind.values, 1)
    assert all(text.text_zh and text.text_en for text in ConsentText.objects.all())


def test_a_new_wording_holds_from_its_day_on():
    tomorrow = timezone.localdate() + timedelta(days=1)
    keep_wording(wording(effective_from=tomorrow))

    assert current()[ConsentKind.PRIVACY] == 1
    assert current(on=tomorrow)[ConsentKind.PRIVACY] == 2


def test_nothing_holds_before_the_first_day():
    assert current(on=date(2019, 12, 31)) == {}


@pytest.mark.parametrize(("language", "text"), [("zh-hans", "新文本"), ("en", "New text")])
def test_it_is_read_in_the_reader_s_language(language, text):
    with translation.override(language):
        assert wording().text == text


class TestScreens:
    def post(self, client, person):
        client.force_login(person)
        said = {"kind": "publish", "text_zh": "新的公开同意", "text_en": "New"}
        said["effective_from"] = str(timezone.localdate())
        return client.post(reverse("consent_texts:add"), said)

    def test_a_publisher_adds_the_next_version(self, client):
        self.post(client, staff(Role.PUBLISHER, unit=UnitFactory()))

        newest = ConsentText.objects.filter(kind=ConsentKind.PUBLISH).first()
        assert (newest.version, newest.text_zh) == (2, "新的公开同意")

    @pytest.mark.parametrize("role", [Role.EDITOR, Role.HANDLER])
    def test_others_do_not(self, client, role):
        self.post(client, staff(role, unit=UnitFactory()))

        assert not ConsentText.objects.filter(version=2).exists()

    @pytest.mark.parametrize("name", ["edit", "delete"])
    def test_nobody_changes_one_that_was_agreed_to(self, client, name):
        client.force_login(UserFactory(is_superuser=True))

        with pytest.raises(NoReverseMatch):
            reverse(f"consent_texts:{name}", args=[1])

    def test_they_are_listed_and_read(self, client):
        client.force_login(staff(Role.EDITOR, unit=UnitFactory()))
        text = ConsentText.objects.get(kind=ConsentKind.PRIVACY)

        listed = client.get(reverse("consent_texts:index"))
        shown = client.get(reverse("consent_texts:inspect", args=[text.pk]))

        assert str(text) in listed.content.decode()
        assert text.text_zh in shown.content.decode()
