"""The scoring page: the suggestion beside the rubric, with draft, submit and next."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from campaigns.rubrics import Criterion
from portal.regulations.citations import regulations_cited
from suggestions.review.assignment import Assignment, files_for_reviewer
from suggestions.review.desk.entrance import ReviewerView
from suggestions.review.desk.progress import place_of
from suggestions.review.desk.queue import waiting_for
from suggestions.review.desk.score_form import ScoreForm
from suggestions.review.obstacles import obstacle
from suggestions.review.others import others_of, shows_others
from suggestions.review.refusals import Refused
from suggestions.review.reviews import Review
from suggestions.review.scoring import save_draft, submit_review
from suggestions.review.staleness import joined_since
from suggestions.review.texts import masked, text_hash


class AssignmentView(ReviewerView):
    """A page about one of the reviewer's own assignments; another's or a sealed one answers 404."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Load the assignment with all the page shows."""
        super().setup(request, *args, **kwargs)
        mine = Assignment.objects.unsealed().filter(reviewer=self.person.pk)
        rows = mine.select_related("round__campaign", "round__rubric", "suggestion__topic")
        rows = rows.select_related("suggestion__author", "review")
        self.assignment = get_object_or_404(rows, pk=kwargs["pk"])
        self.assignment.reviewer = self.person
        self.review: Review | None = getattr(self.assignment, "review", None)

    def get_page_title(self) -> str:
        """The suggestion's receipt number."""
        return self.assignment.suggestion.receipt

    def shown(self, text: str) -> str:
        """`text`, in a blind round without the author's name."""
        blind = self.assignment.round.author_hidden
        return masked(text, self.assignment.suggestion) if blind else text

    @cached_property
    def criteria(self) -> list[Criterion]:
        """The criteria of the round's version of the rubric, in order."""
        return list(self.assignment.round.rubric.criteria.all())


class ScoreView(AssignmentView):
    """Score one suggestion."""

    template_name = "suggestions/review/score.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The form, or the submitted review."""
        return self.answer(self.form())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Save or submit; whatever is refused comes back with what was typed."""
        submitting = "draft" not in request.POST
        form = self.form(request.POST, complete=submitting)
        if not form.is_valid():
            return self.answer(form)
        act = submit_review if submitting else save_draft
        try:
            act(self.assignment, form.judgement(), by=self.person, at=timezone.now())
        except Refused as error:
            form.add_error(None, str(error))
            return self.answer(form)
        return self.after_submitting() if submitting else self.after_saving()

    def form(self, data: Any = None, *, complete: bool = False) -> ScoreForm:
        """The form of this assignment."""
        return ScoreForm(data, criteria=self.criteria, review=self.review, complete=complete)

    def after_saving(self) -> HttpResponse:
        """Back to the page, with the draft kept."""
        messages.success(self.request, _("Draft saved. It counts once you submit it."))
        return redirect("review:score", self.assignment.pk)

    def after_submitting(self) -> HttpResponse:
        """To the next open one if that was asked for, else to what was submitted."""
        messages.success(self.request, _("Review submitted."))
        following = waiting_for(self.person).first() if "next" in self.request.POST else None
        if "next" in self.request.POST and following is None:
            return redirect("review:mine")
        return redirect("review:score", (following or self.assignment).pk)

    def answer(self, form: ScoreForm) -> HttpResponse:
        """The page."""
        reason = obstacle(self.assignment, at=timezone.now())
        is_in = self.review is not None and self.review.is_submitted
        context = self.get_context_data(
            assignment=self.assignment,
            round=self.assignment.round,
            review=self.review,
            obstacle=reason,
            may_write=not reason and not is_in,
            form=form,
            place=place_of(self.assignment),
            joined=joined_since(self.review) if self.review is not None else [],
            **self.texts(),
            **self.others(),
        )
        return self.render_to_response(context)

    def texts(self) -> dict[str, Any]:
        """What is judged, as this reviewer may read it."""
        suggestion = self.assignment.suggestion
        title, problem, proposal = (
            self.shown(text) for text in (suggestion.title, suggestion.problem, suggestion.proposal)
        )
        files = files_for_reviewer(self.assignment)
        return {
            "suggestion": suggestion,
            "title": title,
            "problem": problem,
            "proposal": proposal,
            "fingerprint": text_hash(suggestion),
            "author": "" if self.assignment.round.author_hidden else suggestion.author_name,
            "photos": [file for file in files if file.is_photo],
            "documents": [file for file in files if not file.is_photo],
            "cited": regulations_cited(f"{title}\n{problem}\n{proposal}"),
        }

    def others(self) -> dict[str, Any]:
        """The other reviews, if they may be read by now."""
        may_read = shows_others(self.assignment, self.review)
        keys = [criterion.pk for criterion in self.criteria]
        others = others_of(self.assignment, keys) if may_read else []
        return {"criteria": self.criteria, "others": others, "others_shown": may_read}
