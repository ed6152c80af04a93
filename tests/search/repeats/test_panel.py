"""Said before: what both desks show, and what they never show."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.organisation.membership import Role, appoint
from portal.regulations.importing import import_text
from search.items import Index, Kind
from search.repeats.panel import Group, said_before
from search.repeats.viewer import Viewer
from suggestions.models import Link, Suggestion
from suggestions.repeats.link import Verdict
from suggestions.repeats.marking import link
from suggestions.states import Classification, State
from suggestions.suggestion import STAFF_ROLES
from tests.factories import (
    CampaignFactory,
    GoldenIdeaFactory,
    RoundFactory,
    SuggestionFactory,
    UnitFactory,
    staff,
)
from tests.search.conftest import item

NOW = timezone.now()
TEXT = {
    "title": "老旧小区加装电梯",
    "problem": "老人上下楼不方便，六楼的老人半年没有下过楼。",
    "proposal": "给老旧小区的楼房加装电梯。",
}


@pytest.fixture(autouse=True)
def _english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def unit(db):
    return UnitFactory()


@pytest.fixture
def campaign(unit):
    return CampaignFactory(organiser=unit)


@pytest.fixture
def suggestion(campaign):
    return SuggestionFactory(campaign=campaign, submitted_at=NOW, **TEXT)


@pytest.fixture
def alike(campaign):
    """Make a suggestion with much the same words."""

    def alike(title="小区加装电梯，方便老人", **fields):
        texts = TEXT | {"title": title}
        said = {"campaign": campaign, "submitted_at": NOW - timedelta(days=5)}
        return SuggestionFactory(**(said | texts | fields))

    return alike


@pytest.fixture
def shown(follow, suggestion):
    """What `user` is shown of the suggestion: the members of all groups."""

    def shown(user, *, judges=True):
        follow()
        groups = said_before(suggestion, Viewer(user, timezone.localdate(), judges=judges))
        return [one for _name, members in groups for one in members]

    return shown


def titles(shown):
    return {str(one.title).replace("<mark>", "").replace("</mark>", "") for one in shown}


def test_it_is_never_shown_to_itself(shown, suggestion, alike, unit):
    alike("另一件加装电梯")

    found = shown(staff(Role.HANDLER, unit=unit))

    assert titles(found) == {"另一件加装电梯"}
    assert suggestion.receipt not in {one.receipt for one in found}


@pytest.mark.parametrize("role", Role)
def test_each_role_is_shown_its_units_rows_and_public_ones_and_no_others(shown, alike, unit, role):
    below = UnitFactory(parent=unit)
    elsewhere = CampaignFactory()
    alike("本级的加装电梯")
    alike("下级的加装电梯", unit=below)
    alike("别家的加装电梯", campaign=elsewhere)
    alike("别家公开的加装电梯", campaign=elsewhere, published=True)

    own = {"本级的加装电梯", "下级的加装电梯"} if role in STAFF_ROLES else set()

    assert titles(shown(staff(role, unit=unit))) == own | {"别家公开的加装电梯"}


def test_what_is_in_both_indexes_is_shown_once(shown, alike, unit):
    alike("公开的加装电梯", published=True)

    assert len(shown(staff(Role.HANDLER, unit=unit))) == 1


def test_reports_are_shown_to_no_one(shown, alike, unit):
    unit.receives_reports = True
    unit.save()
    alike("举报加装电梯", classification=Classification.REPORT)

    assert shown(staff(Role.HANDLER, unit=unit)) == []


def test_what_was_hidden_a_moment_ago_is_not_shown(shown, alike, unit):
    row = alike("别家的加装电梯", campaign=CampaignFactory(), published=True)
    user = staff(Role.HANDLER, unit=unit)
    assert len(shown(user)) == 1

    Suggestion.objects.filter(pk=row.pk).update(public_since=None)

    assert shown(user) == []


def test_the_shared_words_are_marked_and_named(shown, alike, unit):
    alike("我家小区也想加装电梯", problem="六楼。", proposal="请帮忙。")

    (one,) = shown(staff(Role.HANDLER, unit=unit))

    assert "<mark>加装电梯</mark>" in one.title
    assert {"小区", "加装", "电梯"} <= set(one.words)


def test_markup_in_a_title_stays_text(shown, alike, unit):
    alike("<script>加装电梯</script>")

    (one,) = shown(staff(Role.HANDLER, unit=unit))

    assert "<script>" not in one.title


def test_the_same_text_looks_like_a_repeat_and_another_does_not(shown, alike, unit):
    alike(TEXT["title"])
    alike("小区电梯里放一面镜子", problem="老人上下楼不方便，想看身后。", proposal="贴镜子。")

    found = shown(staff(Role.HANDLER, unit=unit))

    assert [one.is_repeat for one in found] == [True, False]
    assert found[0].degree == "nearly"


def test_a_reply_is_shown_in_a_group_of_its_own_with_its_words(shown, alike, unit):
    row = alike(state=State.ANSWERED)
    row.history.create(event="moved", at=NOW, after=State.ANSWERED, note="已列入明年计划。")

    (one,) = shown(staff(Role.HANDLER, unit=unit))

    assert (one.group, one.reply) == (Group.REPLIES, "已列入明年计划。")


def test_what_was_written_to_an_author_elsewhere_is_not_shown(shown, alike, unit):
    row = alike(campaign=CampaignFactory(), published=True)
    row.history.create(event="moved", at=NOW, after=State.ANSWERED, note="只写给一位的话")

    (one,) = shown(staff(Role.HANDLER, unit=unit))

    assert (one.group, one.reply) == (Group.SUGGESTIONS, "")


def test_a_golden_idea_stands_for_its_suggestion(shown, unit):
    idea = GoldenIdeaFactory()
    Suggestion.objects.filter(pk=idea.suggestion.pk).update(**TEXT | {"title": "加装电梯金点子"})
    idea.save()

    found = shown(staff(Role.HANDLER, unit=unit))

    assert [(one.group, one.receipt) for one in found] == [(Group.IDEAS, idea.suggestion.receipt)]


def test_a_golden_idea_is_not_shown_to_the_suggestion_it_was_made_of(follow, rebuild, db):
    idea = GoldenIdeaFactory()
    suggestion = idea.suggestion
    Suggestion.objects.filter(pk=suggestion.pk).update(**TEXT)
    suggestion.refresh_from_db()
    rebuild()
    user = staff(Role.HANDLER, unit=suggestion.unit)

    assert said_before(suggestion, Viewer(user, timezone.localdate())) == []


def test_an_author_is_named_nowhere(client, follow, suggestion, alike, unit):
    alike(author_name="张三丰", author_shown=True, published=True)
    follow()
    client.force_login(staff(Role.HANDLER, unit=unit))

    html = client.get(reverse("said_before:screening", args=[suggestion.receipt])).content.decode()

    assert "加装电梯</mark>" in html
    assert "张三丰" not in html


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

    def test_a_reviewer_who_is_staff_as_well_is_shown_rows_of_the_unit_unlinked(
        self, html, alike, assignment, unit
    ):
        appoint(assignment.reviewer, Role.EDITOR, unit, starts_on=timezone.localdate())
        row = alike("内部的加装电梯")

        page = html()

        assert "内部的" in page
        assert reverse("handling:item", args=[row.receipt]) not in page


def test_articles_are_a_group_of_their_own_without_verdicts(rebuild, suggestion, unit):
    text = "# 既有住宅加装电梯办法\n第一条 老旧小区的楼房加装电梯，方便老人上下楼。"
    import_text(text, "既有住宅加装电梯办法", by=None)
    rebuild()

    viewer = Viewer(staff(Role.HANDLER, unit=unit), timezone.localdate())
    ((name, (article,)),) = said_before(suggestion, viewer)

    assert name == "Regulations"
    assert article.url
    assert "电梯" in article.words
    assert not article.may_link


def test_what_only_the_index_holds_is_not_shown(engine, store, suggestion, unit):
    store(item(1, "办法第一条", "老旧小区加装电梯。", kind=Kind.ARTICLE), index=Index.PUBLIC)

    viewer = Viewer(staff(Role.HANDLER, unit=unit), timezone.localdate())

    assert said_before(suggestion, viewer) == []


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
