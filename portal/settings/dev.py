"""One machine, no services: SQLite, the database search engine, eager tasks, demo content."""

from portal.settings.base import *  # noqa: F403
from portal.settings.environment import VAR_DIR, env

DEBUG = True
SECRET_KEY = "development-only-" + "k" * 40
# A fixed key, so that the demo can be restarted; production refuses to start without its own.
CONTACT_KEYS = ["dev:ZGV2ZWxvcG1lbnQtb25seS1rZXktMzItYnl0ZXMhISE="]
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"
SMS_URL = env("SMS_URL", default=f"file://{VAR_DIR}/sms")
DEMO = env.bool("DEMO", default=True)
