"""Production: every secret and address from the environment, nothing assumed."""

from django.core.exceptions import ImproperlyConfigured

from portal.logs import logging_settings
from portal.settings.base import *  # noqa: F403
from portal.settings.base import CONTACT_KEYS, INSTALLED_APPS, MIDDLEWARE, STORAGES
from portal.settings.environment import env

DEBUG = False
SECRET_KEY = env("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
if not CONTACT_KEYS:
    raise ImproperlyConfigured("CONTACT_KEYS is empty: contact details cannot be encrypted.")

REQUIRE_STAFF_SECOND_FACTOR = True
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
# the proxy that ends TLS must set this header itself, whatever the client sent
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"
# without a mail server nobody could confirm an address, and so nobody could sign in
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if env("EMAIL_URL", default="") else "none"
# the prefix makes browsers refuse the cookie from anywhere but this very host
SESSION_COOKIE_NAME = "__Host-sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken"
LOGGING = logging_settings(as_json=True)

INSTALLED_APPS = [*INSTALLED_APPS, "django_prometheus"]
MIDDLEWARE = [
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    *MIDDLEWARE,
    "django_prometheus.middleware.PrometheusAfterMiddleware",
]
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DEMO = False
