"""Whose request it is: only a named proxy may say so."""

import pytest

from portal.abuse.address import client_address, household, masked


@pytest.fixture
def ask(rf):
    def address(remote, forwarded=None):
        headers = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded is not None else {}
        return client_address(rf.get("/", REMOTE_ADDR=remote, **headers))

    return address


def test_a_header_of_a_stranger_is_not_believed(ask, settings):
    settings.TRUSTED_PROXIES = []

    assert ask("203.0.113.9", "198.51.100.1") == "203.0.113.9"


def test_a_named_proxy_tells_the_client(ask, settings):
    settings.TRUSTED_PROXIES = ["10.0.0.0/8"]

    assert ask("10.1.2.3", "198.51.100.1") == "198.51.100.1"


def test_what_the_client_wrote_into_the_header_is_not_believed(ask, settings):
    settings.TRUSTED_PROXIES = ["10.0.0.0/8"]

    assert ask("10.1.2.3", "192.0.2.77, 198.51.100.1, 10.9.9.9") == "198.51.100.1"


def test_a_stranger_naming_a_trusted_address_stays_itself(ask, settings):
    settings.TRUSTED_PROXIES = ["10.0.0.0/8"]

    assert ask("203.0.113.9", "10.1.1.1") == "203.0.113.9"


@pytest.mark.parametrize("header", ["", "unknown", "<script>", "1.2.3.4.5", ",,,"])
def test_a_broken_header_leaves_the_proxy_as_client(ask, settings, header):
    settings.TRUSTED_PROXIES = ["10.0.0.0/8"]

    assert ask("10.1.2.3", header) == "10.1.2.3"


def test_a_local_socket_has_no_address(ask):
    assert ask("") == ""


def test_an_ipv6_household_is_one_client():
    assert household("2001:db8:1:2:aaaa::1") == household("2001:db8:1:2:bbbb::2")
    assert household("2001:db8:1:2::1") != household("2001:db8:1:3::1")


def test_ipv4_in_ipv6_clothes_is_the_ipv4_client(ask):
    assert ask("::ffff:203.0.113.9") == "203.0.113.9"


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("203.0.113.9", "203.0.113.0/24"),
        ("2001:db8:1:2::9", "2001:db8:1::/48"),
        ("", ""),
        ("nonsense", ""),
    ],
)
def test_a_log_shows_a_network_not_a_client(address, shown):
    assert masked(address) == shown
