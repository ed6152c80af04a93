"""How sending can fail."""


class TemporaryFailure(Exception):
    """It was not taken now; the same message is tried again later."""


class PermanentFailure(Exception):
    """It will never be taken: trying again would not help."""
