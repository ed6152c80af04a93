"""The pages for lists: sending one in, seeing what it would do, taking it over."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import FileExtensionValidator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from portal.accounts.views import acting_user
from portal.organisation.imports.outcome import Outcome
from portal.organisation.imports.reading import take_over, try_list
from portal.organisation.imports.upload import ListKind, ListUpload
from portal.organisation.membership import Role
from portal.organisation.rights import Person, has_role
from portal.spreadsheets.rows import UnreadableFile

LARGEST_FILE = 10 * 1024 * 1024
"""Bytes; five thousand units take about one megabyte."""
LATEST = 20
SHOWN = 200
"""Lines of each kind that the page names."""


def may_import(person: Person) -> bool:
    """Whether `person` keeps the lists of the organisation."""
    return person.is_superuser or has_role(person, Role.SYSTEM_ADMIN, on=localdate())


class ListForm(forms.Form):
    """A file and what it is."""

    kind = forms.ChoiceField(label=_("What the lines are"), choices=ListKind)
    version = forms.CharField(
        label=_("Name of the version"),
        max_length=60,
        required=False,
        help_text=_("For topics only, for instance a year."),
    )
    file = forms.FileField(
        label=_("File"),
        validators=[FileExtensionValidator(["xlsx", "csv", "tsv", "txt"])],
        help_text=_("Excel (.xlsx) or CSV, in UTF-8 or GB18030."),
    )

    def clean_file(self) -> UploadedFile:
        """A file of a size that a list can have."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST_FILE:
            raise forms.ValidationError(_("The file is too large for a list."), code="size")
        return file

    def clean(self) -> dict[str, Any]:
        """Topics come in versions."""
        said: dict[str, Any] = dict(super().clean() or {})
        if said.get("kind") == ListKind.TOPICS and not said.get("version"):
            self.add_error("version", _("Topics come in versions: give it a name."))
        return said


class ListsPage(WagtailAdminTemplateMixin, TemplateView):
    """A page for lists, closed to all who do not keep them."""

    page_title = _("Import lists")
    header_icon = "upload"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Let in who may; raises PermissionDenied for the others."""
        super().setup(request, *args, **kwargs)
        self.person = acting_user(request)
        if not may_import(self.person):
            raise PermissionDenied

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home and this page."""
        here = {"url": reverse("organisation_lists:lists"), "label": _("Import lists")}
        return [*self.breadcrumbs_items, here]


class ListsView(ListsPage):
    """The form to send a list in, and what came in before."""

    template_name = "portal/organisation/lists.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """The form and the latest lists of this person."""
        context.setdefault("form", ListForm())
        uploads = ListUpload.objects.filter(by=self.person).defer("content")[:LATEST]
        return super().get_context_data(uploads=uploads, **context)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep the file and show what it would do."""
        form = ListForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        file = form.cleaned_data["file"]
        upload = ListUpload.objects.create(
            kind=form.cleaned_data["kind"],
            version=form.cleaned_data["version"],
            file_name=file.name[-200:],
            content=file.read(),
            by=self.person,
            sent_at=now(),
        )
        return redirect("organisation_lists:list", upload.pk)


class ListView(ListsPage):
    """What a list would do; taking it over."""

    template_name = "portal/organisation/list.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The trial."""
        upload = self.upload(pk)
        outcome, problem = Outcome(), ""
        if not upload.taken_at:
            try:
                outcome = try_list(upload, by=self.person, on=localdate())
            except UnreadableFile as error:
                problem = str(error)
        context = {"upload": upload, "outcome": outcome, "problem": problem, "most": SHOWN}
        return self.render_to_response(self.get_context_data(**context))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take it over."""
        try:
            outcome = take_over(self.upload(pk), by=self.person, on=localdate(), at=now())
        except UnreadableFile as error:
            messages.error(request, str(error))
            return redirect("organisation_lists:list", pk)
        done = gettext("Taken over: %(new)s new, %(changed)s changed, %(retired)s retired.")
        messages.success(request, done % outcome.counts)
        return redirect("organisation_lists:lists")

    def upload(self, pk: int) -> ListUpload:
        """The person's own upload; raises Http404 for another's."""
        return get_object_or_404(ListUpload, pk=pk, by=self.person)
