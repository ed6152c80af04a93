"""Connected systems and keys: a list, one system with its keys, and a key shown once."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from wagtail.log_actions import log

from portal.accounts.user import User
from suggestions.api.desk.forms import KeyForm, SystemForm
from suggestions.api.desk.rights import may_keep, systems_of, units_for
from suggestions.api.key import make_key, revoke
from suggestions.api.system import ConnectedSystem
from suggestions.review.desk.entrance import Crumb, DeskView
from suggestions.workorders.order import StatusChange

KEY_FIELDS = "key_%s"
"""How the fields for a new key are named on a page that has the system's own fields too."""


class SystemDeskView(DeskView):
    """A page of connected systems."""

    header_icon = "link"
    page_title = gettext_lazy("Connected systems")

    def may_enter(self, person: User, *, on: date) -> bool:
        """System administrators."""
        return may_keep(person, on=on)

    def crumbs(self) -> list[Crumb]:
        """The list."""
        return [{"url": reverse("systems:list"), "label": _("Connected systems")}]

    def form(self, *data: Any, instance: ConnectedSystem | None = None) -> SystemForm:
        """The form of a new system or of `instance`."""
        units = units_for(self.person, on=self.today)
        return SystemForm(*data, instance=instance, units=units)


class ListView(SystemDeskView):
    """The systems of one's units, and a form for another one."""

    template_name = "suggestions/api/desk/list.html"

    def crumbs(self) -> list[Crumb]:
        """None: this is the list."""
        return []

    def get(self, request: HttpRequest) -> HttpResponse:
        """The list."""
        return self.shown(self.form())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Connect another one."""
        form = self.form(request.POST)
        if not form.is_valid():
            return self.shown(form, status=422)
        system = form.save()
        log(instance=system, action="wagtail.create", user=self.person)
        messages.success(request, _("It is connected; now make a key for it."))
        return redirect("systems:system", system.pk)

    def shown(self, form: SystemForm, *, status: int = 200) -> HttpResponse:
        """The page."""
        systems = systems_of(self.person, on=self.today)
        context = self.get_context_data(systems=systems, form=form)
        return self.render_to_response(context, status=status)


@method_decorator(never_cache, name="dispatch")
class SystemView(SystemDeskView):
    """One system: what it is, its keys, and how pushing goes."""

    template_name = "suggestions/api/desk/system.html"
    system: ConnectedSystem

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Load it; one out of reach answers 404."""
        super().setup(request, *args, **kwargs)
        self.system = get_object_or_404(systems_of(self.person, on=self.today), pk=kwargs["pk"])

    def get_page_title(self) -> str:
        """The name."""
        return self.system.name

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The page."""
        return self.shown()

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Change the system."""
        form = self.form(request.POST, instance=self.system)
        if not form.is_valid():
            self.system.refresh_from_db()
            return self.shown(form=form, status=422)
        log(instance=form.save(), action="wagtail.edit", user=self.person)
        messages.success(request, _("It is kept."))
        return redirect("systems:system", pk)

    def shown(
        self,
        *,
        form: SystemForm | None = None,
        key_form: KeyForm | None = None,
        new_key: str = "",
        status: int = 200,
    ) -> HttpResponse:
        """The page; `new_key` is the text of a key made just now, never shown again."""
        waiting = StatusChange.objects.tellable().filter(system=self.system).unpushed()
        context = self.get_context_data(
            system=self.system,
            form=form or self.form(instance=self.system),
            keys=self.system.keys.select_related("made_by"),
            key_form=key_form or KeyForm(auto_id=KEY_FIELDS),
            new_key=new_key,
            today=self.today,
            unpushed=waiting.count() if self.system.push_url else 0,
        )
        return self.render_to_response(context, status=status)


class MakeKeyView(SystemView):
    """Makes a key and shows it on this one answer."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Make it."""
        form = KeyForm(request.POST, auto_id=KEY_FIELDS)
        if not form.is_valid():
            return self.shown(key_form=form, status=422)
        key, text = make_key(self.system, **form.cleaned_data, by=self.person, at=timezone.now())
        log(instance=key, action="wagtail.create", user=self.person)
        return self.shown(new_key=text)


class RevokeKeyView(SystemView):
    """Revokes a key at once."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int, key: int = 0) -> HttpResponse:
        """Revoke it."""
        row = get_object_or_404(self.system.keys, pk=key)
        revoke(row, at=timezone.now())
        log(instance=row, action="wagtail.edit", user=self.person)
        messages.success(request, _("The key opens nothing any more."))
        return redirect("systems:system", pk)
