"""The wish for the daily mail, among a person's own settings in the admin."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.views.account import BaseSettingsPanel, notifications_tab

from portal.accounts.user import User
from portal.messaging.daily.digest import DailyChoice


class DailyForm(forms.ModelForm[DailyChoice]):
    """One tick."""

    class Meta:
        model = DailyChoice
        fields = ("wished",)

    def save(self, commit: bool = True) -> DailyChoice:
        """Keep the wish; nothing is stored for those who never had one."""
        if self.instance.pk is None and not self.instance.wished:
            return self.instance
        return super().save(commit=commit)


class DailyPanel(BaseSettingsPanel):
    """Daily mail, among the settings of one's own account."""

    name = "daily"
    title = _("Daily mail")
    help_text = _("Sent at 8:30 on working days, and only if something waits for you.")
    tab = notifications_tab
    order = 90
    form_class = DailyForm

    def get_form(self) -> DailyForm:
        """The form with the person's wish."""
        choice = DailyChoice.objects.filter(person=self.user).first()
        given: dict[str, Any] = {"instance": choice or DailyChoice(person=self.user)}
        given["prefix"] = self.name
        if self.request.method == "POST":
            return DailyForm(self.request.POST, **given)
        return DailyForm(**given)


@hooks.register("register_account_settings_panel")
def daily_panel(request: HttpRequest, user: User, profile: Any) -> DailyPanel:
    """The panel, for Wagtail's account page."""
    return DailyPanel(request, user, profile)
