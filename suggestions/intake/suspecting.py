"""Suspecting: what may report somebody's wrongdoing is first read by the office for reports.

A plain message lies with the unit it came to until somebody sets its class, and that unit may
be the one it is about (信访工作条例 Art. 30). With words of the editors' lists that seal it goes,
whatever its author called it, to the office for reports at once, sealed like a report; there
somebody sets the class, and what is none goes back to the organiser.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from portal.organisation.unit import Unit
from suggestions.handling.screening import classify
from suggestions.handling.words.looking import look_up_all
from suggestions.handling.words.word_list import Treatment
from suggestions.history import Entry, Event
from suggestions.intake.draft import Draft
from suggestions.revision import Words, words_of
from suggestions.states import Classification
from suggestions.suggestion import Suggestion


def seal_suspected(drafts: Sequence[Draft]) -> list[Draft]:
    """`drafts` in their order, with those that hold such words turned into reports.

    Left as they are: what its author calls a report, what was answered elsewhere, and all of
    them where there is no office to read them (the words then hold them from the site only).
    """
    found = sealing_words([_words(draft) for draft in drafts])
    if not any(found) or not _is_office_there():
        return list(drafts)
    return [_sealed(draft, words) for draft, words in zip(drafts, found, strict=True)]


def sealing_entry(row: Suggestion, draft: Draft, *, at: datetime) -> Entry:
    """What the history of a draft that was sealed says of it, unsaved: for which words."""
    return Entry(
        suggestion=row,
        event=Event.CLASSIFIED,
        at=at,
        before=draft.meant or "",
        after=Classification.REPORT,
        internal_note="、".join(draft.sealed_for),
    )


def seal_if_suspected(row: Suggestion) -> Entry | None:
    """The same for new words of the author of a suggestion; None if it is not sealed now.

    What somebody of the office has found to be no report is not sealed a second time.
    """
    [words] = sealing_words([words_of(row)])
    if not words or row.classification == Classification.REPORT or not _is_office_there():
        return None
    if row.history.filter(event=Event.CLASSIFIED, before=Classification.REPORT).exists():
        return None
    return classify(row, Classification.REPORT, by=None, internal_note="、".join(words))


def sealing_words(texts: Sequence[Words]) -> list[tuple[str, ...]]:
    """For each of `texts` the words of sealing lists in it, each once, sorted; one query."""
    looked = look_up_all((words.joined() for words in texts), wanted=Treatment.SEAL)
    return [
        tuple(sorted({each.word for each in found if each.treatment == Treatment.SEAL}))
        for found in looked
    ]


def _words(draft: Draft) -> Words:
    return Words(draft.title, draft.problem, draft.proposal, draft.place)


def _sealed(draft: Draft, words: tuple[str, ...]) -> Draft:
    if not words or draft.classification == Classification.REPORT or draft.replied_at:
        return draft
    report = Classification.REPORT
    return replace(draft, classification=report, meant=draft.classification, sealed_for=words)


def _is_office_there() -> bool:
    return Unit.objects.filter(receives_reports=True).exists()
