"""Composing: from a decision and what the reviewers found to a letter in plain words.

One language: the one in which letters are kept. Nothing of any reviewer or official is in it,
and no name of the author, so that a letter can stay when a person's data go.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaigns.rubrics import Criterion
from suggestions.history import Entry
from suggestions.review.decision import Decision, Settling
from suggestions.review.letters.letter import LANGUAGE, Letter, LetterTemplate
from suggestions.review.levels import Finding, findings
from suggestions.review.round import Round
from suggestions.review.second_look_period import last_day
from suggestions.review.standing import Standing

BLANK = re.compile(r"\{(\w+)\}")
EMPTY_LINES = re.compile(r"\n\s*\n\s*\n+")
PLAIN = "{reason}\n\n{code}\n\n{good}\n\n{lacking}\n\n{figures}\n\n{second_look}\n"
"""Where an outcome has no template."""


class Ruled(Protocol):
    """A decision, or a ruling that is not one yet."""

    @property
    def outcome(self) -> str:
        """One of the four outcomes."""

    @property
    def reason(self) -> str:
        """Why."""

    @property
    def settling(self) -> str:
        """The code A to D, or nothing."""


@dataclass(frozen=True)
class Wording:
    """What the letters of one round share: the text for each outcome, and the criteria."""

    round: Round
    templates: Mapping[str, str]
    criteria: Sequence[Criterion]


def wording_for(round: Round) -> Wording:
    """The wording of the letters of `round` as it is now; two queries."""
    templates = dict(LetterTemplate.objects.values_list("outcome", "text"))
    return Wording(round, templates, list(round.rubric.criteria.all()))


def write_letter(
    decision: Decision, standing: Standing, entry: Entry, wording: Wording, *, at: datetime
) -> Letter:
    """Keep the letter about a decision that is being published; `entry` is its move."""
    text = compose(decision, standing, wording, on=localdate(at))
    return Letter.objects.create(
        decision=decision, entry=entry, language=LANGUAGE, text=text, written_at=at
    )


def compose(ruled: Ruled, standing: Standing, wording: Wording, *, on: date) -> str:
    """The letter's text as it would be written on the local day `on`."""
    with translation.override(LANGUAGE):
        blanks = _blanks(ruled, standing, wording, on=on)
        template = wording.templates.get(ruled.outcome, PLAIN)
        filled = BLANK.sub(lambda found: blanks.get(found[1], found[0]), template)
    return EMPTY_LINES.sub("\n\n", filled).strip() + "\n"


def _blanks(ruled: Ruled, standing: Standing, wording: Wording, *, on: date) -> dict[str, str]:
    suggestion, campaign = standing.suggestion, wording.round.campaign
    found = findings(standing, wording.criteria)
    return {
        "title": suggestion.title,
        "receipt": suggestion.receipt,
        "campaign": campaign.title,
        "organiser": campaign.organiser.name,
        "date": date_format(on, "DATE_FORMAT"),
        "reason": ruled.reason,
        "code": _settled(ruled.settling),
        "good": _listed(_("What the reviewers found good:"), [f for f in found if f.is_good]),
        "lacking": _listed(
            _("What the reviewers found missing:"), [f for f in found if not f.is_good]
        ),
        "figures": _figures(standing, found) if campaign.publishes_figures else "",
        "second_look": _second_look(ruled, campaign.second_look_days, on=on),
    }


def _listed(heading: str, found: Sequence[Finding]) -> str:
    if not found:
        return ""
    lines = [f"· {one.criterion.name}：{one.anchor}" for one in found]
    return "\n".join([heading, *lines])


def _settled(settling: str) -> str:
    if not settling:
        return ""
    return _("How the matter stands: %(code)s") % {"code": Settling(settling).label}


def _figures(standing: Standing, found: Sequence[Finding]) -> str:
    """The means by criterion and the ranked figure, of 5, with how many reviewers there were."""
    if not found:
        return ""
    means = "，".join(f"{one.criterion.name} {one.mean:.1f}" for one in found)
    text = ngettext(
        "Figures (of 5, %(count)d reviewer): %(means)s; together %(figure).2f.",
        "Figures (of 5, %(count)d reviewers): %(means)s; together %(figure).2f.",
        standing.review_count,
    )
    return text % {
        "count": standing.review_count,
        "means": means,
        "figure": standing.figure,
    }


def _second_look(ruled: Ruled, days: int, *, on: date) -> str:
    until = last_day(ruled.outcome, days, on=on)
    if until is None:
        return ""
    return _(
        "If you see it differently, you can ask once for a second look (申请重新研究), with your "
        "reasons, on the tracking page until %(date)s."
    ) % {"date": date_format(until, "DATE_FORMAT")}
