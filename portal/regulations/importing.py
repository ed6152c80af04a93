"""Law texts from Markdown files: each becomes a page, a changed one a new revision of it."""

import hashlib
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Site

from portal.accounts.user import User
from portal.regulations.dates import date_in_name, in_force_from, issued_on
from portal.regulations.decoding import UnreadableText, clean, decode
from portal.regulations.documents import Document, parse_document
from portal.regulations.kinds import Kind, guess_kind
from portal.regulations.naming import address, law_key
from portal.regulations.pages import RegulationIndexPage, RegulationPage

INDEX_TITLE, INDEX_SLUG = "政策法规", "regulations"
TITLE_LENGTH = NAME_LENGTH = 255


class Outcome(Enum):
    """What an import did with a text."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


class TextRefused(Exception):
    """The text cannot be imported; the message says why, in the reader's language."""


@dataclass(frozen=True)
class Imported:
    """The page of an imported text, what happened to it, and what looks odd in it."""

    page: RegulationPage
    outcome: Outcome
    remarks: list[str] = field(default_factory=list)


def import_file(
    path: Path,
    *,
    by: User | None,
    index: RegulationIndexPage | None = None,
    otherwise: Kind = Kind.NORMATIVE,
) -> Imported:
    """Import the law text in the file at `path`; like `import_text`, named after the file.

    Raises TextRefused, and OSError if the file cannot be read.
    """
    try:
        markdown = decode(path.read_bytes())
    except UnreadableText as error:
        raise TextRefused(str(error)) from error
    return import_text(markdown, path.stem, by=by, index=index, otherwise=otherwise)


@transaction.atomic
def import_text(
    markdown: str,
    name: str,
    *,
    by: User | None,
    index: RegulationIndexPage | None = None,
    otherwise: Kind = Kind.NORMATIVE,
) -> Imported:
    """Publish a law text below `index` (by default the site's) and return its page.

    `name` is the file's name without ending; a day at its end, 某条例(2022-02-25), tells the
    version. The same text again changes nothing; an editor's corrections stay until the
    text itself changes. `otherwise` is the kind of a text that does not tell its own.
    Raises TextRefused if there is no text, its page has an unpublished draft, or the law
    has another text of the same day.
    """
    source = _Source.of(clean(markdown), clean(name).strip()[:NAME_LENGTH], otherwise)
    page = _known_page(source)
    if page is None:
        return _created(source, index or regulation_index(), by)
    if page.source_digest == source.digest:
        return Imported(page, Outcome.UNCHANGED)
    return _updated(page, source, by)


@dataclass(frozen=True)
class _Source:
    """A law text with what follows from it."""

    name: str
    digest: str
    document: Document
    title: str
    issued: date | None
    starts: date | None
    kind: Kind

    @classmethod
    def of(cls, text: str, name: str, otherwise: Kind) -> "_Source":
        """The facts about `text`; raises TextRefused if there are none."""
        document = parse_document(text)
        day = date_in_name(name)
        title = document.title or (name.rpartition("(")[0] if day else name).strip()
        if not document.body.strip() or not title or len(title) > TITLE_LENGTH:
            raise TextRefused(_("The file holds no law text with a title."))
        issued = day or issued_on(document.history)
        return cls(
            name=name,
            digest=hashlib.sha256(text.encode()).hexdigest(),
            document=document,
            title=title,
            issued=issued,
            starts=in_force_from(document.history, document.body, issued=issued),
            kind=guess_kind(title, document.history, otherwise=otherwise),
        )


def _known_page(source: _Source) -> RegulationPage | None:
    """The page made of this source before: by file name, else by law and day."""
    pages = RegulationPage.objects.all()
    return (
        pages.filter(source_name=source.name).first()
        or pages.of_law(law_key(source.title)).filter(issued_on=source.issued).first()
    )


def _created(source: _Source, index: RegulationIndexPage, by: User | None) -> Imported:
    """A new, published page."""
    page = RegulationPage(
        slug=_free_slug(source, index), live=False, kind=source.kind, owner=by, locale=index.locale
    )
    _fill(page, source)
    try:
        index.add_child(instance=page)
    except ValidationError as error:
        raise TextRefused(" ".join(error.messages)) from error
    return _published(page, Outcome.CREATED, by)


def _updated(page: RegulationPage, source: _Source, by: User | None) -> Imported:
    """The page with the changed text as its new revision."""
    if page.source_name and page.source_name != source.name:
        message = _("“{name}” is a text of the same law and day.")
        raise TextRefused(message.format(name=page.source_name))
    if page.has_unpublished_changes:
        raise TextRefused(_("Its page has an unpublished draft; publish or discard it first."))
    _fill(page, source)
    return _published(page, Outcome.UPDATED, by)


def _fill(page: RegulationPage, source: _Source) -> None:
    """Put the text and its facts into `page`; kind and validity are the editors'."""
    page.title = page.draft_title = source.title
    page.issued_on, page.in_force_from = source.issued, source.starts
    page.history = "\n".join(source.document.history)
    page.text = source.document.body
    page.source_name, page.source_digest = source.name, source.digest


def _published(page: RegulationPage, outcome: Outcome, by: User | None) -> Imported:
    """Publish what was filled in; whether `by` may is for the caller to know."""
    revision = page.save_revision(user=by, log_action=True)
    revision.publish(user=by, skip_permission_checks=True)
    page.refresh_from_db()
    return Imported(page, outcome, page.remarks)


def _free_slug(source: _Source, index: RegulationIndexPage) -> str:
    """An address below `index` that no other page has."""
    suffix = source.issued.isoformat() if source.issued else ""
    wanted = address(source.title, suffix=suffix)
    taken = set(index.get_children().filter(slug__startswith=wanted).values_list("slug", flat=True))
    number, slug = 1, wanted
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    return slug


def regulation_index() -> RegulationIndexPage:
    """The index of the regulations; made below the site's first page if there is none yet.

    Raises TextRefused if there is no site to make it on.
    """
    index = RegulationIndexPage.objects.first()
    if index:
        return index
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is None:
        raise TextRefused(_("There is no site yet; make one in the administration first."))
    new = RegulationIndexPage(title=INDEX_TITLE, slug=INDEX_SLUG, show_in_menus=True)
    return site.root_page.add_child(instance=new)
