"""What a regulation's page history can say beyond Wagtail's own actions."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import PageLogEntry

from portal.regulations.kinds import Status

VALIDITY_CHANGED = "portal.regulation.validity"


@hooks.register("register_log_actions")
def register_regulation_actions(actions: LogActionRegistry) -> None:
    """Make the change of validity known to the page history."""
    actions.register_action(VALIDITY_CHANGED)(ValidityFormatter)


class ValidityFormatter(LogFormatter):
    """Says that a version of a law came into force or was replaced."""

    label = _("Validity changed")

    def format_message(self, log_entry: PageLogEntry) -> str:
        """Before and after, in words."""
        before, after = (Status(log_entry.data[name]).label for name in ("before", "after"))
        return gettext("Validity changed from “{before}” to “{after}”").format(
            before=before, after=after
        )
