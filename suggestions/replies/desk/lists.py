"""The lists: what waits for approval, what was promised, and what waits for a check."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from portal.organisation.rights import units_of
from portal.organisation.unit import within
from portal.paging import window
from suggestions.handling.desk.entrance import DeskView
from suggestions.replies.reply import Reply, ReplyQuerySet
from suggestions.rights import RIGHTS, Action

PAGE_SIZE = 30
RELATED = ("suggestion", "unit", "drafted_by")


class RepliesDeskView(DeskView):
    """A list of replies, a window at a time, of suggestions one may see and act on."""

    template_name = "suggestions/replies/desk/list.html"
    header_icon = "mail"
    tab = ""
    action = Action.REPLY
    order: tuple[str, ...] = ("saved_at", "id")

    def rows(self, replies: ReplyQuerySet) -> ReplyQuerySet:
        """Those of `replies` that belong on this list."""
        raise NotImplementedError

    def reached(self) -> ReplyQuerySet:
        """Replies of one's units and below to suggestions one may see."""
        rows: ReplyQuerySet = Reply.objects.filter(suggestion__in=self.visible().order_by())
        if self.person.is_superuser:
            return rows
        units = units_of(self.person, RIGHTS[self.action], on=self.today)
        return rows.filter(within(units, "suggestion__unit"))

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        rows: QuerySet[Reply] = self.rows(self.reached()).select_related(*RELATED)
        cursor = request.GET.get("page", "")
        page = window(rows, self.order, cursor=cursor, size=PAGE_SIZE)
        context: dict[str, Any] = self.get_context_data(
            window=page, tab=self.tab, today=self.today, person=self.person
        )
        return self.render_to_response(context)


class DraftsView(RepliesDeskView):
    """What is being written, and what was sent back to be changed."""

    page_title = _("Replies being written")
    tab = "drafts"

    def rows(self, replies: ReplyQuerySet) -> ReplyQuerySet:
        """Drafts, what was returned and what is approved but not sent."""
        return replies.unsent().exclude(state="submitted")


class ApprovalsView(RepliesDeskView):
    """What waits for a second person."""

    page_title = _("Replies to approve")
    tab = "approvals"
    action = Action.APPROVE_REPLY
    order = ("submitted_at", "id")

    def rows(self, replies: ReplyQuerySet) -> ReplyQuerySet:
        """Handed in, the longest waiting first."""
        return replies.to_approve()


class PromisesView(RepliesDeskView):
    """Interim replies that named a day."""

    page_title = _("Promised by a day")
    tab = "promises"
    order = ("committed_on", "id")

    def rows(self, replies: ReplyQuerySet) -> ReplyQuerySet:
        """Those that still bind, the most overdue first."""
        return replies.promised()


class ChecksView(RepliesDeskView):
    """Sent replies that no supervisor has looked at."""

    page_title = _("Replies to check")
    tab = "checks"
    action = Action.CHECK_REPLY
    order = ("sent_at", "id")

    def rows(self, replies: ReplyQuerySet) -> ReplyQuerySet:
        """The longest waiting first."""
        return replies.to_check()
