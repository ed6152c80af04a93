"""App configuration."""

from importlib import import_module

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Registers the package as one Django app with one migration history."""

    name = "search"

    def ready(self) -> None:
        """Listen to changes: models exist only from here on."""
        import_module("search.receivers").connect()
        import_module("search.vocabulary.receivers").connect()
