"""The public page of one version of a rubric, with the history of its versions."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from campaigns.pages import CampaignPage
from campaigns.rubric_changes import CriterionChange, changes
from campaigns.rubrics import Rubric
from campaigns.versions import public_versions

MOST_CAMPAIGNS = 20


@dataclass(frozen=True)
class Version:
    """One public version, and what differs from the public one before it."""

    rubric: Rubric
    before: Rubric | None
    changes: list[CriterionChange]


@require_safe
def rubric_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The criteria with all anchors; 404 for a version that no public campaign has named."""
    rubric = get_object_or_404(public_versions().prefetch_related("criteria"), pk=pk)
    campaigns = CampaignPage.objects.live().public().filter(rubric=rubric)
    context = {
        "rubric": rubric,
        "criteria": rubric.weighted(),
        "history": history_of(rubric),
        "campaigns": campaigns.order_by("-first_published_at", "-pk")[:MOST_CAMPAIGNS],
    }
    return render(request, "campaigns/rubric_version.html", context)


def history_of(rubric: Rubric) -> list[Version]:
    """The public versions of the rubric of this name, newest first."""
    rows = public_versions().filter(name=rubric.name).prefetch_related("criteria")
    versions = list(rows.order_by("-version"))
    earlier = [*versions[1:], None]
    return [
        Version(one, before, changes(before, one) if before else [])
        for one, before in zip(versions, earlier, strict=True)
    ]
