"""Exclusion: who must not see a suggestion: complained of in it, or with an interest in it."""
