"""Next steps that were promised in a contact and are due."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy

from suggestions.contacts.contact_entry import ContactEntry
from suggestions.handling.desk.entrance import DeskView

MOST = 50


class DueView(DeskView):
    """Those of one's own units, the longest due first."""

    page_title = gettext_lazy("Next steps promised to authors")
    template_name = "suggestions/contacts/due.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page; what is dealt with makes room for the rest."""
        rows = ContactEntry.objects.followed_by(self.person, self.today)
        found = list(rows.select_related("suggestion").order_by("next_on", "pk")[:MOST])
        for entry in found:
            late = entry.next_on is not None and entry.next_on < self.today
            entry.late = late  # type: ignore[attr-defined]
        return self.render_to_response(self.get_context_data(entries=found))
