"""Why a contact or a mediation is refused."""


class ContactRefused(Exception):
    """It cannot be written down so; the text says why, for people."""
