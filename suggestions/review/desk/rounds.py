"""The list of rounds."""

from typing import Any

from django.db.models import QuerySet, Sum
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic.base import BaseListingView
from wagtail.admin.widgets.button import HeaderButton

from suggestions.review.desk.entrance import Crumb, DeskView
from suggestions.review.round import Round

PER_PAGE = 20


def deadline_of(round: Round) -> str:
    """The deadline as the list shows it."""
    return date_format(localtime(round.deadline), "SHORT_DATETIME_FORMAT")


def reviews_of(round: Any) -> str:
    """Submitted of assigned reviews."""
    return f"{round.submitted or 0} / {round.assigned or 0}"


def decided_of(round: Round) -> str:
    """Decided of all suggestions."""
    return f"{round.decided_count} / {round.suggestion_count}"


def status_of(round: Round) -> str:
    """Whether the round is open."""
    names = {True: pgettext("of a round", "Open"), False: pgettext("of a round", "Closed")}
    return names[round.is_open]


class RoundsView(DeskView, BaseListingView):
    """All rounds of one's unit and below, latest first."""

    page_title = gettext_lazy("Review rounds")
    paginate_by = PER_PAGE
    verbose_name_plural = gettext_lazy("review rounds")
    columns = (
        TitleColumn("name", label=gettext_lazy("Round"), url_name="review:round"),
        Column("kind", label=gettext_lazy("For"), accessor="get_kind_display"),
        Column("campaign", label=gettext_lazy("Campaign")),
        Column("deadline", label=gettext_lazy("Scores are due by"), accessor=deadline_of),
        Column("reviews", label=gettext_lazy("Reviews"), accessor=reviews_of),
        Column("decided", label=gettext_lazy("Decided"), accessor=decided_of),
        Column("status", label=gettext_lazy("Status"), accessor=status_of),
    )

    def crumbs(self) -> list[Crumb]:
        """Nothing between the home and this list."""
        return []

    def get_header_buttons(self) -> list[HeaderButton]:
        """The ways to a new round and to the templates."""
        choose, templates = reverse("review:choose_campaign"), reverse("reason_templates:index")
        return [
            HeaderButton(_("Open a round"), url=choose, icon_name="plus"),
            HeaderButton(_("Expert pool"), url=reverse("experts:index"), icon_name="group"),
            HeaderButton(_("Reason templates"), url=templates, icon_name="openquote"),
        ]

    def get_base_queryset(self) -> QuerySet[Round]:
        """The rounds with the sums of their panels."""
        rows = Round.objects.visible_to(self.person, on=self.today)
        rows = rows.select_related("campaign").order_by("-opened_at", "-pk")
        return rows.annotate(assigned=Sum("panel__assigned"), submitted=Sum("panel__submitted"))
