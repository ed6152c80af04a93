"""What the public may read of instructions: released wordings of public suggestions."""

from suggestions.instructions.release import Release
from suggestions.suggestion import Suggestion


def taken_up_by(suggestion: Suggestion) -> list[str]:
    """The released wordings, oldest first, without the words or the leader; [] if hidden."""
    if not suggestion.is_public:
        return []
    rows = Release.objects.in_force().filter(instruction__suggestion=suggestion)
    wordings = rows.order_by("released_at", "pk").values_list("wording", flat=True)
    return list(dict.fromkeys(wordings))
