"""What erasing refuses; the text is for the person who asked."""

from suggestions.review.refusals import Refused


class ErasureRefused(Refused):
    """The data cannot be erased like this."""
