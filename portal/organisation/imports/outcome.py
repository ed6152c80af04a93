"""What an import did, or would do."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Refused:
    """A line that was not taken, and why (in the reader's language)."""

    line: int
    reason: str


@dataclass
class Outcome:
    """Lines by what becomes of them; `retired` counts topics that a new version leaves out."""

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: int = 0
    retired: list[str] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)

    @property
    def changes_nothing(self) -> bool:
        """Whether everything is there already, or refused."""
        return not (self.new or self.changed or self.retired)

    @property
    def counts(self) -> dict[str, int]:
        """The numbers alone, to be kept."""
        return {
            "new": len(self.new),
            "changed": len(self.changed),
            "unchanged": self.unchanged,
            "retired": len(self.retired),
            "refused": len(self.refused),
        }
