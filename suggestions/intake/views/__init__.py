"""The pages on which an author hands in a suggestion and follows it."""
