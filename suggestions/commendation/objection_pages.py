"""Objecting in public, without JavaScript, and reading the answer later."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from portal.abuse import proof
from portal.abuse.limits import check
from suggestions.commendation.commendation import Commendation
from suggestions.commendation.forms import ObjectionForm
from suggestions.commendation.nominee import in_public_order
from suggestions.commendation.objecting import object_to
from suggestions.commendation.objection import Objection
from suggestions.commendation.refusals import CommendationRefused
from suggestions.commendation.views import standing_nominees
from suggestions.intake.views.form import too_many

PAGE = "suggestions/commendation/object.html"


@never_cache
@require_http_methods(["GET", "POST"])
def object_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The form; sent, it leads to the page on which the answer will stand."""
    rows = Commendation.objects.public().select_related("unit")
    commendation = get_object_or_404(rows, pk=pk)
    nominees = in_public_order(standing_nominees(commendation))
    if request.method == "GET":
        return _shown(request, commendation, ObjectionForm(nominees=nominees), HTTPStatus.OK)
    proven = proof.verify(request.POST.get("proof", ""))
    verdict = check(request, "objection", proven=proven)
    form = ObjectionForm(request.POST, nominees=nominees)
    if not verdict:
        form.add_error(None, too_many(verdict.retry_after))
        response = _shown(request, commendation, form, HTTPStatus.TOO_MANY_REQUESTS)
        response["Retry-After"] = str(verdict.retry_after)
        return response
    objection = _kept(form, commendation) if form.is_valid() else None
    if objection is None:
        return _shown(request, commendation, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    return redirect("suggestions:objection", objection.key)


def _kept(form: ObjectionForm, commendation: Commendation) -> Objection | None:
    """The objection; None, with the reason in the form, if it came too late."""
    said = form.cleaned_data
    nominee = None
    if said["nominee"]:
        nominee = get_object_or_404(commendation.nominees.standing(), pk=said["nominee"])
    try:
        return object_to(
            commendation,
            said["text"],
            form_key=said["form_key"],
            at=timezone.now(),
            nominee=nominee,
            name=said["name"],
            contact=form.contact,
        )
    except CommendationRefused as error:
        form.add_error(None, str(error))
        return None


def _shown(
    request: HttpRequest, commendation: Commendation, form: ObjectionForm, status: HTTPStatus
) -> HttpResponse:
    is_open = commendation.takes_objections(timezone.now())
    context = {"commendation": commendation, "form": form, "is_open": is_open}
    return render(request, PAGE, context, status=status)


@never_cache
@require_safe
def objection_page(request: HttpRequest, key: str) -> HttpResponse:
    """What became of one objection; only whoever made it knows this address."""
    objection = get_object_or_404(Objection.objects.select_related("commendation"), key=key)
    context = {"objection": objection, "commendation": objection.commendation}
    return render(request, "suggestions/commendation/objection.html", context)
