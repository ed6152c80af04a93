"""App configurations: the portal itself and Wagtail's user administration on our user model."""

from django.apps import AppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class PortalConfig(AppConfig):
    """The portal's own models, pages and hooks."""

    name = "portal"
    verbose_name = "Portal"


class UsersConfig(WagtailUsersAppConfig):
    """Wagtail's user screens, with the forms that know the portal's extra fields."""

    user_viewset = "portal.accounts.admin.UserViewSet"
