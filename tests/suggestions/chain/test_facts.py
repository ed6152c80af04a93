"""The same facts give the same bytes whoever writes them; texts leave only keyed digests."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as some
from rfc8785 import CanonicalizationError

from suggestions.chain.facts import Text, canonical, with_digests
from suggestions.chain.suite import NEWEST

values = some.recursive(
    some.none()
    | some.booleans()
    | some.integers(-(2**53) + 1, 2**53 - 1)
    | some.floats(-(2**53) + 1, 2**53 - 1)
    | some.text(some.characters(exclude_categories=["Cs"])),
    lambda inner: (
        some.lists(inner, max_size=4)
        | some.dictionaries(
            some.text(some.characters(exclude_categories=["Cs"])), inner, max_size=4
        )
    ),
)


@given(values)
def test_what_was_written_is_read_again_and_written_the_same(value):
    once = canonical(value)

    assert json.loads(once) == value
    assert canonical(json.loads(once)) == once


@given(some.dictionaries(some.text(some.characters(exclude_categories=["Cs"])), values))
def test_the_order_of_names_does_not_matter(facts):
    turned = dict(reversed(facts.items()))

    assert canonical(turned) == canonical(facts)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ({"b": 2, "a": 1}, '{"a":1,"b":2}'),
        ({"标题": "停车难\n"}, '{"标题":"停车难\\n"}'),
        # RFC 8785, 3.2.3: names are ordered by UTF-16 units, not by code points
        ({"\ufb33": 1, "\U0001f600": 2}, '{"\U0001f600":2,"\ufb33":1}'),
        # RFC 8785, appendix B
        (333333333.33333329, "333333333.3333333"),
        (1e30, "1e+30"),
        (4.5, "4.5"),
        (2e-3, "0.002"),
        (1e-27, "1e-27"),
    ],
)
def test_the_form_is_that_of_rfc_8785(value, written):
    assert canonical(value).decode() == written


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 2**53])
def test_what_json_cannot_say_exactly_is_refused(value):
    with pytest.raises(CanonicalizationError):
        canonical({"value": value})


def test_a_commitment_is_the_hmac_of_rfc_4231():
    # test case 2
    assert NEWEST.commitment(b"Jefe", b"what do ya want for nothing?") == (
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    )


def test_of_a_text_only_a_digest_under_the_key_is_left():
    facts = {"note": Text("王小明"), "none": Text(""), "inner": {"a": Text("王小明")}}

    said = with_digests(facts, suite=NEWEST, key=b"k" * 32)

    assert "王小明" not in str(said)
    assert said["none"] == ""
    assert said["note"] == said["inner"]["a"]
    assert said != with_digests(facts, suite=NEWEST, key=b"l" * 32)
