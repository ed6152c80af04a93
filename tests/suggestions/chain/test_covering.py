"""Every text that is kept about a suggestion is looked at by an erasure, or excused by name."""

from collections import deque
from uuid import uuid4

import pytest
from django.db import models
from django.utils import timezone

from suggestions.chain.entry import Occasion
from suggestions.chain.erasing.erasing import erase
from suggestions.chain.erasing.erasure import Ground
from suggestions.chain.erasing.removing import OFFICIAL, PERSONAL, STEPS
from suggestions.chain.recording import note
from suggestions.chain.sealing import seal_waiting
from suggestions.chain.verifying import verify
from suggestions.models import (
    Attachment,
    ChainEntry,
    CommendationEntry,
    ConflictDeclaration,
    Draw,
    Evidence,
    Objection,
    ProgressNote,
    Proposal,
    Suggestion,
)
from tests.factories import (
    ActionFactory,
    NomineeFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
NOW = timezone.now
SAID = "王小明说的，电话13812345678"
MASKED = "某某说的，电话某某"
OF_THE_LOG = "the log itself: names of kinds, keys and digests"
OF_OFFICE = "a name or text of the office, written before anybody handed in"
GOES = "the row goes, or the column is emptied"
EXCUSED = {
    "Suggestion.receipt": "the number by which the state remembers the case",
    "Suggestion.source": "the name of the system it came from",
    "Suggestion.source_key": "its number in that system",
    "Suggestion.tracking_digest": GOES,
    "Suggestion.title": GOES,
    "Suggestion.problem": GOES,
    "Suggestion.proposal": GOES,
    "Suggestion.place": GOES,
    "Suggestion.author_name": GOES,
    "Revision.title": GOES,
    "Revision.problem": GOES,
    "Revision.proposal": GOES,
    "Revision.place": GOES,
    "Attachment.name": GOES,
    "Attachment.sha256": GOES,
    "Entry.before": "a state",
    "Entry.after": "a state",
    "SubjectKey.key_name": OF_THE_LOG,
    "ChainEntry.kind": OF_THE_LOG,
    "ChainEntry.suite": OF_THE_LOG,
    "ChainEntry.commitment": OF_THE_LOG,
    "ChainEntry.hash": OF_THE_LOG,
    "Commendation.title": OF_OFFICE,
    "Round.name": OF_OFFICE,
    "CommitmentList.title": OF_OFFICE,
    "CommitmentList.introduction": OF_OFFICE,
    "ConsentText.text_zh": OF_OFFICE,
    "ConsentText.text_en": OF_OFFICE,
    "Nominee.name": "of authors it goes; else a unit's or a clerk's",
    "Certificate.code": "drawn by lot; an author's certificate goes",
    "Certificate.digest": "of the file; an author's certificate goes",
    "Certificate.name": "of authors it goes; else a unit's or a clerk's",
    "Certificate.award": "the name of an award; an author's certificate goes",
    "Certificate.for_what": "counts of a unit; an author's certificate goes",
    "Certificate.issuer": OF_OFFICE,
    "Draw.seed": "drawn by lot",
    "Draw.commitment": "a digest",
    "Objection.key": "drawn by lot",
    "Action.indicator_unit": "a unit of measure",
    "Proposal.document_number": "the number of an official document",
    "Proposal.document_url": "where an official document is published",
    "Letter.language": "a language",
    "LegalChannel.name": OF_OFFICE,
    "LegalChannel.article": OF_OFFICE,
    "LegalChannel.where": OF_OFFICE,
    "LegalChannel.phone": OF_OFFICE,
    "LegalChannel.text": OF_OFFICE,
    "SupervisionLetter.number": "the number of an official document",
    "EscalationRule.name": OF_OFFICE,
    "EscalationRule.source": "a law or a local rule",
    "Sitting.place": "where officials met",
    "Sitting.chair": "an official",
    "Review.text_hash": "a digest of the words that were read, of which nothing follows",
    "ConnectedSystem.name": OF_OFFICE,
    "ConnectedSystem.code": OF_OFFICE,
    "ConnectedSystem.push_url": OF_OFFICE,
    "ConnectedSystem.push_error": "the name of an error",
    "ApiKey.name": OF_OFFICE,
    "ApiKey.prefix": "drawn by lot",
    "ApiKey.digest": "drawn by lot",
    "KeptAnswer.key": "drawn by another system; goes after some days",
    "KeptAnswer.body_digest": "a digest; goes after some days",
    "WorkOrder.number": "its number in another system",
    "WorkOrder.category_code": "a code of another system",
    "WorkOrder.category": "a heading of another system",
    "StatusChange.status": "a state",
    "Slip.number": "the number of a printed form",
    "Slip.digest": GOES,
    "PrintRun.fault": OF_OFFICE,
    "Sheet.name": GOES,
    "Sheet.sha256": GOES,
    "Sheet.reason": GOES,
    "BatchItem.obstacle": "a kind of refusal",
    "CaseFacts.units": "keys",
    "CaseFacts.topics": "keys",
    "Clock.source": "a law or a local rule",
    "ClockRule.source": "a law or a local rule",
    "Standard.code": OF_OFFICE,
    "Standard.name": OF_OFFICE,
    "Extension.step": "a step",
    "Paper.head": OF_OFFICE,
    "Paper.mark": OF_OFFICE,
    "Paper.fault": "what is missing on the machine",
    "DeskEntry.letter_number": "the number of a letter in a register",
    "DeskEntry.occasion": "the name of an event",
}


def connected():
    """The models of the app from which relations, in either direction, lead to a suggestion."""
    found, waiting = {Suggestion}, deque([Suggestion])
    while waiting:
        for field in waiting.popleft()._meta.get_fields(include_hidden=True):
            model = field.related_model
            if field.is_relation and model not in found and _is_ours(model):
                found.add(model)
                waiting.append(model)
    return found


def _is_ours(model):
    return isinstance(model, type) and model._meta.app_label == "suggestions"


def texts():
    """The text fields in which words can be typed, as "Model.field"."""
    return {
        f"{model.__name__}.{field.name}"
        for model in connected()
        if not model._meta.auto_created
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField) and not field.choices
    }


def test_every_text_about_a_suggestion_is_covered_or_excused():
    covered = {
        f"{words.model.__name__}.{column}"
        for words in (*OFFICIAL, *PERSONAL, STEPS)
        for column in words.columns
    }

    assert texts() - covered - EXCUSED.keys() == set()
    assert EXCUSED.keys() - texts() == set()
    assert EXCUSED.keys() & covered == set()


@pytest.fixture
def idea(decision, settings, tmp_path):
    """A golden idea of 王小明."""
    settings.ERASURES_FILE = str(tmp_path / "ledger.jsonl")
    return decision.suggestion.golden_idea


@pytest.fixture
def nominee(idea):
    """The author on a list, for this idea."""
    return NomineeFactory(suggestion=idea.suggestion, removed_reason=SAID)


def attachment():
    return Attachment.objects.create(
        form_key=uuid4(), kind="photo", name="a.jpg", sha256="0" * 64, size=1, uploaded_at=NOW()
    )


def erased(idea):
    erase(idea.suggestion, reason=Ground.CONSENT, by=None, at=timezone.now())
    seal_waiting()


def test_what_is_said_about_work_on_the_idea(idea):
    now, by = timezone.now(), UserFactory()
    declared = ConflictDeclaration.objects.create(
        by=by, suggestion=idea.suggestion, reason=SAID, at=now
    )
    report = ProgressNote.objects.create(
        action=ActionFactory(idea=idea), text="完工", state="done", at=now, by=by
    )
    claim = Proposal.objects.create(
        idea=idea, outcome="converted", document_title=SAID, proposed_at=now
    )
    shown = [
        Evidence.objects.create(attachment=attachment(), caption=SAID, **to)
        for to in ({"note": report}, {"proposal": claim})
    ]

    erase(idea.suggestion, reason=Ground.CONSENT, by=None, at=now)

    for row, column in ((declared, "reason"), (claim, "document_title")):
        row.refresh_from_db()
        assert getattr(row, column) == MASKED
    captions = Evidence.objects.filter(pk__in=[row.pk for row in shown])
    assert list(captions.values_list("caption", flat=True)) == [MASKED, MASKED]


def test_what_is_said_about_the_list_the_author_stands_on(idea, nominee):
    now, row = timezone.now(), nominee.commendation
    objection = Objection.objects.create(
        commendation=row, key="k", form_key=uuid4(), text=SAID, name="王小明", answer=SAID, at=now
    )
    draw = Draw.objects.create(commendation=row, size=1, seed="s", commitment="c", committed_at=now)
    member = draw.members.create(user=UserFactory(), place=1, words=SAID)

    erased(idea)

    for kept in (objection, member, nominee):
        kept.refresh_from_db()
    assert (objection.text, objection.answer, objection.name) == (MASKED, MASKED, "某某")
    assert (member.words, nominee.removed_reason) == (MASKED, MASKED)


def test_steps_of_a_commendation_are_logged_again_and_the_chain_holds(idea, nominee):
    now = timezone.now()
    for said in (SAID, "无关"):
        step = CommendationEntry.objects.create(
            commendation=nominee.commendation, at=now, before="draft", after="draft", note=said
        )
        note(step, at=now)

    erased(idea)

    assert set(CommendationEntry.objects.values_list("note", flat=True)) == {MASKED, "无关"}
    again = ChainEntry.objects.filter(kind="commendationentry", occasion=Occasion.AFTER_ERASURE)
    assert again.count() == 1
    assert verify().compared
