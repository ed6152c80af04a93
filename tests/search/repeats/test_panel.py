"""Said before: what both desks show, and what they never show."""

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.organisation.membership import Role
from portal.regulations.importing import import_text
from search.items import Index, Kind
from search.repeats.panel import Group, said_before
from search.repeats.viewer import Viewer
from suggestions.models import Suggestion
from suggestions.states import Classification, State
from suggestions.suggestion import STAFF_ROLES
from tests.factories import (
    CampaignFactory,
    GoldenIdeaFactory,
    UnitFactory,
    staff,
)
from tests.search.conftest import item
from tests.search.repeats.conftest import NOW, TEXT


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
