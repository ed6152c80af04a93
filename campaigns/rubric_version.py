"""Making the next version of a rubric: written first, compared with the last one, then made."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views import generic

from campaigns.rubric_changes import changes
from campaigns.rubric_use import use_of
from campaigns.rubrics import Rubric
from campaigns.versions import draft_of_next, hold_versions, next_number

CONFIRMED, BACK = "make-this-version", "back-to-the-form"


class NewVersionView(generic.CreateView):
    """The form of the next version, filled from the one before; it is made when confirmed."""

    permission_required = "add"
    template_name = "campaigns/admin/new_version.html"
    page_title = _("New version")
    submit_button_label = _("Compare with the version before")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Load the version before; all are to be looked at by who may add one."""
        self.before = get_object_or_404(Rubric, pk=kwargs["pk"])
        super().setup(request, *args, **kwargs)

    def get_initial_form_instance(self) -> Rubric:
        """The next version, not stored yet."""
        return draft_of_next(self.before)

    def get_form(self, form_class: Any = None) -> Any:
        """The form; a version keeps the name of the rubric."""
        form = super().get_form(form_class)
        form.fields["name"].disabled = True
        return form

    def get_add_url(self) -> str:
        """This address."""
        return reverse("rubrics:new_version", args=[self.before.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form, with what stands on the version before."""
        about = {"before": self.before, "use": use_of(self.before)}
        return super().get_context_data(**kwargs) | about

    def form_valid(self, form: Any) -> HttpResponse:
        """Compare; make the version once that was confirmed."""
        self.form = form
        following = form.save(commit=False)
        if BACK in self.request.POST:
            return self.render_to_response(self.get_context_data())
        if CONFIRMED not in self.request.POST:
            return self.compared(following)
        with transaction.atomic():
            hold_versions(self.before.name)
            following.version = next_number(self.before.name)
            following.save()
        messages.success(self.request, gettext("Version %s was made.") % following.version)
        return redirect("rubrics:inspect", following.pk)

    def compared(self, following: Rubric) -> HttpResponse:
        """What would change, and what it means for reviews already made."""
        context = {
            "before": self.before,
            "following": following,
            "changes": changes(self.before, following),
            "use": use_of(self.before),
            "confirmed": CONFIRMED,
            "back": BACK,
            "typed": [
                (name, value)
                for name, values in self.request.POST.lists()
                for value in values
                if name != "csrfmiddlewaretoken"
            ],
            "page_title": self.page_title,
            "header_icon": self.header_icon,
            "breadcrumbs_items": self.get_breadcrumbs_items(),
        }
        return render(self.request, "campaigns/admin/compared.html", context)
