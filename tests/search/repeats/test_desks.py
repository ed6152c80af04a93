"""Said before, as the screening desk and the scoring page get it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.organisation.membership import Role, appoint
from suggestions.models import Link, Suggestion
from suggestions.repeats.link import Verdict
from suggestions.repeats.marking import link
from suggestions.states import Classification, State
from tests.factories import RoundFactory, staff
from tests.search.repeats.conftest import NOW, TEXT


class TestScreening:
    @pytest.fixture
    def html(self, client, follow, suggestion, unit):
        def html(*roles, **headers):
            follow()
            client.force_login(staff(*roles, unit=unit))
            url = reverse("said_before:screening", args=[suggestion.receipt])
            return client.get(url, headers=headers).content.decode()

        return html

    def test_htmx_gets_a_part_and_everyone_else_a_page(self, html, alike):
        alike()

        assert "<html" not in html(Role.HANDLER, **{"HX-Request": "true"})
        assert "</html>" in html(Role.HANDLER)

    def test_who_may_screen_gets_the_buttons(self, html, alike):
        alike()

        assert 'name="verdict" value="same"' in html(Role.HANDLER)
        assert 'name="verdict"' not in html(Role.LEADER)

    def test_a_verdict_stands_in_the_place_of_the_buttons(self, html, alike, suggestion):
        link(suggestion, alike(), verdict=Verdict.RELATED, by=None, at=NOW)

        page = html(Role.HANDLER)

        assert "Is related" in page
        assert 'name="verdict"' not in page

    def test_the_seal_on_the_page_is_read_when_a_button_is_clicked(
        self, html, alike, client, suggestion
    ):
        other = alike(TEXT["title"])
        page = html(Role.HANDLER)
        token = page.partition('name="shown" value="')[2].partition('"')[0]

        data = {"earlier": other.receipt, "verdict": "same", "shown": token}
        client.post(reverse("handling:link", args=[suggestion.receipt]), data)

        kept = Link.objects.get()
        assert kept.warned
        assert kept.likeness >= kept.threshold

    def test_it_costs_the_same_with_2_and_with_12(
        self, html, client, suggestion, alike, django_assert_max_num_queries
    ):
        def cost():
            page = html(Role.HANDLER)
            with django_assert_max_num_queries(60) as queries:
                client.get(reverse("said_before:screening", args=[suggestion.receipt]))
            return page.count("said-title"), len(queries)

        for number in range(2):
            alike(f"加装电梯{number}")
        few, cheap = cost()
        for number in range(2, 12):
            alike(f"加装电梯{number}")
        many, dear = cost()

        assert (few, many) == (2, 12)
        assert dear == cheap

    def test_a_report_has_no_panel_even_for_who_reads_it(self, client, suggestion, unit):
        unit.receives_reports = True
        unit.save()
        Suggestion.objects.filter(pk=suggestion.pk).update(classification=Classification.REPORT)
        client.force_login(staff(Role.HANDLER, unit=unit))
        panel = reverse("said_before:screening", args=[suggestion.receipt])

        item = client.get(reverse("handling:item", args=[suggestion.receipt]))

        assert item.status_code == 200
        assert panel not in item.content.decode()
        assert client.get(panel).status_code == 404


class TestReview:
    @pytest.fixture
    def assignment(self, suggestion):
        Suggestion.objects.filter(pk=suggestion.pk).update(
            state=State.ACCEPTED, author_name="张三丰"
        )
        campaign = suggestion.campaign
        campaign.phases.update(kind="reviewing")
        suggestion.refresh_from_db()
        round = RoundFactory(campaign=campaign, suggestions=[suggestion], reviewers=1)
        return round.assignments.get()

    @pytest.fixture
    def html(self, client, follow, assignment):
        def html(user=None):
            follow()
            client.force_login(user or assignment.reviewer)
            url = reverse("said_before:review", args=[assignment.pk])
            return client.get(url).content.decode()

        return html

    def test_a_reviewer_is_shown_public_things_without_buttons(self, html, alike):
        alike("内部的加装电梯")
        alike("公开的加装电梯", published=True)

        page = html()

        assert "公开的" in page
        assert "内部的" not in page
        assert 'name="verdict"' not in page

    def test_another_reviewers_assignment_is_not_found(self, client, assignment, unit):
        client.force_login(staff(Role.REVIEWER, unit=unit))

        response = client.get(reverse("said_before:review", args=[assignment.pk]))

        assert response.status_code == 404

    def test_a_dropped_assignment_is_not_found(self, client, assignment):
        assignment.dropped_at = NOW
        assignment.save()
        client.force_login(assignment.reviewer)

        response = client.get(reverse("said_before:review", args=[assignment.pk]))

        assert response.status_code == 404

    def test_a_blind_round_does_not_even_search_for_the_author(self, html, assignment, alike):
        suggestion = assignment.suggestion
        Suggestion.objects.filter(pk=suggestion.pk).update(problem="我是张三丰。")
        assert assignment.round.author_hidden
        alike("太极", problem="张三丰在武当山。", proposal="", published=True)

        assert "太极" not in html()

    @pytest.mark.parametrize("is_blind", [True, False])
    def test_a_blind_round_names_the_author_nowhere_in_what_else_they_said(
        self, html, assignment, alike, is_blind
    ):
        assignment.round.author_hidden = is_blind
        assignment.round.save()
        row = alike("张三丰也想加装电梯", problem="我是张三丰，住六楼。", published=True)
        row.history.create(event="moved", at=NOW, after=State.ADOPTED, note="谢谢张三丰。")

        page = html()

        assert "也想" in page
        assert "谢谢" in page
        assert ("张三丰" in page) == (not is_blind)

    def test_a_reviewer_who_is_staff_as_well_is_shown_rows_of_the_unit_unlinked(
        self, html, alike, assignment, unit
    ):
        appoint(assignment.reviewer, Role.EDITOR, unit, starts_on=timezone.localdate())
        row = alike("内部的加装电梯")

        page = html()

        assert "内部的" in page
        assert reverse("handling:item", args=[row.receipt]) not in page


@pytest.mark.django_db
class TestDown:
    @pytest.fixture(autouse=True)
    def _down(self, settings):
        settings.SEARCH_ENGINE, settings.SEARCH_FALLBACK = "elasticsearch", False
        settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"

    def test_the_panel_says_so(self, client, suggestion, unit):
        client.force_login(staff(Role.HANDLER, unit=unit))

        response = client.get(reverse("said_before:screening", args=[suggestion.receipt]))

        assert response.context["is_down"]

    def test_the_desk_works(self, client, suggestion, unit):
        client.force_login(staff(Role.HANDLER, unit=unit))

        html = client.get(reverse("handling:item", args=[suggestion.receipt])).content.decode()

        assert reverse("said_before:screening", args=[suggestion.receipt]) in html
