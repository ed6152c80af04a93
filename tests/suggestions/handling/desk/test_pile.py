"""The pile of the screening desk."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.organisation.membership import Role
from suggestions.models import Suggestion
from suggestions.states import Classification, State
from tests.factories import SuggestionFactory
from tests.suggestions.handling.desk.asking import text_of

pytestmark = pytest.mark.django_db


class TestPile:
    def test_it_shows_what_nobody_has_looked_at(self, client, sign_in, campaign):
        SuggestionFactory(campaign=campaign, title="新来的")
        SuggestionFactory(campaign=campaign, title="受理过的", accepted=True)
        sign_in(Role.HANDLER)

        first = text_of(client.get(reverse("handling:pile")))
        everything = text_of(client.get(reverse("handling:pile"), {"receipt": "", "state": "all"}))

        assert "新来的" in first
        assert "受理过的" not in first
        assert "受理过的" in everything

    @pytest.mark.parametrize(
        "query",
        [
            {"classification": "claim", "state": "all", "receipt": ""},
            {"state": "declined", "receipt": ""},
            {"receipt": "number"},
        ],
    )
    def test_filters_narrow_it(self, client, sign_in, campaign, query):
        wanted = SuggestionFactory(
            campaign=campaign,
            title="要找的",
            classification=Classification.CLAIM,
            state=State.DECLINED,
        )
        SuggestionFactory(campaign=campaign, title="别的")
        sign_in(Role.HANDLER)
        query = {k: wanted.receipt if v == "number" else v for k, v in query.items()}

        text = text_of(client.get(reverse("handling:pile"), query))

        assert "要找的" in text
        assert "别的</a>" not in text

    @pytest.mark.parametrize(
        "query", [{"state": "nonsense"}, {"campaign": "x"}, {"page": "after-"}, {"receipt": "'"}]
    )
    def test_a_filter_that_makes_no_sense_is_no_error(self, client, sign_in, campaign, query):
        sign_in(Role.HANDLER)

        assert client.get(reverse("handling:pile"), query).status_code == 200

    def test_a_made_up_number_among_the_ticked_is_passed_over(self, client, sign_in, suggestion):
        sign_in(Role.HANDLER)

        sent = {"selected": ["9" * 30, suggestion.pk], "step": "accept"}
        response = client.post(reverse("handling:bulk"), sent)

        assert response.status_code == 200
        assert Suggestion.objects.get().state == State.ACCEPTED

    def test_ticked_ones_are_accepted_and_the_others_told(self, client, sign_in, campaign):
        rows = SuggestionFactory.create_batch(3, campaign=campaign)
        unsorted = SuggestionFactory(campaign=campaign, classification=Classification.UNSORTED)
        sign_in(Role.HANDLER)
        ticked = [row.pk for row in [*rows[:2], unsorted]]

        response = client.post(
            reverse("handling:bulk"), {"selected": ticked, "step": "accept"}, follow=True
        )

        accepted = Suggestion.objects.filter(state=State.ACCEPTED)
        assert set(accepted) == set(rows[:2])
        assert "2 suggestions done." in text_of(response)
        refused = [one for one in response.context["outcomes"] if one.refusal]
        assert [(one.suggestion, one.refusal) for one in refused] == [
            (unsorted, "Please set the class first.")
        ]

    def test_publishing_many_needs_the_publisher(self, client, sign_in, campaign):
        row = SuggestionFactory(campaign=campaign, accepted=True)
        sign_in(Role.HANDLER)

        response = client.post(
            reverse("handling:bulk"), {"selected": [row.pk], "step": "publish"}, follow=True
        )

        assert "You may not do this." in text_of(response)

    def test_it_costs_the_same_at_10_and_at_1000_rows(self, client, sign_in, campaign):
        sign_in(Role.HANDLER)
        address = reverse("handling:pile")

        def queries():
            client.get(address)
            with CaptureQueriesContext(connection) as captured:
                client.get(address)
            return len(captured)

        SuggestionFactory.create_batch(10, campaign=campaign)
        few = queries()
        Suggestion.objects.bulk_create(
            SuggestionFactory.build(campaign=campaign, unit=campaign.organiser) for _n in range(990)
        )

        assert queries() == few
        assert few <= 15


def test_the_menu_shows_the_desk_to_those_who_have_one(client, sign_in, suggestion):
    sign_in(Role.HANDLER)
    assert reverse("handling:pile") in text_of(client.get(reverse("wagtailadmin_home")))

    sign_in(Role.REVIEWER)
    assert reverse("handling:pile") not in text_of(client.get(reverse("wagtailadmin_home")))
