"""What the statistics of a round say, in plain words."""

from django.utils.translation import gettext as _

from suggestions.review.statistics.severity import NORMAL_95

RELIABLE, TENTATIVE = 0.8, 0.667
"""Customary bounds of α: K. Krippendorff, Content Analysis, 2nd edition 2004, section 11.4.4."""
NOTICEABLE = 0.1
"""Marks; a smaller difference changes no decision."""


def reading_of(alpha: float | None, units: int) -> str:
    """What an α means for the ranking."""
    if alpha is None:
        if not units:
            return _("Cannot be measured yet: no suggestion has two reviews.")
        return _("Cannot be measured: everyone gave the same level to everything.")
    if alpha >= RELIABLE:
        return _("Good agreement: the reviewers read this the same way.")
    if alpha >= TENTATIVE:
        return _("Fair agreement: differences in the ranking are a hint, not proof.")
    if alpha > 0:
        return _("Low agreement: please talk about what the levels mean before deciding.")
    return _("No agreement beyond chance: this should not decide anything by itself.")


def severity_in_words(severity: float | None, low: float | None, high: float | None) -> str:
    """What a reviewer's severity means; nothing is claimed unless the interval excludes 0."""
    if severity is None or low is None or high is None:
        return _("Cannot be told yet: too few suggestions were read by several people.")
    if low > 0 and severity >= NOTICEABLE:
        return _("Tends to give more than colleagues on the same suggestions.")
    if high < 0 and severity <= -NOTICEABLE:
        return _("Tends to give less than colleagues on the same suggestions.")
    return _("Much like colleagues on the same suggestions.")


def order_in_words(slope: float | None, error: float | None) -> str:
    """What the change along a reviewer's own order means."""
    if slope is None or error is None:
        return _("Cannot be told yet: too few reviews.")
    if abs(slope) <= NORMAL_95 * error or not slope:
        return _("No change to be seen.")
    return _("Marks rise along the way.") if slope > 0 else _("Marks fall along the way.")
