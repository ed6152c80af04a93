"""While a citizen types: each thing once, what looks like a repeat never cut off."""

import pytest
from django.urls import reverse

from portal.regulations.importing import import_text
from search.similar import SHOWN
from suggestions.models import Suggestion
from suggestions.states import State
from tests.factories import GoldenIdeaFactory
from tests.search.repeats.conftest import NOW, TEXT

OTHER = {"problem": "电梯常坏，等很久。", "proposal": "请物业修理。"}


@pytest.fixture
def typed(client, follow):
    """What the form is shown for the text of TEXT: titles without marks, and the warning."""

    def typed(**fields):
        follow()
        response = client.post(reverse("search:similar"), TEXT | fields)
        titles = [str(one.result.title) for one in response.context["results"]]
        plain = [title.replace("<mark>", "").replace("</mark>", "") for title in titles]
        return plain, response.context["looks_like_repeat"]

    return typed


def test_two_suggestions_with_one_title_are_two(typed, alike):
    alike(TEXT["title"], published=True)
    alike(TEXT["title"], published=True, **OTHER)

    assert typed() == ([TEXT["title"]] * 2, True)


def test_one_of_the_same_title_that_is_less_alike_does_not_push_the_likest_back(typed, alike):
    alike(TEXT["title"], published=True)
    for number in range(SHOWN):
        alike(f"{TEXT['title']}第{number}次", published=True, problem="老人上下楼不方便。")
    alike(TEXT["title"], published=True, problem="灯太暗。", proposal="换灯。")

    titles, looks_like_repeat = typed()

    assert titles[0] == TEXT["title"]
    assert looks_like_repeat


def test_a_repeat_under_another_title_is_shown_before_what_only_has_the_title(typed, alike):
    words = {"problem": f"{TEXT['problem']}别的都好。" * 3, "proposal": TEXT["proposal"]}
    alike("一件小事", published=True, **words)
    for number in range(2 * SHOWN):
        alike(TEXT["title"], published=True, problem=f"{number}号楼。", proposal="")

    titles, looks_like_repeat = typed(**words)

    assert titles == ["一件小事"] + [TEXT["title"]] * (SHOWN - 1)
    assert looks_like_repeat


def test_a_golden_idea_and_its_suggestion_are_one_thing(typed, unit):
    idea = GoldenIdeaFactory()
    rows = Suggestion.objects.filter(pk=idea.suggestion_id)
    rows.update(**TEXT, public_since=idea.suggestion.submitted_at)
    rows.get().save()
    idea.save()

    titles, _looks_like_repeat = typed()

    assert len(titles) == 1


def test_articles_are_shown_as_well_and_are_no_repeats(typed, client):
    text = f"# 既有住宅加装电梯办法\n第一条 {TEXT['problem']}{TEXT['proposal']}"
    import_text(text, "既有住宅加装电梯办法", by=None)

    titles, looks_like_repeat = typed()

    assert len(titles) == 1
    assert "第一条" in titles[0]
    assert not looks_like_repeat
    html = client.post(reverse("search:similar"), TEXT).content.decode()
    assert "There are regulations on this" in html
    assert "Others have suggested" not in html


def test_the_shared_words_are_marked_in_title_and_text_and_named(client, follow, alike):
    alike("小区电梯", published=True)
    follow()

    html = client.post(reverse("search:similar"), TEXT).content.decode()

    assert "<mark>小区电梯</mark>" in html
    (one,) = client.post(reverse("search:similar"), TEXT).context["results"]
    assert {"小区", "电梯"} & set(one.words)
    assert "<mark>" in one.result.text
    assert one.result.text in html
    assert " ".join(one.words) in html


def test_a_panels_public_word_is_shown_and_a_letter_to_the_author_is_not(client, follow, alike):
    row = alike("小区加装电梯", published=True)
    row.history.create(event="moved", at=NOW, after=State.ADOPTED, note="已列入明年计划。")
    row.history.create(event="moved", at=NOW, after=State.ANSWERED, note="只写给一位的话")
    follow()

    html = client.post(reverse("search:similar"), TEXT).content.decode()

    assert "已列入明年计划。" in html
    assert "只写给一位的话" not in html


def test_nothing_like_it_is_no_warning(typed, alike):
    alike("小区电梯里放一面镜子", published=True, problem="想看身后。", proposal="贴镜子。")

    titles, looks_like_repeat = typed()

    assert titles == ["小区电梯里放一面镜子"]
    assert not looks_like_repeat
