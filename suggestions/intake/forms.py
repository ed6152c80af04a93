"""The form on which citizens write a suggestion, and the one for completing it."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import MinLengthValidator, RegexValidator
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaigns.pages import CampaignPage
from portal.accounts.user import NAME_LENGTH
from portal.organisation.area import Area
from portal.organisation.rights import Person
from portal.organisation.topic import Topic
from suggestions.intake.checking import (
    PLACE_LENGTH,
    PRIVACY_MISSING,
    PROBLEM_MISSING,
    TITLE_AT_LEAST,
    TITLE_MISSING,
    TITLE_TOO_SHORT,
)
from suggestions.intake.cleaning import clean_line, clean_text
from suggestions.intake.fields import (
    CleanField,
    ManyFilesField,
    MaybeNeededTextarea,
    TreeChoiceField,
)
from suggestions.joint.fields import SuggesterFields
from suggestions.states import Classification
from suggestions.suggestion import TEXT_LENGTH, TITLE_LENGTH

ACCEPT = "image/jpeg,image/png,image/webp,image/heic,image/heif,.heic,application/pdf"
PHONE_LENGTH = 30
AREA_DEPTH = 3
"""Levels of areas to choose from: city, county, township."""

CLASSES = [
    (Classification.SUGGESTION, _("A suggestion: how something could be done better for everyone")),
    (Classification.QUESTION, _("A question: I want to know something")),
    (Classification.CLAIM, _("A personal matter: I want something settled for me")),
    (Classification.REPORT, _("A report against an official or an office")),
]


class WordsForm(forms.Form):
    """What a suggestion says."""

    title = CleanField(
        label=_("Title"),
        clean=clean_line,
        longest=TITLE_LENGTH,
        validators=[MinLengthValidator(TITLE_AT_LEAST, TITLE_TOO_SHORT)],
        error_messages={"required": TITLE_MISSING},
        help_text=_("What is it about, in one line?"),
    )
    problem = CleanField(
        label=_("What is the problem?"),
        clean=clean_text,
        longest=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": PROBLEM_MISSING},
        help_text=_("What did you see, where and when, and whom does it concern?"),
    )
    proposal = CleanField(
        label=_("What do you propose?"),
        clean=clean_text,
        longest=TEXT_LENGTH,
        widget=MaybeNeededTextarea(attrs={"rows": 6}),
        error_messages={"required": _("Please say what you propose.")},
        help_text=_("What could be done, by whom, and what would be better then?"),
    )
    place = CleanField(
        label=_("Where exactly?"),
        clean=clean_line,
        longest=PLACE_LENGTH,
        required=False,
        help_text=_("A street, a stop, a building: whatever helps to find it."),
    )


class SuggestionForm(SuggesterFields, WordsForm):
    """A whole suggestion: what it says, who says it, and what they agree to."""

    form_token = forms.CharField(required=False, widget=forms.HiddenInput)
    website = forms.CharField(required=False, label=_("Leave this field empty"))

    classification = forms.ChoiceField(
        label=_("What do you want to hand in?"),
        choices=CLASSES,
        initial=Classification.SUGGESTION,
        widget=forms.RadioSelect,
    )
    topic = TreeChoiceField(
        label=_("Topic"), queryset=Topic.objects.none(), required=False, empty_label=_("Not sure")
    )
    area = TreeChoiceField(
        label=pgettext_lazy("of a suggestion", "Area"),
        queryset=Area.objects.none(),
        required=False,
        empty_label=_("The whole city, or not sure"),
    )
    attachments = ManyFilesField(
        label=_("Photos or PDFs"),
        required=False,
        widget=ManyFilesField.widget(attrs={"accept": ACCEPT}),
    )
    author_name = CleanField(
        label=_("Your name"),
        clean=clean_line,
        longest=NAME_LENGTH,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    author_shown = forms.BooleanField(
        label=_("Show my name with the suggestion if it is published"), required=False
    )
    phone = CleanField(
        label=_("Phone"),
        clean=clean_line,
        longest=PHONE_LENGTH,
        required=False,
        validators=[
            RegexValidator(
                rf"^[+\d][\d ()\-]{{4,{PHONE_LENGTH - 1}}}$", _("This is not a phone number.")
            )
        ],
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    under_age = forms.BooleanField(label=_("The author is under fourteen"), required=False)
    guardian = CleanField(
        label=_("Name of a parent or guardian"),
        clean=clean_line,
        longest=NAME_LENGTH,
        required=False,
    )
    consent_guardian = forms.BooleanField(
        label=_("I am a parent or guardian and agree"), required=False
    )
    consent_privacy = forms.BooleanField(
        label=_("I have read the privacy notice and agree to it"),
        error_messages={"required": PRIVACY_MISSING},
    )
    consent_publish = forms.BooleanField(
        label=_("My suggestion may be published on this site"), required=False
    )
    consent_forward = forms.BooleanField(
        label=_("My suggestion may be passed on to the units that handle it"), required=False
    )

    def __init__(self, *args: Any, campaign: CampaignPage, user: Person, **options: Any) -> None:
        """Offer the topics of `campaign`; a person who is signed in need not type their name."""
        super().__init__(*args, **options)
        self.campaign = campaign
        self.fields["topic"].offer(topics_of(campaign))  # type: ignore[attr-defined]
        areas = Area.objects.filter(depth__lte=AREA_DEPTH).in_force(timezone.localdate())
        self.fields["area"].offer(areas)  # type: ignore[attr-defined]
        self.fields["attachments"].help_text = _("Up to %(count)d files of %(size)s each.") % {
            "count": settings.ATTACHMENTS_MAX_COUNT,
            "size": filesizeformat(settings.ATTACHMENT_MAX_BYTES),
        }
        # A suggestion needs a proposal (上海 Art. 10), a question does not.
        meant = self.data.get("classification", Classification.SUGGESTION)
        self.fields["proposal"].required = meant == Classification.SUGGESTION
        if not campaign.attachments_allowed:
            del self.fields["attachments"]
        if user.is_authenticated:
            self.initial = {"author_name": user.name, "email": user.email, **self.initial}

    def clean(self) -> dict[str, Any]:
        """Refuse what a machine filled in."""
        said: dict[str, Any] = dict(super().clean() or {})
        if said.get("website"):
            self.add_error(None, _("Please leave the hidden field “website” empty."))
        return said


def topics_of(campaign: CampaignPage) -> Any:
    """The topics a suggestion to `campaign` can have: its own, or the first level of all."""
    chosen = [topic.pk for topic in campaign.topics.all()]
    own = Topic.objects.filter(pk__in=chosen) if chosen else Topic.objects.filter(depth=1)
    return own.in_force(timezone.localdate()).order_by("path")
