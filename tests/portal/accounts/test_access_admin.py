"""Who opened contact details is for the audit administrator to read, and for nobody to change."""

import pytest
from django.urls import NoReverseMatch, reverse

from portal.accounts.contact import ContactDetails, Purpose, keep_contact, read_contact
from portal.organisation.membership import Role
from tests.factories import UnitFactory, UserFactory, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader():
    user = UserFactory(name="李承办")
    read_contact(
        keep_contact(ContactDetails(phone="13912345678")), by=user, purpose=Purpose.CONTACT
    )
    return user


def test_the_audit_administrator_sees_who_looked_and_not_what(client, reader):
    client.force_login(staff(Role.AUDIT_ADMIN, unit=UnitFactory()))
    content = client.get(reverse("contact_access:index")).content.decode()

    assert "李承办" in content
    assert "13912345678" not in content


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.AUDIT_ADMIN}))
def test_no_other_role_does(client, reader, role):
    client.force_login(staff(role, unit=UnitFactory()))

    assert client.get(reverse("contact_access:index")).headers["Location"] == "/admin/"


@pytest.mark.parametrize("name", ["add", "edit", "delete", "copy"])
def test_there_is_no_address_to_change_it(name):
    with pytest.raises(NoReverseMatch):
        reverse(f"contact_access:{name}", args=[] if name == "add" else [1])
