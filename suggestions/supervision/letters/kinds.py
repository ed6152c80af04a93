"""What letters of supervision there are, on which rung they stand, and what they are about."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LetterKind(models.TextChoices):
    """The letters. The three kinds of advice are those of 信访工作条例 Article 40."""

    REMINDER = "reminder", _("Reminder (提醒函)")
    ORDER = "order", _("Letter of supervision (督办函)")
    IMPROVE_WORK = "improve_work", _("Advice to improve the work (改进工作建议函)")
    CIRCULAR = "circular", _("Circular (通报)")
    IMPROVE_POLICY = "improve_policy", _("Advice to improve a policy (完善政策建议函)")
    ACCOUNT = "account", _("Advice to hold to account (追究责任建议函)")


NUMBERED_AS: dict[LetterKind, str] = {
    LetterKind.REMINDER: "提醒",
    LetterKind.ORDER: "督办",
    LetterKind.IMPROVE_WORK: "建议",
    LetterKind.CIRCULAR: "通报",
    LetterKind.IMPROVE_POLICY: "政策建议",
    LetterKind.ACCOUNT: "追责建议",
}
"""How the number of a letter begins: data, so in the portal's first language."""

RUNGS: dict[LetterKind, int] = {
    LetterKind.REMINDER: 1,
    LetterKind.ORDER: 2,
    LetterKind.IMPROVE_WORK: 2,
    LetterKind.CIRCULAR: 3,
}
"""The ladder. Advice on policy and on responsibility stands outside it: it goes to whoever
makes the policy, or has the power to hold to account, above or beside."""

ADVICE = frozenset({LetterKind.IMPROVE_WORK, LetterKind.IMPROVE_POLICY, LetterKind.ACCOUNT})
"""The unit answers in writing whether it takes the advice (信访工作条例 Article 40)."""

NEXT_KIND: dict[LetterKind, LetterKind] = {
    LetterKind.REMINDER: LetterKind.ORDER,
    LetterKind.ORDER: LetterKind.CIRCULAR,
    LetterKind.IMPROVE_WORK: LetterKind.CIRCULAR,
}
"""What is proposed when a letter was not answered in time."""


class Ground(models.TextChoices):
    """What a letter is about."""

    OVERDUE = "overdue", _("Past a time limit")
    CALL = "call", _("A call was not answered")
    LOW_RATING = "low_rating", _("The author is not satisfied")
    INSTRUCTION = "instruction", _("A leader's instruction is overdue")
    EVASION = "evasion", _("The matter is pushed to others")
    PERFUNCTORY = "perfunctory", _("Handled for form's sake")
    FALSE = "false", _("Untrue statements")
    REFUSAL = "refusal", _("A decision is not carried out")
    POLICY = "policy", _("A policy has a gap")
    OTHER = "other", _("Another ground")


class Adoption(models.TextChoices):
    """Whether the unit takes an advice."""

    ADOPTED = "adopted", _("Taken")
    PARTLY = "partly", _("Taken in part")
    NOT = "not", _("Not taken")


class NoteKind(models.TextChoices):
    """What a note on a letter tells."""

    ANSWER = "answer", _("Answer of the unit")
    SENT_BACK = "sent_back", _("Answer sent back")
    FOLLOW_UP = "follow_up", _("Followed up")
    PASSED_ON = "passed_on", _("Passed to the successor")
