"""The form of an expert: the account is named, not chosen from a list of everyone's."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from portal.accounts.user import User
from portal.organisation.topic import Topic
from suggestions.review.experts.expert import Expert


class ExpertForm(WagtailAdminModelForm):
    """An entry of the pool with its terms."""

    username = forms.CharField(
        label=_("User name"),
        max_length=150,
        required=False,
        help_text=_("The name the expert signs in with; empty for who does not review here."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Show the topics as a tree, and the user name of the account."""
        super().__init__(*args, **kwargs)
        self.fields["topics"].label_from_instance = _indented
        if self.instance.user_id:
            self.initial["username"] = self.instance.user.username

    def clean_username(self) -> User | None:
        """The account of that name, which no other expert has."""
        name = self.cleaned_data["username"]
        if not name:
            return None
        user = User.objects.filter(username=name, is_active=True).first()
        if user is None:
            raise forms.ValidationError(_("There is no account with this user name."))
        if Expert.objects.filter(user=user).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("Another expert has this account already."))
        return user

    def save(self, commit: bool = True) -> Expert:
        """Store the entry with its account."""
        self.instance.user = self.cleaned_data["username"]
        saved: Expert = super().save(commit=commit)
        return saved


def _indented(topic: Topic) -> str:
    """The topic's name, set in below the topic above it."""
    return "\u3000" * (topic.depth - 1) + topic.name
