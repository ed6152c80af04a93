"""The desk of replies, in the browser's terms: begin, save, hand in, approve, check."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.organisation.membership import Role
from suggestions.models import Check, LegalChannel, Reply, Suggestion
from suggestions.replies.check import Point
from suggestions.replies.reply import Publicity, ReplyKind, ReplyState
from suggestions.states import Classification, State
from tests.factories import (
    CampaignFactory,
    ReplyFactory,
    ReplyTemplateFactory,
    SuggestionFactory,
    UnitFactory,
    sent_reply,
    staff,
)

pytestmark = pytest.mark.django_db


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def suggestion():
    return SuggestionFactory(accepted=True)


@pytest.fixture
def clerk(suggestion):
    return staff(Role.HANDLER, unit=suggestion.unit)


def said(reply, **more):
    """What the form sends of a draft."""
    words = {
        "text": reply.text,
        "kind": reply.kind,
        "publicity": reply.publicity,
        "revision": reply.revision,
    }
    return {**words, **more}


def address(name, suggestion, *more):
    return reverse(f"replies:{name}", args=[suggestion.receipt, *more])


def test_a_clerk_begins_writes_and_hands_in(suggestion, clerk):
    client = signed_in(clerk)

    begun = client.post(address("begin", suggestion), {"kind": ReplyKind.FINAL})
    words = said(Reply.objects.get(), text="已安排。", do="submit")
    client.post(address("draft", suggestion), words)

    assert begun.url == address("draft", suggestion)
    reply = Reply.objects.get()
    assert (reply.state, reply.text, reply.drafted_by) == (ReplyState.SUBMITTED, "已安排。", clerk)


def test_it_is_saved_as_one_types_and_says_the_next_revision(suggestion, clerk):
    reply = ReplyFactory(suggestion=suggestion)

    answer = signed_in(clerk).post(address("save", suggestion), said(reply, text="写到一半"))

    assert answer.json()["revision"] == 2
    assert Reply.objects.get().text == "写到一半"


def test_a_late_saving_is_refused_and_both_texts_are_shown(suggestion, clerk):
    reply = ReplyFactory(suggestion=suggestion, text="同事的文字", revision=4)
    client = signed_in(clerk)
    late = said(reply, text="我的文字", revision=3)

    saved = client.post(address("save", suggestion), late)
    page = client.post(address("draft", suggestion), {**late, "do": "save"})

    assert saved.status_code == page.status_code == 409
    assert "同事的文字" in page.content.decode()
    assert "我的文字" in page.content.decode()
    assert Reply.objects.get().text == "同事的文字"


def test_what_is_refused_is_shown_again_as_typed(suggestion, clerk):
    reply = ReplyFactory(suggestion=suggestion)
    words = said(reply, text="不公开的答复", publicity=Publicity.CLOSED, do="submit")

    page = signed_in(clerk).post(address("draft", suggestion), words)

    assert page.status_code == 422
    assert "不公开的答复" in page.content.decode()
    assert Reply.objects.get().state == ReplyState.DRAFT


def test_a_template_is_put_below_what_was_typed_with_its_blanks_filled(suggestion, clerk):
    reply = ReplyFactory(suggestion=suggestion)
    template = ReplyTemplateFactory(text="关于{receipt}：{unit}，{unknown}")

    signed_in(clerk).post(
        address("draft", suggestion),
        said(reply, text="您好。", do="template", template=f"template-{template.pk}"),
    )

    expected = f"您好。\n\n关于{suggestion.receipt}：{suggestion.unit}，{{unknown}}"
    assert Reply.objects.get().text == expected


def test_templates_of_units_beside_are_not_offered(suggestion, clerk):
    reply = ReplyFactory(suggestion=suggestion)
    ReplyTemplateFactory(name="隔壁的模板", unit=UnitFactory())
    ReplyTemplateFactory(name="本单位的模板", unit=suggestion.unit)

    page = signed_in(clerk).get(address("draft", suggestion)).content.decode()

    assert "本单位的模板" in page
    assert "隔壁的模板" not in page
    assert reply.text in page


def test_a_claim_may_get_a_legal_channel_and_nothing_typed_is_lost(suggestion, clerk):
    suggestion.classification = Classification.CLAIM
    suggestion.save()
    reply = ReplyFactory(suggestion=suggestion)
    channel = LegalChannel.objects.first()

    signed_in(clerk).post(
        address("draft", suggestion),
        said(reply, text="您好。", do="template", template=f"channel-{channel.pk}"),
    )

    assert Reply.objects.get().text == f"您好。\n\n{channel.told()}"


@pytest.mark.parametrize("key", ["", "template-0", "channel-1", "x"])
def test_a_template_that_is_not_offered_is_refused_and_the_text_saved(suggestion, clerk, key):
    reply = ReplyFactory(suggestion=suggestion)

    page = signed_in(clerk).post(
        address("draft", suggestion), said(reply, text="写好的", do="template", template=key)
    )

    assert page.status_code == 422
    assert Reply.objects.get().text == "写好的"
    revision = Reply.objects.get().revision
    assert f'name="revision" value="{revision}"' in page.content.decode()


def test_a_second_person_reads_and_sends(suggestion):
    reply = ReplyFactory(suggestion=suggestion, submitted=True, text="请致电13800138000。")
    second = staff(Role.SUPERVISOR, unit=suggestion.unit)
    client = signed_in(second)

    page = client.get(address("approve", suggestion)).content.decode()
    client.post(address("approve", suggestion), {"do": "send", "reviewed": "on"})

    assert "<strong>13800138000</strong>" in page
    reply.refresh_from_db()
    assert (reply.state, reply.approved_by) == (ReplyState.SENT, second)
    assert Suggestion.objects.get().state == State.ANSWERED


def test_who_wrote_it_is_told_that_a_colleague_has_to_approve(suggestion, clerk):
    ReplyFactory(suggestion=suggestion, submitted=True, drafted_by=clerk)
    staff(Role.HANDLER, unit=suggestion.unit)

    page = signed_in(clerk).post(address("approve", suggestion), {"do": "send", "reviewed": "on"})

    assert page.status_code == 422
    assert Reply.objects.get().state == ReplyState.SUBMITTED


def test_a_reply_that_was_withdrawn_from_meanwhile_stays_unsent(suggestion):
    ReplyFactory(suggestion=suggestion, submitted=True)
    second = staff(Role.SUPERVISOR, unit=suggestion.unit)
    Suggestion.objects.update(state=State.WITHDRAWN)

    page = signed_in(second).post(address("approve", suggestion), {"do": "send", "reviewed": "on"})

    assert page.status_code == 422
    assert Reply.objects.get().state == ReplyState.SUBMITTED


def test_a_supervisor_checks_and_the_author_is_asked():
    reply = sent_reply()
    supervisor = staff(Role.SUPERVISOR, unit=reply.unit)

    signed_in(supervisor).post(
        address("check", reply.suggestion), {"do": "pass", "points": Point.values}
    )

    assert Check.objects.get().by == supervisor
    assert reply.suggestion.askings.count() == 1


@pytest.mark.parametrize("name", ["draft", "approve", "check"])
def test_a_unit_beside_finds_nothing(suggestion, name):
    ReplyFactory(suggestion=suggestion, submitted=True)
    stranger = staff(Role.HANDLER, Role.SUPERVISOR, unit=UnitFactory())

    assert signed_in(stranger).get(address(name, suggestion)).status_code == 404


def test_a_sealed_report_is_on_no_list_of_other_offices(suggestion):
    suggestion.classification = Classification.REPORT
    suggestion.save()
    ReplyFactory(suggestion=suggestion, submitted=True)
    supervisor = staff(Role.SUPERVISOR, unit=suggestion.unit)

    page = signed_in(supervisor).get(reverse("replies:approvals")).content.decode()

    assert suggestion.receipt not in page


def test_only_released_replies_are_on_the_public_page(client):
    public = sent_reply(SuggestionFactory(published=True), text="公开的答复")
    hidden = sent_reply(
        SuggestionFactory(published=True),
        text="只给作者的答复",
        publicity=Publicity.CLOSED,
        publicity_reason="涉及个人隐私",
    )

    shown = client.get(public.suggestion.get_absolute_url()).content.decode()
    other = client.get(hidden.suggestion.get_absolute_url()).content.decode()

    assert "公开的答复" in shown
    assert str(public.unit) in shown
    assert "只给作者的答复" not in other


def test_the_author_reads_every_reply_once(client):
    reply = sent_reply(publicity=Publicity.CLOSED, publicity_reason="隐私", text="给您的答复")
    session = client.session
    session["tracked"] = {str(reply.suggestion_id): timezone.now().timestamp()}
    session.save()

    page = client.get(reverse("suggestions:tracked", args=[reply.suggestion.receipt]))

    assert page.content.decode().count("给您的答复") == 1


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("approvals", {"submitted": True}),
        ("drafts", {}),
        (
            "promises",
            {
                "state": "sent",
                "kind": "interim",
                "sent_at": timezone.now(),
                "committed_on": timezone.localdate(),
            },
        ),
    ],
)
def test_the_lists_cost_the_same_however_long_they_are(
    name, fields, django_assert_max_num_queries, django_assert_num_queries
):
    campaign = CampaignFactory()
    person = staff(Role.HANDLER, unit=campaign.organiser)
    client = signed_in(person)

    def more(count):
        for row in SuggestionFactory.create_batch(count, campaign=campaign, state=State.ACCEPTED):
            ReplyFactory(suggestion=row, **fields)

    more(1)
    client.get(reverse(f"replies:{name}"))
    with django_assert_max_num_queries(40) as few:
        client.get(reverse(f"replies:{name}"))
    more(8)
    with django_assert_num_queries(len(few.captured_queries)):
        page = client.get(reverse(f"replies:{name}"))
    assert page.content.decode().count("desk-quiet desk-small") >= 9


def test_the_page_of_a_suggestion_costs_the_same_however_many_replies_it_has(
    django_assert_max_num_queries, django_assert_num_queries
):
    suggestion = sent_reply().suggestion
    client = signed_in(staff(Role.SUPERVISOR, unit=suggestion.unit))
    url = reverse("handling:item", args=[suggestion.receipt])
    client.get(url)
    with django_assert_max_num_queries(120) as few:
        client.get(url)
    for _number in range(5):
        Suggestion.objects.update(state=State.ACCEPTED)
        sent_reply(Suggestion.objects.get())
    with django_assert_num_queries(len(few.captured_queries)):
        client.get(url)
