"""App configuration."""

from importlib import import_module

from django.apps import AppConfig


class SuggestionsConfig(AppConfig):
    """Registers the package as one Django app with one migration history."""

    name = "suggestions"
    role_permissions = {"editor": ("change_followuprules",)}

    def ready(self) -> None:
        """Connect the receivers: models exist only from here on."""
        import_module("suggestions.receivers")
        import_module("suggestions.figures.receivers")
