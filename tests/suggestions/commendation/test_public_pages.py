"""Public pages: names only of those who agreed, no figures, objections without JavaScript."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from suggestions.commendation.naming import withhold_name
from suggestions.commendation.objecting import answer
from suggestions.commendation.objection import Objection
from suggestions.handling.publication import hide
from suggestions.models import Suggestion
from tests.factories import (
    CommendationFactory,
    NomineeFactory,
    SuggestionFactory,
)

pytestmark = pytest.mark.django_db
LIST = reverse("suggestions:commendations")


def page(client, world):
    return client.get(world.row.get_absolute_url())


def objection(**other):
    return {"nominee": "", "text": "不属实", "form_key": str(uuid4())} | other


def test_a_draft_is_nowhere_in_public(at, client):
    world = at("draft")

    assert page(client, world).status_code == 404
    assert world.row.title not in client.get(LIST).content.decode()
    assert client.get(reverse("suggestions:object", args=[world.row.pk])).status_code == 404


def test_the_notice_shows_names_suggestions_and_the_commitment(at, client):
    world = at("notice")

    text = page(client, world).content.decode()

    assert world.nominee.name in text
    assert world.nominee.grounds.get().title in text
    assert world.row.draw.commitment in text
    assert world.row.draw.seed not in text


def test_no_figures_and_no_order_of_merit_are_public(at, client):
    world = at("notice")
    late = NomineeFactory(commendation=world.row, points=98765, came_at=timezone.now())

    answered = page(client, world)
    text = answered.content.decode()

    assert "98765" not in text
    ((_label, group),) = answered.context["groups"]
    assert group == [world.nominee, late]


def test_offices_stand_by_pinyin(at, client):
    world = at("notice")
    for points, name in ((1, "周庄镇"), (2, "安亭镇"), (9, "临河街道")):
        NomineeFactory(commendation=world.row, kind="station", name=name, points=points)

    groups = dict(page(client, world).context["groups"])

    assert [n.name for group in groups.values() for n in group if n.kind == "station"] == [
        "安亭镇",
        "临河街道",
        "周庄镇",
    ]


def test_who_does_not_wish_to_be_named_is_a_citizen(at, client):
    world = at("notice")
    world.nominee.grounds.update(author_shown=False)

    assert world.nominee.name not in page(client, world).content.decode()


def test_one_suggestion_without_the_name_is_enough_to_leave_it_out(at, client):
    world = at("notice")
    ground = world.nominee.grounds.get()
    world.nominee.grounds.add(
        SuggestionFactory(campaign=ground.campaign, published=True, author_shown=False)
    )

    assert world.nominee.name not in page(client, world).content.decode()


@pytest.mark.parametrize("way", ["withheld", "suggestion hidden", "consent to the name revoked"])
def test_a_name_that_was_withdrawn_is_gone_at_once(at, client, way):
    world = at("published")
    ground = Suggestion.objects.get(commended_in=world.nominee)
    assert world.nominee.name in page(client, world).content.decode()

    if way == "withheld":
        withhold_name(world.nominee, by=world.editor, at=world.now)
    elif way == "suggestion hidden":
        hide(ground, by=None)
    else:
        ground.author_shown = False
        ground.save(update_fields=["author_shown"])

    text = page(client, world).content.decode()
    assert world.nominee.name not in text
    assert (ground.title in text) == (way != "suggestion hidden")


def test_who_was_taken_off_is_gone(at, client):
    world = at("notice")
    type(world.nominee).objects.update(removed_at=world.now)

    assert world.nominee.name not in page(client, world).content.decode()


def test_after_the_draw_the_seed_and_the_drawn_numbers_are_shown_but_no_reviewer(at, client):
    world = at("agreed")

    text = page(client, world).content.decode()

    assert world.row.draw.seed in text
    assert all(person.name not in text for person in world.reviewers)


def test_the_list_costs_the_same_however_many(at, client, django_assert_max_num_queries):
    world = at("notice")
    for _ in range(10):
        NomineeFactory(commendation=world.row)

    page(client, world)
    with django_assert_max_num_queries(12):
        page(client, world)


def test_an_objection_leads_to_a_page_that_will_bear_the_answer(at, client):
    world = at("notice")
    url = reverse("suggestions:object", args=[world.row.pk])

    assert b"<form" in client.get(url).content
    sent = client.post(url, objection(nominee=str(world.nominee.pk), email="a@example.org"))
    made = Objection.objects.get()
    answer(made, "已核实", upheld=False, by=world.editor, at=world.now)

    assert sent.url == reverse("suggestions:objection", args=[made.key])
    assert made.nominee == world.nominee
    assert "已核实" in client.get(sent.url).content.decode()
    assert len(made.key) >= 40


def test_an_objection_is_not_found_by_a_number(client, at):
    at("notice")

    assert client.get(reverse("suggestions:objection", args=["1"])).status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": ""},
        {"text": "长" * 2001},
        {"email": "nobody"},
        {"nominee": "999999"},
        {"form_key": "x"},
        {"website": "http://spam.example"},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_a_wrong_objection_comes_back_with_what_was_typed(at, client, wrong):
    world = at("notice")

    sent = client.post(reverse("suggestions:object", args=[world.row.pk]), objection(**wrong))

    assert sent.status_code == 422
    assert list(sent.context["form"].errors) == list(wrong)
    assert not Objection.objects.exists()


def test_a_nominee_of_another_list_cannot_be_objected_to_here(at, client):
    world, other = at("notice"), NomineeFactory()

    sent = client.post(
        reverse("suggestions:object", args=[world.row.pk]), objection(nominee=str(other.pk))
    )

    assert sent.status_code == 422


def test_after_the_notice_the_form_says_that_it_is_over(at, client):
    world = at("panel")
    url = reverse("suggestions:object", args=[world.row.pk])

    assert b"<textarea" not in client.get(url).content
    assert client.post(url, objection()).status_code == 422
    assert not Objection.objects.exists()


def test_objections_are_limited_and_nothing_typed_is_lost(at, client, write_limits):
    world = at("notice")
    write_limits("objection", (1, 60))
    url = reverse("suggestions:object", args=[world.row.pk])

    client.post(url, objection())
    second = client.post(url, objection(text="第二条"))

    assert second.status_code == 429
    assert "第二条" in second.content.decode()
    assert Objection.objects.count() == 1


def test_objections_are_never_public(at, client):
    world = at("notice")
    client.post(reverse("suggestions:object", args=[world.row.pk]), objection(text="绝密内容"))

    assert "绝密内容" not in page(client, world).content.decode()


def test_orders_and_running_notices_are_listed_apart(client):
    running = CommendationFactory(step="notice", notice_until=timezone.localdate())
    ordered = CommendationFactory(step="published", published_at=timezone.now())
    CommendationFactory(step="dropped")

    shown = client.get(LIST).context

    assert shown["running"] == [running]
    assert shown["page_of_orders"].rows == [ordered]
