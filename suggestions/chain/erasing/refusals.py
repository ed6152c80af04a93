"""What erasing refuses; the text is for the person who asked."""

from suggestions.review.refusals import Refused


class ErasureRefused(Refused):
    """The data cannot be erased like this."""


class LedgerKeyMissing(Exception):
    """Lines of the ledger were written under a key that the portal no longer has."""

    def __init__(self, count: int) -> None:
        """Say how many, and what to do."""
        super().__init__(
            f"{count} erasures were noted under an earlier SECRET_KEY, so nobody can tell whether "
            "they are about something here. Nothing was changed. Put that key into "
            "SECRET_KEY_FALLBACKS and run this again."
        )
