"""For which unit somebody acts: who holds roles for several chooses, and forms begin with it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.ui.components import Component

from portal.accounts.views import acting_user
from portal.organisation.membership import Membership, Role
from portal.organisation.rights import Person, memberships_of, units_of
from portal.organisation.unit import Unit

SESSION_KEY = "acting_unit"


def acting_unit(request: HttpRequest, roles: Iterable[Role], on: date) -> Unit | None:
    """The unit for which the person at the screen acts in one of `roles` on `on`.

    The one they chose if they hold such a role for it, else the first of their units; None if
    they hold none. It is a default for forms and grants nothing.
    """
    units = units_of(request.user, roles, on=on)
    chosen = request.session.get(SESSION_KEY)
    return next((unit for unit in units if unit.pk == chosen), units[0] if units else None)


def units_acted_for(person: Person, *, on: date) -> list[Unit]:
    """The units for which `person` holds any role, each once, in tree order."""
    units = {membership.unit_id: membership.unit for membership in memberships_of(person, on=on)}
    return sorted(units.values(), key=lambda unit: unit.path)


@require_POST
def choose_unit(request: HttpRequest) -> HttpResponse:
    """Keep the choice for this session; raises PermissionDenied for a unit that is not theirs."""
    units = units_acted_for(acting_user(request), on=localdate())
    chosen = next((unit for unit in units if str(unit.pk) == request.POST.get("unit")), None)
    if chosen is None:
        raise PermissionDenied
    request.session[SESSION_KEY] = chosen.pk
    messages.success(request, _("You act for “%(unit)s” now.") % {"unit": chosen})
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return redirect(back if safe else "wagtailadmin_home")


class ActingPanel(Component):
    """On the admin's first page: for which unit one acts, and what colleagues have lent."""

    name = "acting"
    template_name = "portal/organisation/acting.html"
    order = 40

    def __init__(self, units: list[Unit], chosen: Unit | None, lent: list[Membership]) -> None:
        """`lent` are memberships of colleagues who are absent."""
        self.units, self.chosen, self.lent = units, chosen, lent

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """What the template needs; the request is there for its token."""
        return {
            "units": self.units,
            "chosen": self.chosen,
            "lent": self.lent,
            "request": parent_context.get("request"),
            "csrf_token": parent_context.get("csrf_token"),
        }


def add_acting_panel(request: HttpRequest, panels: list[Component]) -> None:
    """Put the panel on the admin's first page, for those whom it tells something."""
    person, today = acting_user(request), localdate()
    units = units_acted_for(person, on=today)
    lent = [one for one in memberships_of(person, on=today) if one.user_id != person.pk]
    if len(units) > 1 or lent:
        panels.append(ActingPanel(units, acting_unit(request, Role, today), lent))
