"""App configurations: the portal itself and Wagtail's user administration on our user model."""

from importlib import import_module

from django.apps import AppConfig
from wagtail.users.apps import WagtailUsersAppConfig

from portal.logs import configure_structlog


class PortalConfig(AppConfig):
    """The portal's own models, pages and hooks."""

    name = "portal"
    verbose_name = "Portal"

    def ready(self) -> None:
        """Set up logging; the groups of the roles follow every migration."""
        configure_structlog()
    receivers = ("portal.regulations.receivers",)

    def ready(self) -> None:
        """Connect what follows from publishing."""
        for module in self.receivers:
            import_module(module)


class UsersConfig(WagtailUsersAppConfig):
    """Wagtail's user screens, with the forms that know the portal's extra fields."""

    user_viewset = "portal.accounts.admin.UserViewSet"
