"""App configuration."""

from django.apps import AppConfig


class SuggestionsConfig(AppConfig):
    """Registers the package as one Django app with one migration history."""

    name = "suggestions"
