"""Evidence, served so that nothing in it can run."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from suggestions.conversion.evidence import Evidence
from suggestions.conversion.golden_idea import GoldenIdea, GoldenIdeaQuerySet
from suggestions.intake.access import is_author
from suggestions.intake.attachments import Attachment, AttachmentState
from suggestions.intake.views.files import served


@require_safe
def evidence_view(request: HttpRequest, key: str) -> HttpResponseBase:
    """The cleaned photograph, or the PDF as a download."""
    attachment, is_public = _allowed(request, key)
    return served(attachment, attachment.file, is_public=is_public)


@require_safe
def evidence_thumbnail(request: HttpRequest, key: str) -> HttpResponseBase:
    """The small picture."""
    attachment, is_public = _allowed(request, key)
    if not attachment.thumbnail:
        raise Http404
    return served(attachment, attachment.thumbnail, is_public=is_public)


def _allowed(request: HttpRequest, key: str) -> tuple[Attachment, bool]:
    """The file, and whether everyone may see it; Http404 for who may not.

    Visitors see what is shown with a public idea; the author and who follows the idea see
    the rest as well.
    """
    rows = Evidence.objects.filter(attachment__state=AttachmentState.READY)
    related = ("attachment", "note", "proposal")
    evidence = get_object_or_404(rows.select_related(*related), attachment__key=key)
    ideas = _ideas_of(evidence)
    if evidence.is_shown and ideas.public().exists():
        return evidence.attachment, True
    now = timezone.now()
    if ideas.visible_to(request.user, on=timezone.localdate(now)).exists():
        return evidence.attachment, False
    suggestion = ideas.select_related("suggestion").get().suggestion
    if evidence.is_shown and is_author(request.session, request.user, suggestion, at=now):
        return evidence.attachment, False
    raise Http404


def _ideas_of(evidence: Evidence) -> GoldenIdeaQuerySet:
    """The one idea that it is evidence for."""
    if evidence.note is not None:
        return GoldenIdea.objects.filter(actions=evidence.note.action_id)
    return GoldenIdea.objects.filter(proposals=evidence.proposal_id)
