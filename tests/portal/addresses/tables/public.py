"""What visitors and citizens open, and what other systems ask."""

from tests.portal.addresses.line import (
    CITIZEN,
    COMMENDERS,
    DESK,
    EVERYONE,
    NEVER,
    SIGNED_IN,
    Line,
    bound,
    to,
)

PUBLIC: dict[str, Line] = {
    # public
    "health*": to(EVERYONE),
    "set_language": to(EVERYONE),
    "proof_challenge": to(EVERYONE),
    "media": to(EVERYONE),
    "wagtail_serve": to(EVERYONE),
    "wagtaildocs_serve": to(EVERYONE),
    "*authenticate_with_password": to(EVERYONE),
    "campaigns:feed": to(EVERYONE),
    "campaigns:rubric": to(EVERYONE),
    "search:*": to(EVERYONE),
    "daily_stop": to(EVERYONE),
    # one's account
    "account_reauthenticate": to(SIGNED_IN),
    "account_email": to(SIGNED_IN),
    "account_change_password": to(SIGNED_IN),
    "account_set_password": to(SIGNED_IN),
    "account_confirm_login_code": to(SIGNED_IN),
    "account_*": to(EVERYONE),
    "mfa_deactivate_totp": NEVER,
    "mfa_view_recovery_codes": NEVER,
    "mfa_download_recovery_codes": NEVER,
    "mfa_*": to(SIGNED_IN),
    "socialaccount_signup": NEVER,
    "socialaccount_connections": to(SIGNED_IN),
    "socialaccount_login_error": NEVER,  # says 401 whoever comes
    "socialaccount_*": to(EVERYONE),
    "accounts/social/*": to(EVERYONE),
    # suggestions, as citizens see them
    "suggestions:mine": to(SIGNED_IN),
    "suggestions:receipt": NEVER,
    "suggestions:tracked": bound({CITIZEN}, superuser=False),
    "suggestions:letters": bound({CITIZEN}, superuser=False),
    "suggestions:second_look": bound({CITIZEN}, superuser=False),
    "suggestions:withdraw": bound({CITIZEN}, superuser=False),
    "suggestions:messages": bound({CITIZEN}, superuser=False),
    "suggestions:account_messages": to(SIGNED_IN),
    "suggestions:revoke": bound({CITIZEN}, superuser=False),
    "suggestions:complete": bound({CITIZEN}, superuser=False),
    "suggestions:answer": bound({CITIZEN}, superuser=False),
    "suggestions:tracked_rate": bound({CITIZEN}, superuser=False),
    "suggestions:withhold_name": bound({CITIZEN}, superuser=False),
    "suggestions:certificate_picture": bound(COMMENDERS),
    "suggestions:certificate_document": bound(COMMENDERS),
    "suggestions:file": bound(DESK | {CITIZEN}),
    "suggestions:thumbnail": bound(DESK | {CITIZEN}),
    "suggestions:claim": to(SIGNED_IN),
    "suggestions:co_authors": bound({CITIZEN}, superuser=False),
    "suggestions:uninvite": bound({CITIZEN}, superuser=False),
    "suggestions:overdue": NEVER,  # until a publisher shows it
    "suggestions:*": to(EVERYONE),
    # other systems: nobody without a key
    "api_docs": to(EVERYONE),
    "api:openapi-json": to(EVERYONE),
    "api:*": NEVER,
    "api/v1/": NEVER,  # whatever is not there
    "api_nowhere": NEVER,
}
