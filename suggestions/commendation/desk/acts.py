"""What can be done with a commendation at its page: one table from address to function."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.accounts.user import User
from suggestions.commendation.approving import approve, panel_agrees, publish_order, say
from suggestions.commendation.commendation import Commendation
from suggestions.commendation.desk.forms import (
    OpinionForm,
    PanelSizeForm,
    ReasonForm,
    UntilForm,
)
from suggestions.commendation.drawing import draw_panel
from suggestions.commendation.notice import (
    close_notice,
    drop,
    extend_notice,
    publish_notice,
    take_back,
)
from suggestions.commendation.rights import Act
from suggestions.commendation.steps import Step

Run = Callable[[Commendation, dict[str, Any], User, datetime], object]


@dataclass(frozen=True)
class DeskAct:
    """One act: in which steps it is offered, whose right it is, what it asks, what it does.

    `right` is None for what only the members of the panel do; `ready` says whether its moment has
    come, so that nobody is offered what would be refused.
    """

    label: Promise | str
    steps: frozenset[Step]
    right: Act | None
    form: type[forms.Form]
    run: Run
    done: Promise | str
    ready: Callable[[Commendation], bool] = lambda row: True


def only(*steps: Step) -> frozenset[Step]:
    """These steps."""
    return frozenset(steps)


ACTS: dict[str, DeskAct] = {
    "publish-notice": DeskAct(
        _("Publish the notice"),
        only(Step.DRAFT),
        Act.PUBLISH,
        PanelSizeForm,
        lambda row, said, by, at: publish_notice(row, said["size"], by=by, at=at),
        _("The notice is public, and the draw is promised."),
    ),
    "extend": DeskAct(
        _("Extend the notice"),
        only(Step.NOTICE),
        Act.PUBLISH,
        UntilForm,
        lambda row, said, by, at: extend_notice(row, said["until"], by=by, at=at),
        _("The notice runs longer."),
    ),
    "close-notice": DeskAct(
        _("Pass the list to the panel"),
        only(Step.NOTICE),
        Act.PUBLISH,
        forms.Form,
        lambda row, said, by, at: close_notice(row, by=by, at=at),
        _("The notice is closed; the panel can be drawn."),
        ready=lambda row: not row.takes_objections(timezone.now()),
    ),
    "draw": DeskAct(
        _("Draw the panel"),
        only(Step.PANEL),
        Act.DRAW,
        forms.Form,
        lambda row, said, by, at: draw_panel(row, by=by, at=at),
        _("The panel has been drawn; the seed is public now."),
        ready=lambda row: row.draw.drawn_at is None,
    ),
    "say": DeskAct(
        _("Your word as a member of the panel"),
        only(Step.PANEL),
        None,
        OpinionForm,
        lambda row, said, by, at: say(row, said["agrees"], said["words"], by=by, at=at),
        _("Your word has been kept."),
    ),
    "approve": DeskAct(
        _("Approve the list"),
        only(Step.PANEL),
        Act.APPROVE,
        forms.Form,
        lambda row, said, by, at: approve(row, by=by, at=at),
        _("The list is approved."),
        ready=panel_agrees,
    ),
    "publish-order": DeskAct(
        _("Publish the order"),
        only(Step.APPROVED),
        Act.PUBLISH,
        forms.Form,
        lambda row, said, by, at: publish_order(row, by=by, at=at),
        _("The order is public, and the certificates are being drawn."),
    ),
    "take-back": DeskAct(
        _("Take the notice back"),
        only(Step.NOTICE),
        Act.PUBLISH,
        ReasonForm,
        lambda row, said, by, at: take_back(row, said["note"], by=by, at=at),
        _("The list is a draft again."),
    ),
    "drop": DeskAct(
        _("Give the list up"),
        only(Step.DRAFT, Step.NOTICE, Step.PANEL, Step.APPROVED),
        Act.PUBLISH,
        ReasonForm,
        lambda row, said, by, at: drop(row, said["note"], by=by, at=at),
        _("The list has been given up."),
    ),
}
