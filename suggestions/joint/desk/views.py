"""Names of a signed paper list, added by staff."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from suggestions.handling.desk.entrance import ItemView
from suggestions.joint.co_author import ConfirmedBy
from suggestions.joint.confirming import CannotConfirm, confirm
from suggestions.joint.forms import InviteForm
from suggestions.joint.inviting import CannotInvite, invite
from suggestions.rights import Action


class PaperNamesView(ItemView):
    """Adds people who have signed on paper; they are counted, not named in public."""

    needs = Action.CO_AUTHORS
    http_method_names = ["post"]

    def post(self, request: HttpRequest, receipt: str) -> HttpResponse:
        """Add them, all or none."""
        form = InviteForm(request.POST)
        form.fields["labels"].help_text = _("One person on each line; keep the signed list.")
        if form.is_valid():
            try:
                self.add(form.cleaned_data["labels"])
            except (CannotInvite, CannotConfirm) as refusal:
                form.add_error(None, str(refusal))
            else:
                return self.back()
        return self.refused(form, button=_("Add"))

    @transaction.atomic
    def add(self, names: list[str]) -> None:
        """Invite and confirm each of `names`. Raises CannotInvite, CannotConfirm."""
        now = timezone.now()
        for row in invite(self.suggestion, names, at=now):
            confirm(
                row,
                name=row.label,
                name_shown=False,
                how=ConfirmedBy.PAPER,
                by=self.person,
                at=now,
            )
        message = ngettext("%(count)d name is added.", "%(count)d names are added.", len(names))
        messages.success(self.request, message % {"count": len(names)})
