"""A dissolved unit's drafts go on at its successor; an erasure takes what the author said."""

import pytest
from django.utils import timezone

from portal.organisation.membership import Role
from suggestions.chain.erasing.erasing import erase
from suggestions.chain.erasing.erasure import Ground
from suggestions.models import Rating, Reply, ReplyTemplate
from suggestions.rating.rating_door import rate
from suggestions.replies.passing_on import pass_on
from suggestions.replies.reply import ReplyState
from tests.factories import (
    ReplyFactory,
    ReplyTemplateFactory,
    SuggestionFactory,
    UnitFactory,
    asked,
    sent_reply,
    staff,
)

pytestmark = pytest.mark.django_db


def test_drafts_and_templates_pass_to_the_successor_and_what_was_sent_stays():
    reply, successor = ReplyFactory(), UnitFactory()
    sent = sent_reply(SuggestionFactory(accepted=True, unit=reply.unit))
    ReplyTemplateFactory(unit=reply.unit)

    assert pass_on(reply.unit, successor) == 1

    assert Reply.objects.get(pk=reply.pk).unit == successor
    assert Reply.objects.get(pk=sent.pk).unit == sent.unit
    assert ReplyTemplate.objects.get().unit == successor


def test_where_the_successor_writes_already_both_texts_stay_readable():
    reply = ReplyFactory(text="老单位的草稿")
    successor = UnitFactory()
    own = ReplyFactory(
        suggestion=reply.suggestion,
        unit=successor,
        drafted_by=staff(Role.HANDLER, unit=successor),
    )

    assert pass_on(reply.unit, successor) == 0

    reply.refresh_from_db()
    assert (reply.state, reply.text) == (ReplyState.DISCARDED, "老单位的草稿")
    assert Reply.objects.get(pk=own.pk).state == ReplyState.DRAFT


def test_an_erasure_takes_the_authors_comment_and_masks_the_reply():
    asking = asked(SuggestionFactory(accepted=True, author_name="李大明"))
    Reply.objects.update(text="李大明您好，请致电13800138000。")
    rate(asking, answered=4, done=4, comment="我是李大明", by=None, at=timezone.now())

    erase(asking.suggestion, reason=Ground.CONSENT, by=None, at=timezone.now())

    assert Rating.objects.get().comment == ""
    text = Reply.objects.get().text
    assert "李大明" not in text
    assert "13800138000" not in text
