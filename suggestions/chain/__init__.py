"""The log: reviews, decisions and changes of state as a chain of keyed commitments."""
