"""The screens of the pool: organisers keep it, an account is named and belongs to one expert."""

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from portal.organisation.membership import Role
from suggestions.models import Expert
from tests.factories import ExpertFactory, TopicFactory, UnitFactory, UserFactory, staff

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def editor(client):
    person = staff(Role.EDITOR, unit=UnitFactory())
    client.force_login(person)
    return person


def filled(**fields):
    return {
        "kind": "person",
        "name": "沈砚秋",
        "affiliation": "望澜大学",
        "username": "",
        "unit": "",
        "words": "停车",
        "away_from": "",
        "away_until": "",
        "terms-TOTAL_FORMS": "1",
        "terms-INITIAL_FORMS": "0",
        "terms-MIN_NUM_FORMS": "0",
        "terms-MAX_NUM_FORMS": "1000",
        "terms-0-starts_on": "2026-01-01",
        "terms-0-ends_on": "",
        "terms-0-most_reviews": "30",
        "terms-0-id": "",
        "terms-0-DELETE": "",
        "terms-0-ORDER": "1",
    } | fields


def test_an_expert_is_entered_with_fields_account_and_term(client, editor):
    topic, account = TopicFactory(), UserFactory()

    response = client.post(
        reverse("experts:add"), filled(topics=[topic.pk], username=account.username)
    )

    assert response.status_code == 302
    expert = Expert.objects.get()
    assert (expert.user, list(expert.topics.all())) == (account, [topic])
    assert [(term.starts_on.year, term.most_reviews) for term in expert.terms.all()] == [(2026, 30)]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"username": "nobody"}, "username"),
        ({"name": ""}, "name"),
        ({"kind": "robot"}, "kind"),
        ({"away_from": "2026-02-02", "away_until": "2026-01-01"}, "__all__"),
    ],
)
def test_what_does_not_fit_comes_back(client, editor, fields, field):
    response = client.post(reverse("experts:add"), filled(**fields))

    assert field in response.context["form"].errors
    assert not Expert.objects.exists()


def test_an_account_that_another_expert_has_is_refused(client, editor):
    account = UserFactory()
    ExpertFactory(user=account)

    response = client.post(reverse("experts:add"), filled(username=account.username))

    assert "username" in response.context["form"].errors
    assert Expert.objects.count() == 1


def test_an_expert_can_be_saved_again_with_their_own_account(client, editor):
    expert = ExpertFactory(user=UserFactory())
    url = reverse("experts:edit", args=[expert.pk])
    shown = client.get(url).context["form"].initial["username"]
    term = expert.terms.get()
    same = {"terms-INITIAL_FORMS": "1", "terms-0-id": term.pk, "username": shown, "name": "新名"}

    response = client.post(url, filled(**same))

    assert response.status_code == 302
    expert.refresh_from_db()
    assert (expert.name, expert.user.username) == ("新名", shown)


def test_the_list_tells_who_can_be_asked_today(client, editor):
    today = timezone.localdate()
    ExpertFactory(name="在任", topics=[TopicFactory(name="交通出行")])
    ExpertFactory(name="不在", away_from=today)

    response = client.get(reverse("experts:index"))

    rows = {row.name: row.serves for row in response.context["object_list"]}
    assert rows == {"在任": True, "不在": False}
    assert "交通出行" in response.content.decode()


@pytest.mark.parametrize("count", [2, 15])
def test_the_list_costs_the_same_however_long(client, editor, django_assert_max_num_queries, count):
    for _ in range(count):
        ExpertFactory(topics=[TopicFactory()], user=UserFactory())
    client.get(reverse("experts:index"))

    with django_assert_max_num_queries(25):
        client.get(reverse("experts:index"))


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("name", ["index", "add", "edit", "delete"])
def test_only_organisers_keep_the_pool(client, role, name):
    expert = ExpertFactory()
    client.force_login(staff(role, unit=UnitFactory()))
    args = [expert.pk] if name in {"edit", "delete"} else []

    code = client.get(reverse(f"experts:{name}", args=args)).status_code

    assert (code == 200) == (role in {Role.EDITOR, Role.CHAIR})
