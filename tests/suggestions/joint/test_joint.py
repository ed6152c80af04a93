"""Joint suggestions: each confirms once, by what only they have; names only as each wishes."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from suggestions.intake.receipts import new_receipt
from suggestions.joint.co_author import CoAuthor, ConfirmedBy
from suggestions.joint.confirming import CannotConfirm, Refusal, confirm, withdraw_name
from suggestions.joint.inviting import (
    MOST,
    CannotInvite,
    by_code,
    by_token,
    code_of,
    invite,
    token_of,
    uninvite,
)
from suggestions.states import State, SuggesterKind
from tests.factories import SuggestionFactory, UserFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now


def confirmed(row, *, by=None, shown=True, name="李四", at=None):
    how = ConfirmedBy.LINK
    return confirm(row, name=name, name_shown=shown, how=how, by=by, at=at or NOW())


def refusal(row, **said):
    with pytest.raises(CannotConfirm) as refused:
        confirmed(row, **said)
    return refused.value.refusal


def test_inviting_makes_it_joint_and_counts_nobody(suggestion, guest):
    suggestion.refresh_from_db()

    assert suggestion.suggester == SuggesterKind.JOINT
    assert not suggestion.co_authors.confirmed().exists()


def test_who_confirms_counts_and_what_the_contact_called_them_goes(suggestion, guest):
    confirmed(guest)

    row = suggestion.co_authors.confirmed().get()
    assert (row.name, row.label, row.how) == ("李四", "", ConfirmedBy.LINK)


def test_an_invitation_is_used_once(guest):
    confirmed(guest)

    assert refusal(guest) == Refusal.USED


def test_a_name_taken_back_leaves_nothing_and_the_link_opens_nothing_more(suggestion, guest):
    confirmed(guest)

    assert withdraw_name(guest, at=NOW(), by=None)
    assert not withdraw_name(guest, at=NOW(), by=None)

    guest.refresh_from_db()
    assert (guest.name, guest.label, guest.name_shown) == ("", "", False)
    assert refusal(guest) == Refusal.USED
    counts = suggestion.history.filter(event="co_authors").values_list("after", flat=True)
    assert list(counts) == ["1", "0"]


def test_old_links_confirm_nothing_but_still_take_a_name_back(suggestion, settings):
    early = NOW() - timedelta(days=settings.JOINT_LINK_DAYS, minutes=1)
    old, older = invite(suggestion, ["甲", "乙"], at=early)
    confirmed(old, at=early)

    assert refusal(older) == Refusal.TOO_OLD
    assert withdraw_name(old, at=NOW(), by=None)


def test_the_contact_is_no_co_author_and_nobody_is_two(suggestion):
    first, second, third = invite(suggestion, ["甲", "乙", "丙"], at=NOW())
    person = UserFactory()
    confirmed(first, by=person)

    assert refusal(second, by=person) == Refusal.TWICE
    assert refusal(third, by=suggestion.author) == Refusal.OWN


def test_once_it_is_answered_nobody_joins(suggestion, guest):
    suggestion.state = State.ANSWERED
    suggestion.save()

    assert refusal(guest) == Refusal.DECIDED
    with pytest.raises(CannotInvite):
        invite(suggestion, ["乙"], at=NOW())


def test_there_are_at_most_so_many_invitations(suggestion):
    invite(suggestion, [f"人{n}" for n in range(MOST)], at=NOW())

    with pytest.raises(CannotInvite):
        invite(suggestion, ["多一个"], at=NOW())


@pytest.mark.parametrize("change", [lambda t: t[:-2] + "xx", lambda t: "", lambda t: "a:b"])
def test_a_forged_link_opens_nothing(client, guest, change):
    assert by_token(change(token_of(guest))) is None

    response = client.get(reverse("suggestions:join", args=[change(token_of(guest)) or "x"]))
    assert response.status_code == 404


def test_an_invitation_taken_back_opens_nothing(suggestion, guest):
    assert uninvite(suggestion, guest.key)

    assert by_token(token_of(guest)) is None
    assert by_code(suggestion.receipt, code_of(guest)) is None


def test_one_that_was_answered_cannot_be_taken_back_by_the_contact(suggestion, guest):
    confirmed(guest)

    assert not uninvite(suggestion, guest.key)


def test_receipt_and_code_open_the_same_invitation(suggestion, guest):
    other = invite(SuggestionFactory(receipt=new_receipt(timezone.localdate())), ["x"], at=NOW())

    assert by_code(suggestion.receipt, code_of(guest).lower().replace("-", " ")) == guest
    assert by_code(suggestion.receipt, code_of(other[0])) is None
    assert by_code("", code_of(guest)) is None


def test_a_person_confirms_on_the_page_without_script(client, suggestion, guest):
    url = reverse("suggestions:join", args=[token_of(guest)])
    assert suggestion.title in client.get(url).content.decode()

    said = {"name": "李四", "name_shown": "on", "consent_privacy": "on"}
    assert client.post(url, said | {"consent_privacy": ""}).status_code == 422
    assert client.post(url, said).status_code == 302

    guest.refresh_from_db()
    assert guest.is_confirmed
    assert client.post(url, said).status_code == 422


def test_by_code_on_the_page(client, suggestion, guest):
    said = {"receipt": suggestion.receipt, "code": code_of(guest)}

    response = client.post(reverse("suggestions:join_by_code"), said)

    assert response.url == reverse("suggestions:join", args=[token_of(guest)])
    client.post(response.url, {"name": "李四", "consent_privacy": "on"})
    assert CoAuthor.objects.get().how == ConfirmedBy.CODE


def test_the_public_page_names_only_who_confirmed_and_wishes_it(client, suggestion):
    shown, hidden, _asked = invite(suggestion, ["甲称呼", "乙称呼", "丙称呼"], at=NOW())
    confirmed(shown, name="张三甲")
    confirmed(hidden, name="王五乙", shown=False)

    page = client.get(suggestion.get_absolute_url()).content.decode()

    assert "张三甲" in page
    assert "另有 1 人不愿署名" in page
    for name in ("王五乙", "甲称呼", "丙称呼"):
        assert name not in page


def test_only_the_contact_sees_links(client, suggestion, guest):
    url = reverse("suggestions:co_authors", args=[suggestion.receipt])
    assert client.get(url).url == reverse("suggestions:track")

    client.force_login(suggestion.author)

    page = client.get(url).content.decode()
    assert token_of(guest).split(":")[0] in page
    assert code_of(guest) in page


def test_the_contact_invites_by_lines(client, suggestion):
    client.force_login(suggestion.author)
    url = reverse("suggestions:co_authors", args=[suggestion.receipt])

    client.post(url, {"labels": "老张\n\n 老王 "})

    assert list(suggestion.co_authors.values_list("label", flat=True)) == ["老张", "老王"]


def test_a_form_that_floods_is_told_to_wait(client, guest, write_limits):
    write_limits("joint", (1, 60))
    said = {"receipt": "x", "code": "x"}

    url = reverse("suggestions:join_by_code")
    assert [client.post(url, said).status_code for _ in range(2)] == [422, 429]
