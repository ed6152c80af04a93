"""A blind round shows the text without any name of its author."""

import pytest

from suggestions.review.texts import masked
from tests.factories import SuggestionFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("written", ["王小明", "王 小明", "王\u3000小\n明"])
def test_the_name_is_masked_however_it_is_spaced(written):
    suggestion = SuggestionFactory(author_name="王小明")

    assert masked(f"我是{written}，建议如下", suggestion) == "我是某某，建议如下"


def test_the_name_of_the_account_is_masked_as_well():
    suggestion = SuggestionFactory(author_name="老王", author=UserFactory(name="王小明"))

    assert masked("老王即王小明", suggestion) == "某某即某某"


def test_a_name_that_holds_a_shorter_one_is_masked_as_a_whole():
    suggestion = SuggestionFactory(author_name="王小", author=UserFactory(name="王小明"))

    assert masked("我是王小明", suggestion) == "我是某某"


def test_a_name_of_one_character_stays():
    assert masked("国王", SuggestionFactory(author_name="王")) == "国王"
