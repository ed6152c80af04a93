"""App configuration."""

from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    """Registers the package as one Django app with one migration history."""

    name = "campaigns"
