"""Contact details: one table, encrypted, read through one function that logs who looked."""

import json
import uuid
from dataclasses import asdict, dataclass

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from portal.accounts.encryption import seal, unseal
from portal.accounts.user import User


@dataclass(frozen=True)
class ContactDetails:
    """How to reach a person; every field may be empty."""

    phone: str = ""
    email: str = ""
    address: str = ""
    guardian: str = ""

    def __bool__(self) -> bool:
        """Whether anything is known at all."""
        return any(asdict(self).values())


class Purpose(models.TextChoices):
    """Why contact details were opened."""

    CONTACT = "contact", _("to contact the person")
    NOTIFY = "notify", _("to send an automatic notice")
    CLAIM = "claim", _("to match an earlier suggestion")
    EXPORT = "export", _("the person's own data")


class Contact(models.Model):
    """One person's sealed contact details; nothing here is readable without the key."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sealed = models.BinaryField()
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        """The key only: details never reach a log or a page by accident."""
        return str(self.pk)


class ContactAccess(models.Model):
    """That someone opened someone's contact details: kept, never changed."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="accesses")
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    purpose = models.CharField(max_length=20, choices=Purpose)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        """Who, when and why, without what was read."""
        return f"{self.by or 'portal'} {self.purpose} {self.at:%Y-%m-%d %H:%M}"


def keep_contact(details: ContactDetails) -> Contact | None:
    """Seal and store `details`; returns None if there is nothing to keep."""
    if not details:
        return None
    contact = Contact(id=uuid.uuid4())
    plain = json.dumps(asdict(details), ensure_ascii=False).encode()
    contact.sealed = seal(plain, bound_to=str(contact.pk))
    contact.save()
    return contact


@transaction.atomic
def read_contact(contact: Contact, *, by: User | None, purpose: Purpose) -> ContactDetails:
    """The details in `contact`, after writing down who opened them and why.

    `by` is None for the portal's own notices. Raises encryption.CannotOpen if the
    stored value was changed or its key is gone.
    """
    ContactAccess.objects.create(contact=contact, by=by, purpose=purpose)
    return ContactDetails(**json.loads(unseal(contact.sealed, bound_to=str(contact.pk))))
