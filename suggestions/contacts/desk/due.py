"""Next steps that were promised in a contact and are due."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy

from portal.organisation.membership import Role
from portal.organisation.rights import units_of
from suggestions.contacts.contact_entry import ContactEntry, ContactEntryQuerySet
from suggestions.handling.desk.entrance import DeskView
from suggestions.handling.exclusion.barred import barred_keys

FOLLOWING = (Role.HANDLER, Role.STATION_CLERK)
MOST = 50


class DueView(DeskView):
    """Those of one's own units, the longest due first."""

    page_title = gettext_lazy("Next steps promised to authors")
    template_name = "suggestions/contacts/due.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page; what is dealt with makes room for the rest."""
        rows: ContactEntryQuerySet = ContactEntry.objects.to_follow(self.today)
        units = units_of(self.person, FOLLOWING, on=self.today)
        rows = rows.filter(suggestion__unit__in=units)
        rows = rows.exclude(suggestion__in=barred_keys(self.person, on=self.today))
        found = list(rows.select_related("suggestion").order_by("next_on", "pk")[:MOST])
        for entry in found:
            entry.late = entry.next_on < self.today
        return self.render_to_response(self.get_context_data(entries=found))
