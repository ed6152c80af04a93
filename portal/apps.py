"""App configurations: the portal itself and Wagtail's user administration on our user model."""

from importlib import import_module

from django.apps import AppConfig
from wagtail.users.apps import WagtailUsersAppConfig

from portal.logs import configure_structlog


class PortalConfig(AppConfig):
    """The portal's own models, pages and hooks."""

    default = True  # there is another configuration in this file
    name = "portal"
    verbose_name = "Portal"

    receivers = (
        "portal.organisation.receivers",
        "portal.regulations.receivers",
        "portal.hotline.receivers",
        "portal.working_days.receivers",
    )

    def ready(self) -> None:
        """Set up logging, and connect what follows from migrating and publishing."""
        configure_structlog()
        for module in self.receivers:
            import_module(module)


class UsersConfig(WagtailUsersAppConfig):
    """Wagtail's user screens, with the forms that know the portal's extra fields."""

    user_viewset = "portal.accounts.admin.UserViewSet"
