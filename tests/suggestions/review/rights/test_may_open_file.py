"""Files: a reviewer opens what came with a suggestion they read."""

import uuid

import pytest
from django.utils import timezone

from portal.organisation.membership import Role
from suggestions.history import move
from suggestions.intake.attachments import Attachment, AttachmentKind, AttachmentState
from suggestions.review.rights import may_open_file
from suggestions.states import Classification, State
from suggestions.suggestion import Suggestion
from tests.factories import AssignmentFactory, staff

pytestmark = pytest.mark.django_db


def attachment_of(assignment, kind=AttachmentKind.PHOTO):
    return Attachment.objects.create(
        suggestion=assignment.suggestion,
        form_key=uuid.uuid4(),
        kind=kind,
        state=AttachmentState.READY,
        name="附件",
        sha256="0" * 64,
        size=1,
        uploaded_at=timezone.now(),
    )


def allowed(person, attachment):
    return may_open_file(person, attachment, on=timezone.localdate())


def test_the_reviewer_opens_photographs():
    assignment = AssignmentFactory()

    assert allowed(assignment.reviewer, attachment_of(assignment))


@pytest.mark.parametrize("hidden", [True, False])
def test_a_pdf_may_name_its_author_and_is_closed_in_blind_rounds(hidden):
    assignment = AssignmentFactory(author_hidden=hidden)

    pdf = attachment_of(assignment, AttachmentKind.PDF)

    assert allowed(assignment.reviewer, pdf) == (not hidden)


@pytest.mark.parametrize("role", Role)
def test_nobody_else_by_this_right(role):
    assignment = AssignmentFactory()
    person = staff(role, unit=assignment.round.campaign.organiser)

    assert not allowed(person, attachment_of(assignment))


def test_no_longer_when_the_suggestion_has_left_the_round():
    assignment = AssignmentFactory()
    attachment = attachment_of(assignment)

    move(assignment.suggestion, State.WITHDRAWN, by=None)

    assert not allowed(assignment.reviewer, attachment)


def test_no_longer_when_the_suggestion_is_a_report_against_someone():
    assignment = AssignmentFactory()
    attachment = attachment_of(assignment)

    Suggestion.objects.update(classification=Classification.REPORT)

    assert not allowed(assignment.reviewer, attachment)
