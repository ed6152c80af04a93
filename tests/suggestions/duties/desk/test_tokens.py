"""Buttons that ask for nothing work in a browser: their forms carry the token of the session."""

import pytest
from django.test import Client
from django.urls import reverse

from suggestions.duties.duty import DutyState
from tests.factories import offered

pytestmark = pytest.mark.django_db


def test_an_offer_is_accepted_with_the_token_of_the_page(place):
    duty = offered(place.suggestion, place.roads, by=place.clerk)
    client = Client(enforce_csrf_checks=True)
    client.force_login(place.driver)
    take = reverse("duties:duty_act", args=[place.suggestion.receipt, duty.pk, "take"])
    page = client.get(reverse("handling:item", args=[place.suggestion.receipt]))
    form = page.content.decode().partition(f'action="{take}"')[2].partition("</form>")[0]
    token = form.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]

    client.post(take, {"csrfmiddlewaretoken": token})

    duty.refresh_from_db()
    assert duty.state == DutyState.ACCEPTED
