"""What verifying finds, and what the log refuses."""


class ChainBroken(Exception):
    """The first place where the log does not hold: `sequence` is None outside the chain."""

    def __init__(self, sequence: int | None, kind: str, what: str) -> None:
        """Say where and what."""
        place = "outside the chain" if sequence is None else f"entry {sequence}"
        super().__init__(f"{place}{f' ({kind})' if kind else ''}: {what}")
        self.sequence, self.kind, self.what = sequence, kind, what
