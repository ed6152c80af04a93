"""The desk of replies: the panel of a suggestion, and the lists of what waits."""
