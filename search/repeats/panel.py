"""The panel "Said before": what is like a suggestion, in groups, with the reason for each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import models
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from portal.regulations.articles import Article
from search.asking import ask
from search.highlighting import highlighted, snippet
from search.items import Key, Kind
from search.repeats.alike import SAME_ISSUE, alike
from search.repeats.candidates import WORDS_SHOWN, candidates, shared
from search.repeats.viewer import Viewer
from search.similar import REPEATED, Draft, Similar
from suggestions.models import GoldenIdea, Link, Suggestion
from suggestions.repeats.linked import replies
from suggestions.repeats.rights import may_link
from suggestions.repeats.shown import Shown, seal
from suggestions.review.texts import masked
from suggestions.rights import Action, may


class Degree(models.TextChoices):
    """How much two texts have in common, in words."""

    NEARLY = "nearly", _("nearly the same")
    MUCH = "much", _("much in common")
    SOMETHING = "something", _("something in common")


class Group(models.TextChoices):
    """The groups of the panel, in their order."""

    REPLIES = "replies", _("Replies already given")
    SUGGESTIONS = "suggestions", _("Suggestions")
    IDEAS = "ideas", _("Golden ideas")
    ARTICLES = "articles", _("Regulations")


@dataclass(frozen=True, slots=True)
class Before:
    """One thing that was said before; `url` is empty where the viewer has no page of it."""

    group: Group
    title: SafeString
    text: SafeString
    url: str
    words: tuple[str, ...]
    degree: Degree
    is_repeat: bool
    receipt: str = ""
    facts: tuple[str, ...] = ()
    day: date | None = None
    reply: str = ""
    reply_url: str = ""
    link: Link | None = None
    may_link: bool = False
    token: str = ""


@dataclass
class Comparison:
    """What is needed to show what is like one suggestion: everything is read before."""

    suggestion: Suggestion
    viewer: Viewer
    words: Sequence[str]
    author_hidden: bool
    replies: Mapping[int, str] = field(default_factory=dict)
    public_replies: Mapping[int, str] = field(default_factory=dict)
    links: Mapping[int, Link] = field(default_factory=dict)

    def text(self, said: str) -> str:
        """`said` as the viewer may read it: the author may have said something else as well."""
        return masked(said, self.suggestion) if self.author_hidden else said

    def reply_of(self, other: Suggestion, *, is_own: bool) -> str:
        """The last answer to `other` that the viewer may read; "" if there is none."""
        if is_own and other.pk in self.replies:
            return self.replies[other.pk]
        return self.public_replies.get(other.pk, "") if other.is_public else ""


def said_before(
    suggestion: Suggestion, viewer: Viewer, *, author_hidden: bool = False
) -> list[tuple[str, list[Before]]]:
    """The groups of what was said before, each likest first; empty ones are left out.

    With `author_hidden` the author's name is neither searched for nor shown. Never the
    suggestion itself, nor what it became. Raises SearchUnavailable.
    """
    text = draft_of(suggestion, author_hidden=author_hidden)
    ideas = GoldenIdea.objects.filter(suggestion=suggestion).values_list("pk", flat=True)
    itself = [Key(Kind.SUGGESTION, suggestion.pk), *(Key(Kind.GOLDEN_IDEA, row) for row in ideas)]
    found, _is_fallback = ask(
        lambda engine: candidates(engine, text, scope=viewer.scope, without=itself)
    )
    rows = viewer.rows(one.hit.key for one in found.similar)
    here = Comparison(suggestion, viewer, found.words, author_hidden)
    _read(here, [row for row, _own in rows.values()])
    shown = [
        _before(here, one, *rows[one.hit.key])
        for one in _each_once(found.similar, rows)
    ]  # fmt: skip
    groups = [(group.label, [one for one in shown if one.group == group]) for group in Group]
    return [(str(label), members) for label, members in groups if members]


def draft_of(suggestion: Suggestion, *, author_hidden: bool) -> Draft:
    """The whole text of `suggestion`, or all but the author's name."""
    parts = [suggestion.title, f"{suggestion.problem}\n{suggestion.proposal}"]
    return Draft(*(masked(part, suggestion) if author_hidden else part for part in parts))


def _each_once(found: Sequence[Similar], rows: Mapping[Key, tuple]) -> list[Similar]:
    """Those that may be seen; a golden idea stands for the suggestion it was made of."""
    ideas = [row for key, (row, _own) in rows.items() if key.kind == Kind.GOLDEN_IDEA]
    made = {Key(Kind.SUGGESTION, idea.suggestion_id) for idea in ideas}
    return [one for one in found if one.hit.key in rows and one.hit.key not in made]


def _read(here: Comparison, rows: Sequence[models.Model]) -> None:
    """Read replies and verdicts of all rows at once."""
    keys = [_suggestion(row).pk for row in rows if not isinstance(row, Article)]
    here.public_replies = replies(keys, public_only=True)
    if here.viewer.judges:
        links = Link.objects.of(here.suggestion).standing()
        links = links.select_related("by", "later", "earlier")
        here.replies = replies(keys)
        here.links = {link.other(here.suggestion).pk: link for link in links}


def _suggestion(row: models.Model) -> Suggestion:
    return row.suggestion if isinstance(row, GoldenIdea) else row  # type: ignore[return-value]


def _before(here: Comparison, one: Similar, row: models.Model, is_own: bool) -> Before:
    if isinstance(row, Article):
        return _article(here, one)
    other = _suggestion(row)
    # whoever carries out an idea need not see the suggestion behind it
    is_own = is_own and may(here.viewer.user, Action.SEE, other, on=here.viewer.on)
    title, body = map(here.text, (other.title, f"{other.problem}\n{other.proposal}"))
    reply = here.text(here.reply_of(other, is_own=is_own))
    common = shared(here.words, f"{title}\n{body}")
    judges = here.viewer.judges and may_link(
        here.viewer.user, here.suggestion, other, on=here.viewer.on
    )
    return Before(
        group=_group(row, reply),
        title=highlighted(title, common),
        text=snippet(body, common),
        url=_url(here.viewer, row, other, is_own),
        words=tuple(common[:WORDS_SHOWN]),
        degree=degree(one),
        is_repeat=one.is_repeat,
        receipt=other.receipt,
        facts=(
            here.text(other.campaign.title),
            other.get_channel_display(),
            other.get_state_display(),
        ),
        day=localdate(other.submitted_at),
        reply=reply,
        reply_url=_reply_url(here, other) if judges and is_own and reply else "",
        link=here.links.get(other.pk),
        may_link=judges,
        token=seal(here.suggestion, other, _shown(one)) if judges else "",
    )


def _group(row: models.Model, reply: str) -> Group:
    if isinstance(row, GoldenIdea):
        return Group.IDEAS
    return Group.REPLIES if reply else Group.SUGGESTIONS


def _article(here: Comparison, one: Similar) -> Before:
    title, body = map(here.text, (one.hit.title, one.hit.body))
    common = shared(here.words, f"{title}\n{body}")
    return Before(
        group=Group.ARTICLES,
        title=highlighted(title, common),
        text=snippet(body, common),
        url=one.hit.url,
        words=tuple(common[:WORDS_SHOWN]),
        degree=degree(one),
        is_repeat=False,
    )


def degree(one: Similar) -> Degree:
    """How much there is in common, in words."""
    if one.is_repeat:
        return Degree.NEARLY
    return Degree.MUCH if alike(one) >= SAME_ISSUE else Degree.SOMETHING


def _shown(one: Similar) -> Shown:
    return Shown(one.likeness, REPEATED, one.is_repeat)


def _url(viewer: Viewer, row: models.Model, other: Suggestion, is_own: bool) -> str:
    """The desk's page for who has one; a reviewer is led to public pages only, without names."""
    if viewer.judges and is_own:
        return reverse("handling:item", args=[other.receipt])
    public = other.is_public and (not isinstance(row, GoldenIdea) or row.public)
    return str(row.get_absolute_url()) if public else ""  # type: ignore[attr-defined]


def _reply_url(here: Comparison, other: Suggestion) -> str:
    """The desk's page with the words of the other's answer filled in, to be looked over."""
    page = reverse("handling:item", args=[here.suggestion.receipt])
    return f"{page}?reply={other.receipt}#next"
