"""Contact details: one table, encrypted, read through one function that logs who looked."""

import json
import uuid
from dataclasses import asdict, dataclass
from typing import Self

import structlog
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from portal.accounts.encryption import KEY_NAME_LENGTH, newest_key, seal, unseal
from portal.accounts.user import User
from portal.kept import KeptRecord

logger = structlog.get_logger(__name__)


@dataclass(frozen=True, repr=False)
class ContactDetails:
    """How to reach a person; every field may be empty."""

    phone: str = ""
    email: str = ""
    address: str = ""
    guardian: str = ""

    def __bool__(self) -> bool:
        """Whether anything is known at all."""
        return any(asdict(self).values())

    def __repr__(self) -> str:
        """Which fields are known, not what is in them: this ends up in logs and error pages."""
        known = [name for name, value in asdict(self).items() if value]
        return f"<ContactDetails: {', '.join(known) or 'empty'}>"


class Purpose(models.TextChoices):
    """Why contact details were opened."""

    CONTACT = "contact", _("to contact the person")
    NOTIFY = "notify", _("to send an automatic notice")
    CLAIM = "claim", _("to match an earlier suggestion")
    EXPORT = "export", _("the person's own data")


class ContactQuerySet(models.QuerySet["Contact"]):
    """Questions about many contacts."""

    def sealed_with_older_keys(self) -> Self:
        """Those that would not open any more if only the newest key were left."""
        return self.exclude(key_name=newest_key())


class Contact(models.Model):
    """One person's sealed contact details; nothing here is readable without the key."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sealed = models.BinaryField()
    key_name = models.CharField(max_length=KEY_NAME_LENGTH, db_index=True, default="")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ContactQuerySet.as_manager()

    def __str__(self) -> str:
        """The key only: details never reach a log or a page by accident."""
        return str(self.pk)

    def seal(self, plain: bytes) -> None:
        """Put `plain` in, readable only with today's newest key and only in this row."""
        self.sealed = seal(plain, bound_to=str(self.pk))
        self.key_name = newest_key()

    def unseal(self) -> bytes:
        """What is in here; raises encryption.CannotOpen if that cannot be told any more."""
        return unseal(self.sealed, bound_to=str(self.pk))


class ContactAccess(KeptRecord):
    """That someone opened someone's contact details: kept even after these are erased."""

    contact = models.ForeignKey(
        Contact, on_delete=models.DO_NOTHING, db_constraint=False, related_name="accesses"
    )
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
    contact.seal(json.dumps(asdict(details), ensure_ascii=False).encode())
    contact.save()
    return contact


def read_contact(contact: Contact | None, *, by: User | None, purpose: Purpose) -> ContactDetails:
    """The details in `contact`, after writing down who opened them and why.

    `by` is None for the portal's own notices. The log line stays even if the surrounding
    transaction is rolled back. Raises encryption.CannotOpen if the stored value was
    changed or its key is gone; the try is written down all the same. Of None, which
    `keep_contact` returns where nothing was left, they are empty.
    """
    if contact is None:
        return ContactDetails()
    ContactAccess.objects.create(contact=contact, by=by, purpose=purpose)
    logger.info(
        "contact.read", contact=str(contact.pk), by=by and by.pk, purpose=Purpose(purpose).value
    )
    return ContactDetails(**json.loads(contact.unseal()))


@transaction.atomic
def reseal_contacts(*, at_most: int) -> int:
    """Seal up to `at_most` contacts anew with the newest key; returns how many it were.

    Nobody reads them meanwhile and nothing is logged as read. Zero means that the older keys
    can be taken out of CONTACT_KEYS. Raises encryption.CannotOpen at a row no key opens.
    """
    contacts = Contact.objects.sealed_with_older_keys().select_for_update().order_by("pk")[:at_most]
    done = list(contacts)
    for contact in done:
        contact.seal(contact.unseal())
    Contact.objects.bulk_update(done, ["sealed", "key_name"])
    return len(done)
