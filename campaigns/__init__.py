"""Calls for suggestions: campaign pages, their phases and rubrics."""
