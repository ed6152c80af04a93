"""The test run: fast hashing, files in a temporary folder, whatever services the run names.

Test processes run side by side on one Redis and one Elasticsearch, so each takes what bears its
process number. A program that a test starts (a Celery worker) is told the number by TEST_PROCESS.
"""

import os
import tempfile
from pathlib import Path

from portal.settings.base import *  # noqa: F403
from portal.settings.base import CACHES, REDIS_URL, STORAGES
from portal.settings.environment import env

PROCESS = env.int("TEST_PROCESS", default=os.getpid())
REDIS_DATABASES = 64

SECRET_KEY = "test-only-" + "t" * 50
CONTACT_KEYS = ["test:dGVzdC1vbmx5LWtleS1vZi0zMi1ieXRlcy1sb25nLi4="]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CELERY_TASK_ALWAYS_EAGER = env.bool("CELERY_TASK_ALWAYS_EAGER", default=True)
CELERY_TASK_EAGER_PROPAGATES = True
DEMO = True

if REDIS_URL:
    # two databases: tests empty the cache, which must not take the queue with it
    REDIS_URL, CELERY_BROKER_URL = (
        f"{REDIS_URL.rpartition('/')[0]}/{(2 * PROCESS + use) % REDIS_DATABASES}" for use in (0, 1)
    )
    CACHES = CACHES | {"default": CACHES["default"] | {"LOCATION": REDIS_URL}}
ELASTICSEARCH_PREFIX = f"golden-ideas-test-{PROCESS}"

FILES = Path(tempfile.gettempdir()) / f"golden-ideas-test-{PROCESS}"
STATIC_ROOT = FILES / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
MEDIA_ROOT = FILES / "media"
ERASURES_FILE = str(FILES / "erasures" / "ledger.jsonl")
STORAGES = STORAGES | {
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(FILES / "private"), "base_url": None},
    }
}
