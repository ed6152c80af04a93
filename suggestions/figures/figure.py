"""The figures: what each is called, which counter is divided by which, and where it comes from."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from suggestions.figures.counts import DAY


@dataclass(frozen=True)
class Figure:
    """A share: `numerator` of `denominator`, both columns of Counts."""

    code: str
    label: Promise
    numerator: str
    denominator: str
    meaning: Promise

    def of(self, counts: Mapping[str, int]) -> "Share":
        """The figure of these counts."""
        return Share(self, counts[self.numerator], counts[self.denominator])


@dataclass(frozen=True)
class Share:
    """A figure with its counts; never a percentage alone."""

    figure: Figure
    part: int
    whole: int

    @property
    def percent(self) -> float | None:
        """Percent, 0 to 100; None of nothing."""
        return 100 * self.part / self.whole if self.whole else None


FIGURES: tuple[Figure, ...] = (
    Figure(
        "accepted-in-time",
        _("Accepted in time"),
        "accepted_in_time",
        "accept_due",
        _("Taken up, forwarded or answered within its clock, of those done or past it."),
    ),
    Figure(
        "replied-in-time",
        _("Replied in time"),
        "replied_in_time",
        "reply_due",
        _("Replied within its clock, of those replied to or past it."),
    ),
    Figure(
        "within-15-days",
        _("Replied within 15 days"),
        "replied_within_15_days",
        "replied",
        _("At most 15 × 86,400 seconds from handing in to the first reply, of those replied to."),
    ),
    Figure(
        "within-60-days",
        _("Replied within 60 days"),
        "replied_within_60_days",
        "replied",
        _("At most 60 × 86,400 seconds from handing in to the first reply, of those replied to."),
    ),
    Figure(
        "satisfied",
        pgettext_lazy("a figure", "Satisfied"),
        "satisfied",
        "rated",
        _("Basically satisfied or better in both questions, of those who rated."),
    ),
    Figure(
        "taking-part",
        _("Took part in rating"),
        "rated",
        "asked",
        _("Rated, of those who were asked."),
    ),
    Figure(
        "satisfied-unasked",
        _("Satisfied, rated by themselves"),
        "satisfied_unasked",
        "rated_unasked",
        _("Of those who rated by link or code."),
    ),
    Figure(
        "satisfied-on-call",
        _("Satisfied, called back"),
        "satisfied_on_call",
        "rated_on_call",
        _("Of those who rated when they were called."),
    ),
    Figure(
        "responded",
        _("Response rate"),
        "responded",
        "rated",
        _("Basically satisfied or better with how it was answered, of those who rated."),
    ),
    Figure(
        "solved",
        _("Solution rate"),
        "solved",
        "rated",
        _("Basically satisfied or better with what was done, of those who rated."),
    ),
    Figure(
        "repeats",
        pgettext_lazy("a figure", "Repeats"),
        "repeats",
        "received",
        _("Found to say the same as an earlier one, of those received."),
    ),
    Figure(
        "by-agent",
        _("Handed in through an agent"),
        "by_agent",
        "received",
        _("Handed in by an agent for the author, of those received."),
    ),
    Figure(
        "adopted-of-received",
        _("Adopted of received"),
        "adopted",
        "received",
        _("Golden ideas, adopted in full or in part, of those received."),
    ),
    Figure(
        "adopted-of-closed",
        _("Adopted of closed"),
        "adopted",
        "closed",
        _("Golden ideas, adopted in full or in part, of those closed or decided."),
    ),
)
BY_CODE = {figure.code: figure for figure in FIGURES}


def mean_days(counts: Mapping[str, int]) -> float | None:
    """The mean of the days (of 86,400 seconds) from handing in to the first reply."""
    replied = counts["replied"]
    return counts["handling_seconds"] / replied / DAY if replied else None
