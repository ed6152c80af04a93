"""Verdicts at the screening desk: one click, with and without JavaScript, in one's own reach."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.organisation.membership import Role
from suggestions.intake.receipts import new_receipt
from suggestions.models import Link, Suggestion
from suggestions.repeats.link import Verdict
from suggestions.repeats.marking import link
from suggestions.repeats.shown import Shown, seal
from suggestions.rights import RIGHTS, Action
from suggestions.states import Classification, State
from tests.factories import CampaignFactory, SuggestionFactory, UnitFactory, UserFactory, staff

pytestmark = pytest.mark.django_db
NOW = timezone.now()
LONG_AGO = NOW - timedelta(days=30)


def real(**fields):
    """A suggestion whose receipt can be typed."""
    return SuggestionFactory(receipt=new_receipt(NOW.date()), **fields)


@pytest.fixture(autouse=True)
def _english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def unit():
    return UnitFactory()


@pytest.fixture
def later(unit):
    return real(campaign=CampaignFactory(organiser=unit), submitted_at=NOW)


@pytest.fixture
def earlier(later):
    return real(campaign=later.campaign, title="先前的", submitted_at=LONG_AGO)


@pytest.fixture
def foreign():
    return real(title="别家的", submitted_at=LONG_AGO)


@pytest.fixture
def handler(client, unit):
    person = staff(Role.HANDLER, unit=unit)
    client.force_login(person)
    return person


def url(name, suggestion):
    return reverse(f"handling:{name}", args=[suggestion.receipt])


def send(client, suggestion, other, verdict="same", *, name="link", htmx=False, **more):
    headers = {"HX-Request": "true"} if htmx else {}
    data = {"earlier": other.receipt, "verdict": verdict, **more}
    return client.post(url(name, suggestion), data, headers=headers)


@pytest.mark.parametrize("verdict", Verdict)
def test_one_click_keeps_a_verdict_and_another_takes_it_back(
    client, handler, later, earlier, verdict
):
    send(client, later, earlier, verdict)
    kept = Link.objects.get()
    assert (kept.verdict, kept.by) == (verdict, handler)

    send(client, later, earlier, name="unlink")
    assert not Link.objects.standing().exists()


def test_without_javascript_one_is_led_back_to_the_suggestion(client, handler, later, earlier):
    response = send(client, later, earlier)

    assert response.url == url("item", later)


def test_htmx_gets_the_verdict_with_its_undo_and_then_the_buttons(client, handler, later, earlier):
    html = send(client, later, earlier, htmx=True).content.decode()
    assert url("unlink", later) in html
    assert "Says the same" in html
    assert "<html" not in html

    html = send(client, later, earlier, name="unlink", htmx=True).content.decode()
    assert url("link", later) in html
    assert html.count('name="verdict"') == len(Verdict)


def test_what_the_page_showed_is_kept_if_we_wrote_it(client, handler, later, earlier):
    token = seal(later, earlier, Shown(0.8, 0.7, True))

    send(client, later, earlier, shown=token)

    kept = Link.objects.get()
    assert (kept.likeness, kept.threshold, kept.warned) == (0.8, 0.7, True)


def test_a_made_up_likeness_is_not_kept(client, handler, later, earlier):
    send(client, later, earlier, shown="0.99")

    assert Link.objects.get().likeness is None


@pytest.mark.parametrize("verdict", ["", "merged", "SAME"])
def test_a_verdict_that_does_not_exist_is_refused(client, handler, later, earlier, verdict):
    html = send(client, later, earlier, verdict, htmx=True).content.decode()
    assert "choose one of the verdicts" in html
    assert html.count('name="verdict"') == len(Verdict)

    send(client, later, earlier, verdict)
    page = client.get(url("item", later)).content.decode()
    assert "choose one of the verdicts" in page
    assert "The comparison is kept." not in page
    assert not Link.objects.exists()


def test_a_refusal_shows_the_verdict_that_stands(client, handler, later, earlier):
    link(later, earlier, verdict=Verdict.RELATED, by=handler, at=NOW)

    html = send(client, later, earlier, "merged", htmx=True).content.decode()

    assert "Is related" in html
    assert 'name="verdict"' not in html


def test_taking_back_is_told_in_words_of_its_own(client, handler, later, earlier):
    send(client, later, earlier)
    assert "The comparison is kept." in client.get(url("item", later)).content.decode()

    send(client, later, earlier, name="unlink")
    page = client.get(url("item", later)).content.decode()
    assert "The comparison is taken back." in page
    assert "The comparison is kept." not in page


def test_who_may_not_link_gets_no_buttons_with_the_refusal(client, handler, later):
    foreign = real(published=True, submitted_at=NOW + timedelta(minutes=1))

    html = send(client, later, foreign, htmx=True).content.decode()

    assert "There is no such suggestion" in html
    assert "<button" not in html


@pytest.mark.parametrize("sealed", ["later", "earlier"])
def test_one_that_was_sealed_at_that_moment_leaves_no_buttons(
    request, client, handler, later, earlier, sealed, monkeypatch
):
    row = request.getfixturevalue(sealed)

    def seals_first(*ends, **options):
        Suggestion.objects.filter(pk=row.pk).update(classification=Classification.REPORT)
        return link(*ends, **options)

    monkeypatch.setattr("suggestions.repeats.desk.link", seals_first)
    html = send(client, later, earlier, htmx=True).content.decode()

    assert "Reports against someone" in html
    assert "<button" not in html


@pytest.mark.parametrize("typed", ["", "T999", "停" * 5000, "'", "\x00", "20200101-0000000-5"])
def test_a_number_that_names_nothing_is_told(client, handler, later, typed):
    response = client.post(url("link", later), {"earlier": typed, "verdict": "same"}, follow=True)

    assert "There is no such suggestion" in response.content.decode()
    assert not Link.objects.exists()


def test_nothing_is_linked_with_itself(client, handler, later):
    send(client, later, later)

    assert not Link.objects.exists()


def test_what_lies_in_another_unit_is_linked_only_if_it_is_public(client, handler, later, foreign):
    response = send(client, later, foreign, htmx=True)
    assert "别家的" not in response.content.decode()
    assert not Link.objects.exists()

    Suggestion.objects.filter(pk=foreign.pk).update(public_since=NOW, state=State.ACCEPTED)
    send(client, later, foreign)
    assert Link.objects.get().earlier == foreign


def test_the_later_one_must_be_ones_own_to_screen(client, handler, earlier):
    foreign = real(published=True, submitted_at=NOW)

    send(client, earlier, foreign)

    assert not Link.objects.exists()


@pytest.mark.parametrize("role", Role)
def test_who_may_screen_links_rows_of_their_own_unit_and_no_one_else(
    client, unit, later, earlier, role
):
    for where, own in ((unit, True), (UnitFactory(), False)):
        client.force_login(staff(role, unit=where))
        send(client, later, earlier)
        allowed = own and role in RIGHTS[Action.SCREEN]
        assert Link.objects.standing().exists() == allowed
        Link.objects.all().delete()


def test_links_stand_on_the_pages_of_both_ends(client, handler, later, earlier):
    link(later, earlier, verdict=Verdict.SAME, by=handler, at=NOW)

    assert earlier.title in client.get(url("item", later)).content.decode()
    assert later.title in client.get(url("item", earlier)).content.decode()


def test_the_other_end_is_not_named_to_who_may_not_see_it(client, handler, later, foreign):
    link(later, foreign, verdict=Verdict.SAME, by=None, at=NOW)

    assert "别家的" not in client.get(url("item", later)).content.decode()

    client.force_login(staff(Role.HANDLER, unit=foreign.unit))
    page = client.get(url("item", foreign)).content.decode()
    assert later.title not in page
    assert later.receipt not in page


def test_an_end_that_became_a_report_is_not_named(client, handler, later, earlier):
    link(later, earlier, verdict=Verdict.SAME, by=None, at=NOW)
    Suggestion.objects.filter(pk=earlier.pk).update(classification=Classification.REPORT)

    assert "先前的" not in client.get(url("item", later)).content.decode()


def test_an_answer_can_begin_with_the_words_of_an_earlier_one(client, handler, later, earlier):
    earlier.history.create(event="moved", at=NOW, after=State.ANSWERED, note="已列入明年计划。")

    page = client.get(url("item", later), {"reply": earlier.receipt}).content.decode()

    assert "已列入明年计划。</textarea>" in page


@pytest.mark.parametrize("typed", ["", "T999", "\x00", "停" * 5000, "20200101-0000000-5"])
def test_an_answer_begins_empty_with_a_number_that_names_nothing(client, handler, later, typed):
    response = client.get(url("item", later), {"reply": typed})

    assert response.status_code == 200
    assert response.context["note_form"].initial["note"] == ""


def test_the_words_of_an_answer_out_of_reach_are_not_shown(client, handler, later, foreign):
    Suggestion.objects.filter(pk=foreign.pk).update(public_since=NOW, state=State.ANSWERED)
    foreign.history.create(event="moved", at=NOW, after=State.ANSWERED, note="写给他人的话")

    page = client.get(url("item", later), {"reply": foreign.receipt}).content.decode()

    assert "写给他人的话" not in page


def test_the_item_page_costs_the_same_with_1_and_with_30_links(
    client, handler, later, django_assert_max_num_queries
):
    def cost():
        client.get(url("item", later))
        with django_assert_max_num_queries(56) as queries:
            client.get(url("item", later))
        return len(queries)

    def add(count):
        rows = SuggestionFactory.create_batch(count, campaign=later.campaign, submitted_at=LONG_AGO)
        clerk = UserFactory()
        Link.objects.bulk_create(
            Link(later=later, earlier=row, verdict="same", by=clerk, at=NOW) for row in rows
        )

    add(1)
    few = cost()
    add(29)

    assert cost() == few
