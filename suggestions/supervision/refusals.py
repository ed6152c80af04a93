"""Why something of supervision is refused."""


class SupervisionRefused(Exception):
    """The step cannot be taken; the text says why, for people."""
