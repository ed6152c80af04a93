"""What review refuses: each message is written for the person who asked."""


class Refused(Exception):
    """What was asked for is not possible now; the text says why, in the reader's language."""


class RoundRefused(Refused):
    """The round cannot be opened or closed like this."""


class AssignmentRefused(Refused):
    """This suggestion cannot go to this reviewer."""


class ReviewRefused(Refused):
    """The review cannot be saved, submitted or taken back now."""


class DecisionRefused(Refused):
    """The decision lacks something, or comes at the wrong time."""
