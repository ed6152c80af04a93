"""One objection: reading it, answering it, and how to reach who made it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.contact import ContactDetails
from suggestions.commendation.desk.entrance import CommendationView
from suggestions.commendation.desk.forms import AnswerForm
from suggestions.commendation.objecting import answer, contact_of
from suggestions.commendation.objection import Objection
from suggestions.commendation.refusals import CommendationRefused
from suggestions.commendation.rights import Act, may
from suggestions.review.desk.entrance import Crumb


class ObjectionView(CommendationView):
    """The page of one objection, for those who follow the commendation."""

    template_name = "suggestions/commendation/desk/objection.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Raises PermissionDenied for those who only nominate or sit on the panel."""
        super().setup(request, *args, **kwargs)
        if not may(self.person, Act.FOLLOW, self.commendation, on=self.today):
            raise PermissionDenied

    def key(self, **kwargs: Any) -> int:
        """The objection's commendation."""
        rows = Objection.objects.select_related("commendation__unit", "nominee", "answered_by")
        self.objection = get_object_or_404(rows, pk=kwargs["pk"])
        return self.objection.commendation_id

    def get_page_title(self) -> str:
        """What it is, with its number."""
        return _("Objection %(number)s") % {"number": self.objection.pk}

    def crumbs(self) -> list[Crumb]:
        """The list, and the commendation."""
        url = reverse("commendation:page", args=[self.commendation.pk])
        return [*super().crumbs(), {"url": url, "label": self.commendation.title}]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The page."""
        return self.shown(AnswerForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Answer; whatever is refused comes back with what was typed."""
        form = AnswerForm(request.POST)
        if form.is_valid():
            words, upheld = form.cleaned_data["words"], form.cleaned_data["upheld"]
            try:
                answer(self.objection, words, upheld=upheld, by=self.person, at=timezone.now())
            except CommendationRefused as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, _("The objection has been answered."))
                return redirect("commendation:page", self.commendation.pk)
        return self.shown(form)

    def shown(self, form: AnswerForm, contact: ContactDetails | None = None) -> HttpResponse:
        """The page with its form, and the contact if it was asked for."""
        rights = {act.value: may(self.person, act, self.commendation, on=self.today) for act in Act}
        context = self.get_context_data(
            objection=self.objection,
            form=form,
            contact=contact,
            asked=contact is not None,
            may=rights,
        )
        return self.render_to_response(context)


class ContactView(ObjectionView):
    """The page with phone and e-mail; who looked is written down."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Open the contact details."""
        details = contact_of(self.objection, by=self.person, at=timezone.now())
        return self.shown(AnswerForm(), details)
