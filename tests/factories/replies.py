"""Factories of replies and askings, as they are after the product's own functions made them."""

from datetime import datetime
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from portal.organisation.membership import Role
from suggestions.models import Asking, Reply, ReplyTemplate, Suggestion
from suggestions.rating.asking_door import ask
from suggestions.replies.reply import ReplyState
from suggestions.replies.sending import send
from suggestions.states import State
from tests.factories.organisation import staff
from tests.factories.suggestions import SuggestionFactory


class ReplyFactory(DjangoModelFactory):
    """A draft of the unit in charge; trait `submitted`."""

    class Meta:
        model = Reply

    class Params:
        submitted = factory.Trait(
            state=ReplyState.SUBMITTED, submitted_at=factory.LazyFunction(timezone.now)
        )

    suggestion = factory.SubFactory(SuggestionFactory, accepted=True)
    unit = factory.LazyAttribute(lambda reply: reply.suggestion.unit)
    text = "已经安排更换路灯，本周内完成。"
    drafted_by = factory.LazyAttribute(lambda reply: staff(Role.HANDLER, unit=reply.unit))
    drafted_at = factory.LazyFunction(timezone.now)
    saved_at = factory.LazyFunction(timezone.now)


class ReplyTemplateFactory(DjangoModelFactory):
    """A template for everybody."""

    class Meta:
        model = ReplyTemplate

    name = factory.Sequence(lambda n: f"模板{n}")
    text = "关于“{title}”（{receipt}）的答复：{unit}，{date}。"


def sent_reply(suggestion: Suggestion | None = None, *, at: datetime | None = None, **fields: Any):
    """A final reply that was approved by a second hand, reviewed and sent."""
    at = at or timezone.now()
    suggestion = suggestion or SuggestionFactory(state=State.ACCEPTED)
    reply = ReplyFactory(suggestion=suggestion, **fields)
    second = staff(Role.HANDLER, unit=reply.unit)
    Reply.objects.filter(pk=reply.pk).update(
        state=ReplyState.APPROVED,
        approved_by=second,
        approved_at=at,
        reviewed_by=second,
        reviewed_at=at,
    )
    reply.refresh_from_db()
    send(reply, by=second, at=at)
    reply.refresh_from_db()
    return reply


def asked(suggestion: Suggestion | None = None, *, at: datetime | None = None) -> Asking:
    """An asking about a sent final reply."""
    at = at or timezone.now()
    reply = sent_reply(suggestion, at=at)
    return ask(reply.suggestion, reply, by=None, at=at)
