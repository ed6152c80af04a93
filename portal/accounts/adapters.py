"""How the sign-in library fits the portal: addresses, mail subjects, sealed secrets."""

import base64

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from portal.abuse.address import client_address
from portal.accounts.encryption import seal, unseal

SEALED_FOR = "second factor"


class AccountAdapter(DefaultAccountAdapter):
    """Signing in and out."""

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address that the limits on sign-in count by; all local sockets are one."""
        return client_address(request) or "local"

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Staff go to their desk, everyone else to the home page."""
        if request.user.has_perm("wagtailadmin.access_admin"):
            return reverse("wagtailadmin_home")
        return settings.LOGIN_REDIRECT_URL

    def format_email_subject(self, subject: str) -> str:
        """The subject with the portal's name, not its host name, in front."""
        return f"{settings.WAGTAIL_SITE_NAME} · {subject}"


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factors; their secrets are as unreadable in the database as contact details."""

    def get_totp_issuer(self) -> str:
        """The name under which an authenticator app lists the code."""
        return str(settings.WAGTAIL_SITE_NAME)

    def encrypt(self, text: str) -> str:
        """`text` sealed with the newest of CONTACT_KEYS, as base64."""
        return base64.b64encode(seal(text.encode(), bound_to=SEALED_FOR)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Counterpart of `encrypt`; raises encryption.CannotOpen if its key is gone."""
        return unseal(base64.b64decode(encrypted_text), bound_to=SEALED_FOR).decode()
