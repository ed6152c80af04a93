"""Sending: from a filled-in form to a receipt."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from portal.accounts.contact import ContactDetails, Purpose, read_contact
from portal.accounts.user import User
from portal.organisation.rights import Person
from suggestions.intake.attachments import Attachment
from suggestions.intake.consents import ConsentKind
from suggestions.intake.files import check_upload
from suggestions.intake.forms import SuggestionForm
from suggestions.intake.preparing import keep_upload, remove
from suggestions.intake.submission import Draft, Receipt, submit
from suggestions.joint.fields import suggester_of
from suggestions.revision import Revision
from suggestions.states import Classification
from suggestions.suggestion import Suggestion

FIELD_OF = {"campaign": None, "contact": "phone", "consents": "consent_privacy"}
"""Where the form shows what `submit` has to say about parts of a draft without a field."""
SENT_BEFORE = "sent_before"
TEXTS = ("title", "problem", "proposal", "place")
FACTS = ("topic", "area", "author_name", "author_shown", "suggester")
CONSENTS = {
    "consent_privacy": ConsentKind.PRIVACY,
    "consent_publish": ConsentKind.PUBLISH,
    "consent_forward": ConsentKind.FORWARD,
    "consent_guardian": ConsentKind.GUARDIAN,
}


def send(
    form: SuggestionForm, *, key: UUID, user: Person, held: bool, at: datetime
) -> Receipt | None:
    """Hand in what a sound form says; returns None, with errors on the form, if it is not taken.

    `key` is the form's; sending the same again gives the same receipt, anything else under the
    same key is not taken, so that neither is lost nor doubled.
    """
    account = user if isinstance(user, User) else None
    draft = draft_of(form, key=key, author=account, held=held)
    try:
        receipt = submit(draft, by=account, at=at)
    except ValidationError as refusal:
        for name, messages in refusal.message_dict.items():
            form.add_error(FIELD_OF.get(name, name), messages)
        return None
    if not receipt.created and not is_repetition(receipt.suggestion, draft):
        message = _(
            "This form was sent once already and has arrived; what you have changed since is not "
            "in it. You can add to it with its receipt number, or send this again as a "
            "suggestion of its own."
        )
        form.add_error(None, ValidationError(message, code=SENT_BEFORE))
        return None
    return receipt


def draft_of(form: SuggestionForm, *, key: UUID, author: User | None, held: bool) -> Draft:
    """The draft that a sound form describes."""
    said = form.cleaned_data
    return Draft(
        campaign=form.campaign,
        title=said["title"],
        problem=said["problem"],
        proposal=said["proposal"],
        classification=Classification(said["classification"]),
        topic=said["topic"],
        area=said["area"],
        place=said["place"],
        author=author,
        **suggester_of(said),
        author_shown=said["author_shown"],
        contact=ContactDetails(phone=said["phone"], email=said["email"], guardian=said["guardian"]),
        consents=frozenset(kind for name, kind in CONSENTS.items() if said[name]),
        under_age=said["under_age"],
        submission_key=key,
        held=held,
    )


def says_the_same(suggestion: Suggestion, form: SuggestionForm) -> bool:
    """Whether `suggestion` came from the same words; they may have been masked since."""
    said, first = form.cleaned_data, _first_words(suggestion)
    return all(getattr(first, name) == said[name] for name in ("title", "problem", "proposal"))


def is_repetition(suggestion: Suggestion, draft: Draft) -> bool:
    """Whether `suggestion` came from this very draft, its consents, contact and files included.

    The class counts unless the portal itself has taken it for a report.
    """
    first = _first_words(suggestion)
    texts = all(getattr(first, name) == getattr(draft, name) for name in TEXTS)
    facts = all(getattr(suggestion, name) == getattr(draft, name) for name in FACTS)
    agreed = suggestion.consents.in_force().values_list("text__kind", flat=True)
    return (
        texts
        and facts
        and suggestion.classification in (draft.classification, Classification.REPORT)
        and draft.consents == frozenset(agreed)
        and not kept_files(draft.submission_key).exists()
        and draft.contact == read_contact(suggestion.contact, by=None, purpose=Purpose.CLAIM)
    )


def _first_words(suggestion: Suggestion) -> Revision | Suggestion:
    """The row that has the words as they came in."""
    return suggestion.revisions.first() or suggestion


def keep_files(form: SuggestionForm, *, key: UUID, dropped: Iterable[str], at: datetime) -> None:
    """Keep the sound files of a form, sound or not, and drop those no longer wanted.

    What is wrong with the others becomes errors of the field.
    """
    for attachment in kept_files(key):
        if str(attachment.key) in dropped:
            remove(attachment)
    room = settings.ATTACHMENTS_MAX_COUNT - kept_files(key).count()
    files: list[UploadedFile] = form.cleaned_data.get("attachments") or []
    if len(files) > room:
        message = _("Please choose at most %(count)d files.")
        form.add_error("attachments", message % {"count": settings.ATTACHMENTS_MAX_COUNT})
    for file in files[:room]:
        try:
            keep_upload(check_upload(file), form_key=key, at=at)
        except ValidationError as refusal:
            form.add_error("attachments", refusal)


def kept_files(key: UUID) -> QuerySet[Attachment]:
    """The files that wait for the form to be accepted."""
    return Attachment.objects.of_form(key)


def another_key(key: UUID) -> UUID:
    """A new key for a form whose own is used up; the files that still wait go along."""
    fresh = uuid4()
    kept_files(key).update(form_key=fresh)
    return fresh
