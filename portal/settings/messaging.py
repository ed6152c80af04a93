"""How people are told: mail, and text messages."""

from portal.settings.environment import env

# mail
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
EMAIL_BACKEND = EMAIL_CONFIG["EMAIL_BACKEND"]
EMAIL_HOST = EMAIL_CONFIG.get("EMAIL_HOST") or "localhost"
EMAIL_PORT = EMAIL_CONFIG.get("EMAIL_PORT") or 25
EMAIL_HOST_USER = EMAIL_CONFIG.get("EMAIL_HOST_USER") or ""
EMAIL_HOST_PASSWORD = EMAIL_CONFIG.get("EMAIL_HOST_PASSWORD") or ""
EMAIL_USE_TLS = EMAIL_CONFIG.get("EMAIL_USE_TLS", False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="golden-ideas@localhost")

# text messages (portal.messaging.sms.gateway): without an address nobody is told that way
SMS_URL = env("SMS_URL", default="")
SMS_KEY = env("SMS_KEY", default="")
SMS_SIGNATURE = env("SMS_SIGNATURE", default="金点子")
SMS_TEMPLATE_IDS = env.dict("SMS_TEMPLATE_IDS", default={})
# news of one author within this time go together; nothing is put off with 0
MESSAGE_WINDOW_MINUTES = env.int("MESSAGE_WINDOW_MINUTES", default=10)
