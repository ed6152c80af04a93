"""Why a step with a sheet is not taken."""


class PaperRefused(Exception):
    """The step was not taken; the text says why, to whoever tried."""
