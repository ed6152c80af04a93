"""The contact log of a suggestion: what was said, a new contact, a correction, a mediation."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suggestions.contacts.contact_entry import ContactEntry, ContactKind
from suggestions.contacts.desk.forms import (
    CloseMediationForm,
    ContactForm,
    CorrectionForm,
    MediationForm,
    SessionForm,
)
from suggestions.contacts.logging_contact import (
    Contact,
    correct_contact,
    log_contact,
    personal_contacts,
)
from suggestions.contacts.mediating import close_mediation, open_mediation
from suggestions.contacts.mediation import Mediation
from suggestions.contacts.refusals import ContactRefused
from suggestions.handling.desk.deeds import Card, Deed, DeedsMixin, media_of
from suggestions.handling.desk.entrance import ItemView
from suggestions.rights import Action
from suggestions.states import Classification


def contact_of(view: Any, said: dict[str, Any], **more: Any) -> Contact:
    """What a form says, as a contact of the unit in charge."""
    fields = {**said, "kind": ContactKind(said["kind"])}
    fields.pop("why", None)
    return Contact(unit=view.suggestion.unit, **fields, **more)


def begin(view: Any) -> dict[str, Any]:
    """Where the form of a new contact begins: now, and with who sits here."""
    now = timezone.localtime().replace(second=0, microsecond=0, tzinfo=None)
    return {"happened_at": now, "spoke": view.person.name, "reached": True}


def open_from(view: Any, said: dict[str, Any], form: MediationForm) -> Mediation:
    """Open a mediation as the form says."""
    return open_mediation(
        view.suggestion,
        said["subject"],
        mediator=said["mediator"],
        parties=form.parties(),
        by=view.person,
        at=timezone.now(),
    )


class LogView(DeedsMixin, ItemView):
    """The log with the forms beside it."""

    needs = Action.LOG_CONTACT
    template_name = "suggestions/contacts/log.html"
    refusals = (ContactRefused,)
    deeds = (
        Deed(
            "contact",
            gettext_lazy("Write a contact down"),
            gettext_lazy("Write down"),
            lambda view, **o: ContactForm(initial=begin(view), **o),
            lambda view, said: log_contact(
                view.suggestion, contact_of(view, said), by=view.person, at=timezone.now()
            ),
            lambda view: True,
        ),
        Deed(
            "session",
            gettext_lazy("A session of the mediation"),
            gettext_lazy("Write down"),
            lambda view, **o: SessionForm(
                initial={**begin(view), "kind": ContactKind.MEDIATION.value}, **o
            ),
            lambda view, said: log_contact(
                view.suggestion,
                contact_of(view, said, mediation=view.under_way),
                by=view.person,
                at=timezone.now(),
            ),
            lambda view: view.under_way is not None,
        ),
        Deed(
            "close-mediation",
            gettext_lazy("End the mediation"),
            gettext_lazy("End it"),
            lambda view, **o: CloseMediationForm(**o),
            lambda view, said: close_mediation(
                view.under_way,
                said["outcome"],
                said["agreement"],
                by=view.person,
                at=timezone.now(),
            ),
            lambda view: view.under_way is not None,
            is_grave=True,
        ),
        Deed(
            "mediation",
            gettext_lazy("Open a mediation"),
            gettext_lazy("Open it"),
            lambda view, **o: view.mediation_form(**o),
            lambda view, said: open_from(view, said, view.asked),
            lambda view: view.under_way is None and not view.sealed,
        ),
    )

    @cached_property
    def under_way(self) -> Mediation | None:
        """The mediation that nobody has ended; one query for the page."""
        found: Mediation | None = self.suggestion.mediations.filter(closed_at=None).first()
        return found

    @property
    def sealed(self) -> bool:
        """Whether it is a report against someone: there is nothing to mediate."""
        return self.suggestion.classification == Classification.REPORT

    def mediation_form(self, **options: Any) -> MediationForm:
        """The form, kept: its parties are asked for afterwards."""
        self.asked = MediationForm(**options)
        return self.asked

    def here(self) -> str:
        """The log."""
        return reverse("contacts:log", args=[self.suggestion.receipt])

    def deed_url(self, name: str) -> str:
        """Below the log."""
        return reverse("contacts:deed", args=[self.suggestion.receipt, name])

    def answer(self, cards: list[Card], *, status: int = 200) -> HttpResponse:
        """The page."""
        entries = self.suggestion.contacts.select_related(
            "unit", "recorded_by", "corrected_by", "mediation"
        )
        mediations = self.suggestion.mediations.select_related("opened_by", "closed_by")
        context = self.get_context_data(
            suggestion=self.suggestion,
            entries=list(entries),
            mediations=mediations.prefetch_related("parties", "sessions"),
            personal=personal_contacts(self.suggestion),
            cards=cards,
            media=media_of(cards),
        )
        return self.render_to_response(context, status=status)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the pile, the suggestion, and the log."""
        *above, here = super().get_breadcrumbs_items()
        url = reverse("handling:item", args=[self.suggestion.receipt])
        return [*above, {**here, "url": url}, {"url": "", "label": _("Contact log")}]


class CorrectView(ItemView):
    """A right entry takes the place of a wrong one."""

    needs = Action.LOG_CONTACT
    template_name = "suggestions/handling/form_page.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Load the entry."""
        super().setup(request, *args, **kwargs)
        self.entry = get_object_or_404(self.suggestion.contacts, pk=kwargs["pk"])

    def get(self, request: HttpRequest, receipt: str, pk: int) -> HttpResponse:
        """The form as the entry stands; of a corrected one only the log is left."""
        if ContactEntry.objects.filter(corrects=self.entry).exists():
            return redirect("contacts:log", receipt)
        return self.answer(CorrectionForm(entry=self.entry))

    def post(self, request: HttpRequest, receipt: str, pk: int) -> HttpResponse:
        """Keep the right one, or show again what was typed."""
        form = CorrectionForm(request.POST, entry=self.entry)
        if not form.is_valid():
            return self.answer(form, status=422)
        said = form.cleaned_data
        more = {"mediation": self.entry.mediation} if self.entry.mediation else {}
        try:
            correct_contact(
                self.entry,
                contact_of(self, said, **more),
                why=said["why"],
                by=self.person,
                at=timezone.now(),
            )
        except ContactRefused as error:
            form.add_error(None, str(error))
            return self.answer(form, status=422)
        return redirect("contacts:log", receipt)

    def answer(self, form: CorrectionForm, *, status: int = 200) -> HttpResponse:
        """The page with the form."""
        context = self.get_context_data(
            form=form,
            suggestion=self.suggestion,
            button=_("Keep the right entry"),
            lede=_("The wrong entry is kept as well, marked as corrected."),
            back=reverse("contacts:log", args=[self.suggestion.receipt]),
        )
        return self.render_to_response(context, status=status)
