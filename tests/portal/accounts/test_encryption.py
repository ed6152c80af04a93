"""Sealed values: they open with their key, in their row, unchanged, and nowhere else."""

import base64

import pytest
from django.core.exceptions import ImproperlyConfigured

from portal.accounts.encryption import CannotOpen, keys, newest_key, seal, unseal


def key(name, letter):
    return f"{name}:{base64.b64encode(letter * 32).decode()}"


OLD, NEW = key("2025", b"o"), key("2026", b"n")


@pytest.fixture(autouse=True)
def _one_key(settings):
    settings.CONTACT_KEYS = [OLD]


def test_a_sealed_value_opens_again():
    assert unseal(seal("电话".encode(), bound_to="row"), bound_to="row") == "电话".encode()


def test_the_same_value_is_never_sealed_the_same_way():
    assert seal(b"x", bound_to="row") != seal(b"x", bound_to="row")


def test_every_changed_byte_is_noticed():
    sealed = seal(b"phone", bound_to="row")

    for place in range(len(sealed)):
        changed = bytes(byte ^ (index == place) for index, byte in enumerate(sealed))
        with pytest.raises(CannotOpen):
            unseal(changed, bound_to="row")


@pytest.mark.parametrize("length", [0, 1, 4, 5, 16, 20])
def test_a_value_cut_short_is_noticed(length):
    with pytest.raises(CannotOpen):
        unseal(seal(b"phone", bound_to="row")[:length], bound_to="row")


def test_a_value_moved_to_another_row_does_not_open():
    with pytest.raises(CannotOpen):
        unseal(seal(b"phone", bound_to="row 1"), bound_to="row 2")


def test_the_first_key_seals_and_every_key_opens(settings):
    sealed = seal(b"phone", bound_to="row")
    settings.CONTACT_KEYS = [NEW, OLD]

    assert newest_key() == "2026"
    assert seal(b"phone", bound_to="row").startswith(b"2026|")
    assert unseal(sealed, bound_to="row") == b"phone"


def test_without_its_key_a_value_stays_closed(settings):
    sealed = seal(b"phone", bound_to="row")
    settings.CONTACT_KEYS = [NEW]

    with pytest.raises(CannotOpen, match="2025"):
        unseal(sealed, bound_to="row")


def test_another_key_of_the_same_name_does_not_open(settings):
    sealed = seal(b"phone", bound_to="row")
    settings.CONTACT_KEYS = [key("2025", b"x")]

    with pytest.raises(CannotOpen):
        unseal(sealed, bound_to="row")


@pytest.mark.parametrize(
    "setting",
    [
        [],
        ["nonsense"],
        ["k:not base64"],
        ["k:" + base64.b64encode(b"short").decode()],
        [":" + base64.b64encode(b"x" * 32).decode()],
        ["a|b:" + base64.b64encode(b"x" * 32).decode()],
    ],
)
def test_an_unusable_key_stops_the_portal_instead_of_sealing_badly(settings, setting):
    settings.CONTACT_KEYS = setting

    with pytest.raises(ImproperlyConfigured):
        seal(b"phone", bound_to="row")


def test_a_key_does_not_show_its_secret():
    assert "ooo" not in repr(keys())
