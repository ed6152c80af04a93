"""The test run: fast hashing, files in a temporary folder, whatever services the run names."""

import tempfile
from pathlib import Path

from portal.settings.base import *  # noqa: F403
from portal.settings.base import STORAGES

SECRET_KEY = "test-only-" + "t" * 50
CONTACT_KEYS = ["test:dGVzdC1vbmx5LWtleS1vZi0zMi1ieXRlcy1sb25nLi4="]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
DEMO = True

FILES = Path(tempfile.mkdtemp(prefix="golden-ideas-test-"))
MEDIA_ROOT = FILES / "media"
STORAGES = STORAGES | {
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(FILES / "private"), "base_url": None},
    }
}
