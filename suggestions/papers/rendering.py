"""PDF from HTML, by WeasyPrint where it is installed (the extra `documents`)."""

from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _


class PdfUnavailable(Exception):
    """There is no means to make a PDF here; the text says what to install."""


@dataclass(frozen=True)
class Made:
    """A PDF and how many pages it has."""

    content: bytes
    pages: int


def rendered(template: str, context: dict[str, Any]) -> Any:
    """The laid out document of WeasyPrint; nothing is fetched from anywhere.

    Raises PdfUnavailable without WeasyPrint or the libraries it needs.
    """
    html = render_to_string(template, context)
    try:
        weasyprint, urls = import_module("weasyprint"), import_module("weasyprint.urls")
    except (ImportError, OSError) as error:  # OSError: Pango is missing
        raise PdfUnavailable(
            _("PDF needs the extra “documents” (WeasyPrint) and Pango; the Word file is there.")
        ) from error
    inline_only = urls.URLFetcher(allowed_protocols=["data"])
    return weasyprint.HTML(string=html, url_fetcher=inline_only).render()


def pdf_of(template: str, context: dict[str, Any]) -> Made:
    """The template as a PDF. Raises PdfUnavailable."""
    document = rendered(template, context)
    return Made(document.write_pdf(), len(document.pages))
