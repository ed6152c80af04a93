"""The read side: documents, indexing, queries, similar suggestions."""
