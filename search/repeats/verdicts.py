"""The page of verdicts: how often the warning was right, for editors and supervisors."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.accounts.views import acting_user
from portal.organisation.membership import Role
from portal.organisation.menu import INSIGHT_SECTION, OpenTo, Section
from portal.organisation.rights import Person, has_role
from search.repeats.curve import curve
from search.repeats.figures import by_month, by_threshold, quality
from search.similar import REPEATED
from suggestions.models import Link

OVERSEERS = (Role.EDITOR, Role.SUPERVISOR)
"""Who looks after how screening is done, for their unit and below."""
MENU_ORDER = 240


def may_oversee(person: Person) -> bool:
    """Whether `person` is one of them today."""
    return bool(person.is_superuser) or has_role(person, *OVERSEERS, on=localdate())


def section() -> Section:
    """The heading over figures, what many say and what was said before."""
    label = gettext_lazy("Figures and findings")
    return Section(label, INSIGHT_SECTION, name="insight", icon_name="order", order=MENU_ORDER)


def menu_item() -> OpenTo:
    """Where the page stands in the menu."""
    return OpenTo(
        gettext_lazy("Repeats: warnings and verdicts"),
        reverse("said_before:verdicts"),
        name="repeat-verdicts",
        icon_name="check",
        order=MENU_ORDER,
        may=may_oversee,
    )


@require_safe
@never_cache
def verdicts_page(request: HttpRequest) -> HttpResponse:
    """Precision and recall over time and by threshold, of the verdicts in the person's reach."""
    user = acting_user(request)
    if not may_oversee(user):
        raise PermissionDenied
    links = Link.objects.judged_by_reach(user, on=localdate())
    points = by_threshold(links)
    context = {
        "all": quality(links),
        "months": by_month(links),
        "points": points,
        "curve": curve(points, threshold=REPEATED),
        "threshold": REPEATED,
        "page_title": _("Repeats: warnings and verdicts"),
        "header_icon": "check",
    }
    return render(request, "search/repeats/verdicts.html", context)
