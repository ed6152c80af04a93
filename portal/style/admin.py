"""The Wagtail admin in the portal's colours."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks


@hooks.register("insert_global_admin_css")
def admin_colours() -> SafeString:
    """The style sheet that goes into every page of the admin."""
    return format_html('<link rel="stylesheet" href="{}">', static("portal/admin.css"))
