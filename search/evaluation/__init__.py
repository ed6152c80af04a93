"""Scoring the search on folders of judged queries (BEIR layout)."""
