"""The contact log: every call, visit, meeting and sitting of a mediation, as it was."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.accounts.user import User
from portal.kept import KeptQuerySet, KeptRecord
from portal.organisation.membership import Role
from portal.organisation.rights import Person, units_of
from portal.organisation.unit import Unit
from suggestions.contacts.mediation import Mediation
from suggestions.handling.exclusion.barred import barred_keys
from suggestions.states import Classification
from suggestions.suggestion import Suggestion

FOLLOWING = (Role.HANDLER, Role.STATION_CLERK)
"""Roles that keep what their unit promised."""
TEXT_LENGTH = 2000
LINE_LENGTH = 100


class ContactKind(models.TextChoices):
    """How there was contact. The last three are the three personal contacts (三上门)."""

    CALL = "call", _("Call")
    VISIT = "visit", _("Visit")
    MEETING = "meeting", _("Meeting")
    MEDIATION = "mediation", _("Mediation")
    BEFORE = "before", _("Personal contact before handling (事前上门)")
    DURING = "during", _("Personal contact while handling (事中上门)")
    AFTER = "after", _("Personal contact after handling (事后上门)")


IN_PERSON = frozenset(ContactKind) - {ContactKind.CALL}
"""Kinds in which people sit face to face."""
PERSONAL_CONTACTS = (ContactKind.BEFORE, ContactKind.DURING, ContactKind.AFTER)
"""The three personal contacts, in their order."""


class ContactEntryQuerySet(KeptQuerySet["ContactEntry"]):
    """Questions about many entries."""

    def standing(self) -> Self:
        """Those that no later entry has corrected."""
        return self.filter(corrected_by__isnull=True)

    def to_follow(self, on: date) -> Self:
        """Next steps whose day has come by `on`, and after which nobody reached the author."""
        later = ContactEntry.objects.standing().filter(
            suggestion=models.OuterRef("suggestion"),
            happened_at__gt=models.OuterRef("happened_at"),
            reached=True,
        )
        rows = self.standing().filter(~models.Exists(later), next_on__lte=on)
        return rows.exclude(suggestion__classification=Classification.REPORT)

    def followed_by(self, person: Person, on: date) -> Self:
        """Those to follow on suggestions that the very units of `person` answer for."""
        rows = self.to_follow(on).exclude(suggestion__in=barred_keys(person, on=on))
        return rows.filter(suggestion__unit__in=units_of(person, FOLLOWING, on=on))


class ContactEntry(KeptRecord):
    """One contact. `corrects` is the entry whose place it takes; both are kept."""

    suggestion = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="contacts")
    kind = models.CharField(_("kind"), max_length=10, choices=ContactKind)
    happened_at = models.DateTimeField(_("when"))
    reached = models.BooleanField(_("the person was reached"), default=True)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("unit")
    )
    spoke = models.CharField(_("who spoke for the unit"), max_length=LINE_LENGTH)
    with_whom = models.CharField(_("with whom"), max_length=LINE_LENGTH)
    place = models.CharField(_("place"), max_length=LINE_LENGTH, blank=True)
    said = models.TextField(_("what was said"), max_length=TEXT_LENGTH)
    next_step = models.CharField(_("next step"), max_length=LINE_LENGTH, blank=True)
    next_on = models.DateField(_("next step on"), null=True, blank=True)
    mediation = models.ForeignKey(
        Mediation, on_delete=models.PROTECT, null=True, related_name="sessions"
    )
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="corrected_by"
    )
    why_corrected = models.CharField(_("why it is corrected"), max_length=LINE_LENGTH, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects: ClassVar = ContactEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["happened_at", "pk"]
        indexes = [models.Index(fields=["next_on"], name="contact_next_on")]

    def __str__(self) -> str:
        """Kind and day; the words are internal."""
        return f"{self.kind} {self.happened_at:%Y-%m-%d}"
