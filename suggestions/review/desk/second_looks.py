"""Requests for a second look: the list, and answering one."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.paging import window
from suggestions.intake.cleaning import clean_text
from suggestions.intake.fields import CleanField
from suggestions.review.desk.entrance import Crumb, DeskView
from suggestions.review.refusals import Refused
from suggestions.review.rights import may_answer_second_look
from suggestions.review.second_look import REASONS_LENGTH, Answer, SecondLook, answer
from suggestions.review.standing import Standing

PER_PAGE = 25
OLDEST_FIRST = ("asked_at", "pk")


class AnswerForm(forms.Form):
    """What a chair answers."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Answer"), choices=Answer.choices, widget=forms.RadioSelect
    )
    text = CleanField(
        label=gettext_lazy("Reasons"),
        clean=clean_text,
        longest=REASONS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("The author reads it."),
    )


class SecondLooksView(DeskView):
    """The requests of one's unit and below, the oldest first."""

    template_name = "suggestions/review/panel/second_looks.html"
    page_title = gettext_lazy("Second looks")
    header_icon = "view"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Those that wait; with `answered` in the query those that do not."""
        rows = SecondLook.objects.visible_to(self.person, on=self.today)
        answered = "answered" in request.GET
        rows = rows.exclude(answer="") if answered else rows.waiting()
        rows = rows.select_related("suggestion__topic", "decision__round__campaign")
        cursor = request.GET.get("page", "")
        page = window(rows, OLDEST_FIRST, cursor=cursor, size=PER_PAGE)
        return self.render_to_response(self.get_context_data(page=page, answered=answered))


class SecondLookView(DeskView):
    """One request: what was decided, what the author says, and the answer."""

    template_name = "suggestions/review/panel/second_look.html"
    header_icon = "view"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Load the request; one out of reach answers 404."""
        super().setup(request, *args, **kwargs)
        rows = SecondLook.objects.visible_to(self.person, on=self.today)
        related = ("suggestion", "decision__round__campaign__organiser", "answered_by")
        self.look = get_object_or_404(rows.select_related(*related), pk=kwargs["pk"])

    def get_page_title(self) -> str:
        """The receipt number."""
        return self.look.suggestion.receipt

    def crumbs(self) -> list[Crumb]:
        """The list."""
        return [{"url": reverse("review:second_looks"), "label": _("Second looks")}]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The page."""
        return self.answer(AnswerForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Answer; whatever is refused comes back with what was typed."""
        form, look = AnswerForm(request.POST), self.look
        if not form.is_valid():
            return self.answer(form)
        said, now = form.cleaned_data, timezone.now()
        try:
            answer(look, Answer(said["answer"]), said["text"], by=self.person, at=now)
        except Refused as error:
            form.add_error(None, str(error))
            self.look.refresh_from_db()
            return self.answer(form)
        messages.success(request, _("Answered; the author is told."))
        return redirect("review:second_look", pk)

    def answer(self, form: forms.Form) -> HttpResponse:
        """The page with the form."""
        look = self.look
        round = look.decision.round
        standing = Standing.objects.filter(round=round, suggestion=look.suggestion).first()
        context = self.get_context_data(
            look=look,
            round=round,
            standing=standing,
            form=form,
            may_answer=may_answer_second_look(self.person, round, on=self.today),
        )
        return self.render_to_response(context)
