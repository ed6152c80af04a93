"""What all ways of running share; addresses and secrets come from the environment."""

import logging

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from portal.logs import logging_settings
from portal.settings import limits
from portal.settings.content import *  # noqa: F403
from portal.settings.environment import BASE_DIR, VAR_DIR, env
from portal.settings.messaging import *  # noqa: F403
from portal.settings.papers import *  # noqa: F403
from portal.settings.schedule import BEAT_SCHEDULE

INSTALLED_APPS = [
    "search",
    "suggestions",
    "campaigns",
    "portal",
    "portal.apps.UsersConfig",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "csp",
    "health_check",
    "django_structlog",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "portal.accounts.middleware.StaffSecondFactorMiddleware",
    "portal.accounts.middleware.AdminHeadersMiddleware",
    "portal.sound_address.SoundAddressMiddleware",
    "portal.organisation.gate.RoleGateMiddleware",
    "portal.forms_only.FormsOnlyMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
ASGI_APPLICATION = "portal.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "portal" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    },
]

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR}/portal.sqlite3")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Eight writers lock each other out unless a write transaction says so from its start.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env("REDIS_URL", default="")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
    }
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}

# accounts
AUTH_USER_MODEL = "portal.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_LENGTH = 10  # characters, at least
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in {
        "UserAttributeSimilarityValidator": {"user_attributes": ("username", "name", "email")},
        "MinimumLengthValidator": {"min_length": PASSWORD_LENGTH},
        "CommonPasswordValidator": {},
        "NumericPasswordValidator": {},
    }.items()
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "portal.accounts.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "portal.accounts.forms.LoginForm",
    "signup": "portal.accounts.forms.SignupForm",
}
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SIGNUP_FORM_HONEYPOT_FIELD = "website"
ACCOUNT_USERNAME_BLACKLIST = ["admin", "administrator", "root", "system", "portal", "wagtail"]
ACCOUNT_LOGIN_METHODS = {"email", "username"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "optional"
# The details people leave with a suggestion, encrypted: "id:base64 of 32 bytes", newest first.
CONTACT_KEYS = env.list("CONTACT_KEYS", default=[])
REQUIRE_STAFF_SECOND_FACTOR = False
STAFF_SESSION_AGE = 10 * 3600  # seconds after which staff show their second factor again
MFA_ADAPTER = "portal.accounts.adapters.SecondFactorAdapter"
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1  # steps of 30 seconds that a clock may be off

WRITE_LIMITS = limits.WRITE_LIMITS
CLAIMS_OF_RECEIPT = limits.CLAIMS_OF_RECEIPT
PROOF_STEPS = (100, 300)  # derivations a browser tries, least and most
PROOF_COST = 5_000  # iterations of each derivation: about a second in all on a phone
PROOF_VALID_FOR = 20 * limits.MINUTE  # seconds
# Networks of our own reverse proxies; only they may tell us a client's address.
TRUSTED_PROXIES = env.list("TRUSTED_PROXIES", default=[])

# languages: Chinese first, English complete
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]
# The second fills the gaps in the Chinese of the Wagtail admin.
LOCALE_PATHS = [BASE_DIR / "portal" / "locale", BASE_DIR / "portal" / "locale_wagtail"]
TIME_ZONE = "Asia/Shanghai"
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
USE_TZ = True

# files: static ones are public; what people upload is only ever served by a view
STATIC_URL = "/static/"
STATIC_ROOT = env.path("STATIC_ROOT", default=str(VAR_DIR / "static"))
MEDIA_URL = "/media/"
MEDIA_ROOT = env.path("MEDIA_ROOT", default=str(VAR_DIR / "media"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": env("PRIVATE_ROOT", default=str(VAR_DIR / "private")),
            "base_url": None,
        },
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# What was erased is also told in a file beside the database: a restored backup is older than it.
ERASURES_FILE = env("ERASURES_FILE", default=str(VAR_DIR / "erasures" / "ledger.jsonl"))
ATTACHMENT_MAX_BYTES = 10 * 1024 * 1024
ATTACHMENTS_MAX_COUNT = 6
# Paper forms that are typed twice by another person, in percent of each batch.
PAPER_SAMPLE_PERCENT = env.int("PAPER_SAMPLE_PERCENT", default=10)
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# work in the background
CELERY_BROKER_URL = REDIS_URL or "memory://localhost//"
CELERY_TASK_ALWAYS_EAGER = not REDIS_URL
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TIMEZONE = TIME_ZONE
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BEAT_SCHEDULE = BEAT_SCHEDULE
CELERY_BEAT_SCHEDULE_FILENAME = env("BEAT_SCHEDULE_FILE", default=str(VAR_DIR / "beat-schedule"))
TASKS = {"default": {"BACKEND": "portal.background.CeleryBackend"}}

# what /health/ looks at: without these nothing can be taken in (search may be away),
# nor with people in a restored database who had been erased
HEALTH_CHECKS = [
    "health_check.checks.Database",
    "health_check.checks.Cache",
    "suggestions.chain.erasing.health.ErasuresRepeated",
]

# other systems (docs/api.md): how long an answer is kept under its idempotency key, and the only
# hosts that are told of changes ("host" or "host:port")
API_ANSWERS_KEPT_DAYS = env.int("API_ANSWERS_KEPT_DAYS", default=7)
PUSH_HOSTS = env.list("PUSH_HOSTS", default=[])
# joint suggestions: days after which a link that invites a co-author confirms nothing any more
JOINT_LINK_DAYS = env.int("JOINT_LINK_DAYS", default=30)

# search
SEARCH_ENGINE = env("SEARCH_ENGINE", default="database")
# Beside Elasticsearch the database's own index is kept as well, for when the former is down.
SEARCH_FALLBACK = env.bool("SEARCH_FALLBACK", default=True)
ELASTICSEARCH_URL = env("ELASTICSEARCH_URL", default="")
ELASTICSEARCH_PASSWORD = env("ELASTICSEARCH_PASSWORD", default="")
ELASTICSEARCH_PREFIX = env("ELASTICSEARCH_PREFIX", default="golden-ideas")
# Days of the period whose suggestions are grouped into hot issues each night.
HOT_ISSUE_DAYS = env.int("HOT_ISSUE_DAYS", default=30)
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "portal.admin_search"}}

# what a browser may do on our pages
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"  # but for previews, which Wagtail frames itself
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"

# logs
LOGGING = logging_settings(as_json=False)
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False  # portal.logs adds the network instead
DJANGO_STRUCTLOG_STATUS_START_LOG_LEVEL = logging.DEBUG
DJANGO_STRUCTLOG_CELERY_ENABLED = True
