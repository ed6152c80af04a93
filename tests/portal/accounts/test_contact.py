"""Contact details: sealed at rest, bound to their row, opened by one function that logs it."""

import base64
import uuid
from dataclasses import replace
from pathlib import Path

import pytest
import structlog
from django.core.management import CommandError, call_command
from django.db import connection

from portal.accounts.contact import (
    Contact,
    ContactAccess,
    ContactDetails,
    Purpose,
    keep_contact,
    read_contact,
    reseal_contacts,
)
from portal.accounts.encryption import CannotOpen
from portal.kept import RecordIsKept
from tests.factories import UserFactory

# Words of no other test: a database file keeps the bytes of rows that were taken away.
DETAILS = ContactDetails(
    phone="13907465281", email="sealed-0746@example.org", address="槑囧路𠮷号", guardian="槑·囧囧"
)
SECRETS = ("13907465281", "sealed-0746@example.org", "槑囧路", "槑·囧囧")
OTHER_KEY = "2027:" + base64.b64encode(b"z" * 32).decode()


def in_all_forms(text):
    """The byte sequences in which `text` could lie around: plain, escaped, base64."""
    plain = text.encode()
    return plain, text.encode("unicode_escape"), base64.b64encode(plain)[:-4]


def whole_database():
    """Every value of every table, as bytes."""
    parts = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                parts += [bytes(v) if isinstance(v, memoryview) else str(v).encode() for v in row]
    return b"\n".join(parts)


@pytest.mark.django_db
class TestKeeping:
    def test_nothing_to_keep_keeps_nothing(self):
        assert keep_contact(ContactDetails()) is None
        assert not Contact.objects.exists()

    def test_what_was_kept_comes_back(self):
        contact = keep_contact(DETAILS)

        assert read_contact(Contact.objects.get(), by=None, purpose=Purpose.NOTIFY) == DETAILS
        assert contact.key_name == "test"

    @pytest.mark.parametrize("secret", SECRETS)
    def test_nothing_is_readable_in_any_table(self, secret):
        contact = keep_contact(DETAILS)
        read_contact(contact, by=UserFactory(), purpose=Purpose.CONTACT)

        content = whole_database()
        assert str(contact.pk).replace("-", "").encode() in content.replace(b"-", b"")
        for form in in_all_forms(secret):
            assert form not in content

    def test_a_value_copied_into_another_row_does_not_open(self):
        mine, other = keep_contact(DETAILS), keep_contact(replace(DETAILS, phone="1"))
        Contact.objects.filter(pk=other.pk).update(sealed=mine.sealed)
        other.refresh_from_db()

        with pytest.raises(CannotOpen):
            read_contact(other, by=None, purpose=Purpose.NOTIFY)

    def test_a_changed_value_does_not_open(self):
        contact = keep_contact(DETAILS)
        contact.sealed = bytes(contact.sealed)[:-1] + b"x"

        with pytest.raises(CannotOpen):
            read_contact(contact, by=None, purpose=Purpose.NOTIFY)


@pytest.mark.django_db(transaction=True)
def test_nothing_is_readable_in_the_database_file():
    """On SQLite, where the file and its log are at hand; other servers: the tables above."""
    contact = keep_contact(DETAILS)
    name = Path(str(connection.settings_dict["NAME"]))
    files = [file for file in name.parent.glob(f"{name.name}*") if file.is_file()]

    content = b"".join(file.read_bytes() for file in files)
    assert (contact.pk.hex.encode() in content) == (connection.vendor == "sqlite")
    assert not [s for s in SECRETS for form in in_all_forms(s) if form in content]


@pytest.mark.django_db
class TestReading:
    def test_every_reading_is_written_down(self):
        contact, clerk = keep_contact(DETAILS), UserFactory()
        read_contact(contact, by=clerk, purpose=Purpose.CONTACT)
        read_contact(contact, by=None, purpose=Purpose.NOTIFY)

        assert list(contact.accesses.values_list("by", "purpose")) == [
            (None, "notify"),
            (clerk.pk, "contact"),
        ]

    def test_a_try_that_failed_is_written_down_too(self):
        contact = keep_contact(DETAILS)
        contact.sealed = b"nonsense"
        with pytest.raises(CannotOpen):
            read_contact(contact, by=UserFactory(), purpose=Purpose.CONTACT)

        assert contact.accesses.count() == 1

    def test_the_log_names_reader_and_row_but_no_details(self):
        contact, clerk = keep_contact(DETAILS), UserFactory()
        with structlog.testing.capture_logs() as logs:
            read_contact(contact, by=clerk, purpose=Purpose.CONTACT)

        assert [(e["event"], e["contact"], e["by"], e["purpose"]) for e in logs] == [
            ("contact.read", str(contact.pk), clerk.pk, "contact")
        ]
        assert not [secret for secret in SECRETS if secret in str(logs)]

    def test_the_record_outlives_the_details(self):
        contact = keep_contact(DETAILS)
        read_contact(contact, by=None, purpose=Purpose.NOTIFY)
        key = contact.pk
        contact.delete()

        assert ContactAccess.objects.get().contact_id == key

    def test_the_record_cannot_be_changed_or_deleted(self):
        contact = keep_contact(DETAILS)
        read_contact(contact, by=None, purpose=Purpose.NOTIFY)
        record = ContactAccess.objects.get()

        for forbidden in (
            record.save,
            record.delete,
            ContactAccess.objects.all().delete,
            lambda: ContactAccess.objects.update(by=None),
        ):
            with pytest.raises(RecordIsKept):
                forbidden()


@pytest.mark.parametrize("show", [repr, str, "{}".format, "{!r}".format])
def test_details_do_not_show_when_they_are_printed(show):
    shown = show(DETAILS)

    assert shown == "<ContactDetails: phone, email, address, guardian>"


def test_a_contact_shows_its_key_only():
    key = uuid.uuid4()

    assert str(Contact(pk=key)) == str(key)


@pytest.mark.django_db
class TestRotation:
    @pytest.fixture
    def three(self, settings):
        contacts = [keep_contact(replace(DETAILS, phone=str(n))) for n in range(3)]
        settings.CONTACT_KEYS = [OTHER_KEY, *settings.CONTACT_KEYS]
        return contacts

    def test_afterwards_the_old_key_can_be_thrown_away(self, three, settings, capsys):
        call_command("rotate_contact_keys", "--batch", "2")
        settings.CONTACT_KEYS = [OTHER_KEY]

        phones = {read_contact(c, by=None, purpose=Purpose.NOTIFY).phone for c in contacts_again()}
        assert phones == {"0", "1", "2"}
        assert "done: 3 sealed anew, 0 left with older keys" in capsys.readouterr().out

    def test_it_works_in_batches_and_goes_on_where_it_stopped(self, three):
        assert [reseal_contacts(at_most=2) for _ in range(3)] == [2, 1, 0]

    def test_nothing_counts_as_read(self, three):
        reseal_contacts(at_most=10)

        assert not ContactAccess.objects.exists()

    def test_a_missing_key_is_named_and_nothing_is_lost(self, three, settings):
        before = list(Contact.objects.order_by("pk").values_list("key_name", flat=True))
        settings.CONTACT_KEYS = [OTHER_KEY]

        with pytest.raises(CommandError, match="test"):
            call_command("rotate_contact_keys")
        assert list(Contact.objects.order_by("pk").values_list("key_name", flat=True)) == before


def contacts_again():
    return Contact.objects.all()
