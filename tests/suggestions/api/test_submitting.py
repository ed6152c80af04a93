"""What another system hands in: once, by whom it may, with faults in both languages."""

import pytest

from portal.accounts.contact import Purpose, read_contact
from suggestions.api.key import Scope
from suggestions.api.schemas import Kind
from suggestions.intake.receipts import code_fits
from suggestions.models import KeptAnswer, Suggestion
from suggestions.states import Channel, Classification, SuggesterKind
from tests.factories import ConnectedSystemFactory, TopicFactory, api_key
from tests.suggestions.api.asking import SAID, post, problem

pytestmark = pytest.mark.django_db


@pytest.fixture
def system():
    return ConnectedSystemFactory()


@pytest.fixture
def key(system):
    return api_key(system)


def test_a_suggestion_goes_through_the_one_door_with_its_number_and_unit(client, system, key):
    said = SAID | {"number": "A-7", "contact": {"phone": "13800000000"}}

    response = post(client, "/suggestions", said, key=key)

    assert response.status_code == 201
    row = Suggestion.objects.get()
    assert (row.channel, row.source, row.source_key) == (Channel.API, system.code, "A-7")
    assert (row.unit, row.campaign) == (system.unit, system.campaign)
    assert read_contact(row.contact, by=None, purpose=Purpose.NOTIFY).phone == "13800000000"
    answer = response.json()
    assert (answer["receipt"], answer["number"]) == (row.receipt, "A-7")
    assert code_fits(answer["tracking_code"], receipt=row.receipt, digest=row.tracking_digest)


def test_another_system_can_say_every_class_that_there_is():
    assert {kind.value for kind in Kind} == set(Classification.values)


def test_the_same_request_again_gets_the_same_answer_and_makes_nothing(client, key):
    first = post(client, "/suggestions", SAID, key=key)

    again = post(client, "/suggestions", SAID, key=key)

    assert (again.status_code, again.json()) == (201, first.json())
    assert again["Idempotent-Replayed"] == "true"
    assert Suggestion.objects.count() == 1


def test_a_storm_of_retries_makes_one(client, key):
    receipts = {post(client, "/suggestions", SAID, key=key).json()["receipt"] for _ in range(20)}

    assert len(receipts) == Suggestion.objects.count() == 1


def test_another_body_under_the_same_key_is_refused(client, key):
    post(client, "/suggestions", SAID, key=key)

    response = post(client, "/suggestions", SAID | {"title": "另一件事情"}, key=key)

    assert (response.status_code, problem(response)) == (409, "key_used")
    assert Suggestion.objects.count() == 1


def test_a_number_comes_once_even_under_another_key(client, key):
    first = post(client, "/suggestions", SAID | {"number": "A-7"}, key=key, once="a")
    same = post(client, "/suggestions", SAID | {"number": "A-7"}, key=key, once="b")
    other = post(
        client, "/suggestions", SAID | {"number": "A-7", "title": "别的事情"}, key=key, once="c"
    )

    assert same.json() == first.json()
    assert (other.status_code, problem(other)) == (409, "number_used")
    assert Suggestion.objects.count() == 1


def test_after_the_answers_are_forgotten_the_same_key_still_makes_no_second(client, key):
    first = post(client, "/suggestions", SAID, key=key)
    KeptAnswer.objects.all().delete()

    again = post(client, "/suggestions", SAID, key=key)

    assert again.json() == first.json()
    assert Suggestion.objects.count() == 1


def test_stored_answers_hold_no_tracking_code(client, key):
    code = post(client, "/suggestions", SAID, key=key).json()["tracking_code"]

    assert code not in str(KeptAnswer.objects.get().answer)


def test_two_systems_may_use_the_same_key_and_number(client, key):
    other = api_key(ConnectedSystemFactory())

    mine = post(client, "/suggestions", SAID | {"number": "1"}, key=key)
    theirs = post(client, "/suggestions", SAID | {"number": "1"}, key=other)

    assert mine.json()["receipt"] != theirs.json()["receipt"]


def test_a_refused_request_may_be_mended_and_sent_again_under_its_key(client, key):
    refused = post(client, "/suggestions", SAID | {"agreed": []}, key=key)
    taken = post(client, "/suggestions", SAID, key=key)

    assert (refused.status_code, taken.status_code) == (422, 201)


def test_all_faults_are_told_at_once_in_both_languages(client, key):
    said = SAID | {"title": "短", "topic": "??", "agreed": [], "contact": {"email": "nobody"}}

    response = post(client, "/suggestions", said, key=key)

    assert problem(response) == "invalid"
    errors = {error["field"]: error["messages"][0] for error in response.json()["errors"]}
    assert set(errors) == {"title", "topic", "agreed", "contact.email"}
    plain = {field: told["en"].isascii() for field, told in errors.items()}
    chinese = {field: not told["zh-hans"].isascii() for field, told in errors.items()}
    assert all(plain.values()), errors
    assert all(chinese.values()), errors
    assert not Suggestion.objects.exists()


@pytest.mark.parametrize(
    "body", [b"{", b"\xff\xfe{}", b"[]", b"null", b'{"title": "\\ud800"}', b"", b'"x"']
)
def test_what_is_not_such_an_object_is_told_so(client, key, body):
    response = post(client, "/suggestions", body, key=key)

    assert response.status_code in (400, 422)
    assert problem(response) in ("unreadable", "invalid")


def test_a_misspelt_field_is_not_lost_unseen(client, key):
    response = post(client, "/suggestions", SAID | {"author": "王"}, key=key)

    assert response.status_code == 422
    assert response.json()["errors"][0]["field"] == "author"


def test_without_an_idempotency_key_nothing_is_taken(client, key):
    for bad in ("", "中文", "x" * 65):
        response = post(client, "/suggestions", SAID, key=key, once=bad)
        assert problem(response) == "no_idempotency_key"


def test_a_topic_is_found_by_the_senders_own_code(client, system, key):
    topic = TopicFactory()
    topic.codes.create(system=system.code, code="0401")

    post(client, "/suggestions", SAID | {"topic": "0401"}, key=key)

    assert Suggestion.objects.get().topic == topic


def test_an_organisation_suggests_with_a_code_that_fits(client, key):
    house = {"name": "望澜市园林协会", "credit_code": "91110000600037341L"}
    wrong = house | {"credit_code": "91110000600037341X"}

    refused = post(client, "/suggestions", SAID | {"organisation": wrong}, key=key)
    taken = post(client, "/suggestions", SAID | {"organisation": house}, key=key)

    assert refused.json()["errors"][0]["field"] == "organisation.credit_code"
    assert taken.status_code == 201
    row = Suggestion.objects.get()
    assert (row.suggester, row.author_name) == (SuggesterKind.ORGANISATION, house["name"])
    assert row.organisation.credit_code == house["credit_code"]


def test_a_key_without_the_scope_hands_nothing_in(client, system):
    key = api_key(system, Scope.READ_STATUS)

    response = post(client, "/suggestions", SAID, key=key)

    assert (response.status_code, problem(response)) == (403, "scope")
