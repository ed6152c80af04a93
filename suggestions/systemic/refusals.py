"""Why something about a systemic issue is refused."""


class SystemicRefused(Exception):
    """The step cannot be taken; the text says why, for people."""
