"""What is refused about instructions and reports; the text is shown to whoever tried."""


class InstructionRefused(Exception):
    """It cannot be done now, or not like this."""
