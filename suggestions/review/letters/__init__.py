"""Letters: what the author of a suggestion is written when a decision is published."""
