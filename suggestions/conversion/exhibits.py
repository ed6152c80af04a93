"""Exhibits: the files of a report or a claim, kept while its form is corrected, then attached."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from suggestions.conversion.evidence import Evidence, Part
from suggestions.conversion.progress import ProgressNote
from suggestions.conversion.proposal import Proposal
from suggestions.intake.attachments import Attachment
from suggestions.intake.files import check_upload
from suggestions.intake.preparing import keep_upload, queue_preparing, remove

MOST_FILES = {Part.PLAIN: 8, Part.BEFORE: 1, Part.AFTER: 1}
"""Files of one report, for each part it can have."""
PHOTOS_ONLY = frozenset({Part.BEFORE, Part.AFTER})


def keep_exhibits(
    files: Mapping[Part, Sequence[UploadedFile]],
    *,
    form_key: UUID,
    dropped: Iterable[str],
    at: datetime,
) -> dict[Part, list[str]]:
    """Keep the sound ones of `files` for the form and drop what is no longer wanted.

    Returns what is wrong with the others, by part. A new picture of a pair takes the place
    of the earlier one.
    """
    wrong: dict[Part, list[str]] = {}
    for part, found in kept_exhibits(form_key).items():
        unwanted = [one for one in found if str(one.key) in dropped]
        if part in PHOTOS_ONLY and files.get(part):
            unwanted = found
        for attachment in unwanted:
            remove(attachment)
    for part, sent in files.items():
        room = MOST_FILES[part] - len(kept_exhibits(form_key)[part])
        if len(sent) > room:
            message = _("Please choose at most %(count)d files.")
            wrong[part] = [message % {"count": MOST_FILES[part]}]
        for file in sent[:room]:
            wrong.setdefault(part, []).extend(_keep(file, part, form_key, at))
    return {part: messages for part, messages in wrong.items() if messages}


def kept_exhibits(form_key: UUID) -> dict[Part, list[Attachment]]:
    """The files that wait for the form to be accepted, by part."""
    return {part: list(Attachment.objects.of_form(key_of(form_key, part))) for part in Part}


def attach_exhibits(
    target: ProgressNote | Proposal, *, form_key: UUID, caption: str = "", released: bool = False
) -> list[Evidence]:
    """Make the form's files evidence of `target`; called in the transaction that keeps it.

    Photographs are cleaned on commit and shown when that is done.
    """
    name = "note" if isinstance(target, ProgressNote) else "proposal"
    rows = []
    for part, attachments in kept_exhibits(form_key).items():
        for attachment in attachments:
            facts = {name: target, "part": part, "caption": caption, "released": released}
            rows.append(Evidence.objects.create(attachment=attachment, **facts))
            queue_preparing(attachment.pk)
    return rows


def key_of(form_key: UUID, part: Part) -> UUID:
    """Under which key the form's files of one part are kept."""
    return form_key if part == Part.PLAIN else uuid5(form_key, part.value)


def _keep(file: UploadedFile, part: Part, form_key: UUID, at: datetime) -> list[str]:
    """Keep one file; returns what is wrong with it."""
    try:
        upload = check_upload(file)
    except ValidationError as refusal:
        return list(refusal.messages)
    if part in PHOTOS_ONLY and upload.kind != "photo":
        return [_("“%(name)s” is no photograph.") % {"name": upload.name}]
    keep_upload(upload, form_key=key_of(form_key, part), at=at)
    return []
