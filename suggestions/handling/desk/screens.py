"""Screens for legal channels, templates of screening and word lists; all offices share them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.permissions import register_permission_policy

from portal.organisation.membership import Role
from portal.organisation.menu import HANDLING_SECTION
from portal.organisation.policy import RolePolicy
from portal.organisation.viewsets import OwnRowsViewSet
from suggestions.handling.channels.legal_channel import LegalChannel
from suggestions.handling.step_template import StepTemplate
from suggestions.handling.words.keeping import LEAST, replace_words
from suggestions.handling.words.looking import fold
from suggestions.handling.words.word_list import WORD_LENGTH, WordList

KEEPERS = (Role.EDITOR, Role.SUPERVISOR)
WORD_KEEPERS = (Role.EDITOR, Role.PUBLISHER)
MENU_ORDER = 295
"""After the desks: what is set up once and used by them."""
FILE_LIMIT = 2_000_000  # bytes: some hundred thousand words


class LegalChannelViewSet(OwnRowsViewSet):
    """Listing and editing of legal channels; what is not wanted is put out of use."""

    model = LegalChannel
    icon = "link-external"
    menu_label = _("Legal channels")
    menu_order = MENU_ORDER
    menu_hook = HANDLING_SECTION
    list_display = ("name", "article", "phone", "in_use")
    panels = tuple(
        FieldPanel(name)
        for name in ("name", "article", "where", "phone", "text", "position", "in_use")
    )


class StepTemplateViewSet(OwnRowsViewSet):
    """Listing and editing of what is written to authors."""

    model = StepTemplate
    icon = "openquote"
    menu_label = _("Templates of screening")
    menu_order = MENU_ORDER + 1
    menu_hook = HANDLING_SECTION
    list_display = ("name", "step", "in_use")
    panels = tuple(FieldPanel(name) for name in ("name", "step", "text", "in_use"))


class WordListForm(WagtailAdminModelForm):
    """A list with its words, one to a line; a file adds to what is typed."""

    lines = forms.CharField(
        label=_("Words"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text=_("One word to a line. Width, case and blanks do not count."),
    )
    file = forms.FileField(
        label=_("Words from a file"),
        required=False,
        help_text=_("Plain text in UTF-8 or GB18030, one word to a line."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        """Show the words there are."""
        super().__init__(*args, **options)
        self.fields["treatment"].help_text = _(
            "Sealed: goes to the office for reports before its unit sees it, for words that name "
            "somebody's wrongdoing. Without such an office these words are held like others."
        )
        if self.instance.pk:
            words = self.instance.words.order_by("word").values_list("word", flat=True)
            self.fields["lines"].initial = "\n".join(words)

    def clean_lines(self) -> str:
        """Words that cannot be looked for are named, never dropped."""
        return _checked(self.cleaned_data["lines"])

    def clean_file(self) -> str:
        """The text of the file."""
        file = self.cleaned_data["file"]
        if not file:
            return ""
        if file.size > FILE_LIMIT:
            raise forms.ValidationError(_("The file is too large."))
        return _checked(_decoded(file.read()))

    def save(self, commit: bool = True) -> WordList:
        """Keep the list and its words."""
        word_list: WordList = super().save(commit=commit)
        lines = [*self.cleaned_data["lines"].splitlines(), *self.cleaned_data["file"].splitlines()]
        replace_words(word_list, lines)
        return word_list


def _checked(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    wrong = [line for line in lines if not LEAST <= len(fold(line)) <= WORD_LENGTH]
    if wrong:
        said = _("These lines are no words of %(least)d to %(most)d characters: %(lines)s")
        some = "、".join(line[:20] for line in wrong[:10])
        values = {"least": LEAST, "most": WORD_LENGTH, "lines": some}
        raise forms.ValidationError(said, params=values)
    return text


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise forms.ValidationError(_("The file is neither UTF-8 nor GB18030."))


class WordListViewSet(OwnRowsViewSet):
    """Listing and editing of word lists."""

    model = WordList
    icon = "list-ul"
    menu_label = _("Word lists")
    menu_order = MENU_ORDER + 2
    menu_hook = HANDLING_SECTION
    list_display = ("name", "treatment", "in_use", "changed_at")
    edit_handler = ObjectList(
        [FieldPanel(name) for name in ("name", "treatment", "in_use", "lines", "file")],
        base_form_class=WordListForm,
    )


def viewsets() -> list[OwnRowsViewSet]:
    """The screens, for Wagtail's hook."""
    return [
        LegalChannelViewSet("legal_channels", url_prefix="legal-channels"),
        StepTemplateViewSet("step_templates", url_prefix="step-templates"),
        WordListViewSet("word_lists", url_prefix="word-lists"),
    ]


def register_policies() -> None:
    """Say who keeps them, before any screen asks."""
    for model, keepers in (
        (LegalChannel, KEEPERS),
        (StepTemplate, KEEPERS),
        (WordList, WORD_KEEPERS),
    ):
        roles = dict.fromkeys(("view", "add", "change", "delete"), keepers)
        register_permission_policy(model, RolePolicy(model, roles=roles))
