"""The staff's search: every role finds its units' rows and nobody else's."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone

from portal.organisation.membership import Role
from search.finding import Question, find
from search.items import Index, Kind
from search.queries.words import parse
from search.scope import Scope, scope_of
from suggestions.models import Suggestion
from suggestions.states import Classification
from suggestions.suggestion import STAFF_ROLES
from tests.factories import CampaignFactory, SuggestionFactory, UnitFactory, UserFactory, staff


@pytest.fixture
def county(db):
    return UnitFactory()


@pytest.fixture
def township(county):
    return UnitFactory(parent=county)


@pytest.fixture
def rows(county, township):
    """One suggestion in the county, one below it, one elsewhere; none of them published."""
    campaign = CampaignFactory(organiser=county)
    units = {"county": county, "township": township, "elsewhere": UnitFactory()}
    return {
        name: SuggestionFactory(campaign=campaign, unit=unit, title=f"电梯 {name}")
        for name, unit in units.items()
    }


def found_by(engine, user):
    scope = scope_of(user, on=timezone.localdate())
    question = Question(words=parse("电梯"))
    hits = find(engine, Index.STAFF, question, within=scope).answer.hits
    return {hit.key.row for hit in hits if hit.key.kind == Kind.SUGGESTION}


@pytest.mark.parametrize("role", Role)
def test_a_role_finds_what_it_may_see_and_nothing_of_other_units(
    engine, follow, rows, county, role
):
    follow()
    user = staff(role, unit=county)

    allowed = Suggestion.objects.visible_to(user, on=timezone.localdate()).unsealed()
    expected = {rows["county"].pk, rows["township"].pk} if role in STAFF_ROLES else set()
    assert found_by(engine, user) == expected
    assert set(allowed.values_list("pk", flat=True)) == expected


def test_a_lower_unit_does_not_find_what_lies_above(engine, follow, rows, township):
    follow()

    assert found_by(engine, staff(Role.HANDLER, unit=township)) == {rows["township"].pk}


def test_a_superuser_finds_all_units(engine, follow, rows):
    follow()

    assert found_by(engine, UserFactory(is_superuser=True)) == {row.pk for row in rows.values()}


@pytest.mark.parametrize("user", [AnonymousUser(), None])
def test_nobody_else_finds_anything(engine, follow, rows, user):
    follow()

    assert found_by(engine, user or UserFactory()) == set()


def test_sealed_reports_are_found_by_no_one_not_even_by_who_reads_them(engine, follow, county):
    county.receives_reports = True
    county.save()
    SuggestionFactory(unit=county, title="电梯", classification=Classification.REPORT)
    follow()

    for user in (staff(Role.HANDLER, unit=county), UserFactory(is_superuser=True)):
        assert found_by(engine, user) == set()


def test_a_scope_covers_what_lies_below_only_once(county, township):
    user = staff(Role.HANDLER, unit=county)
    staff_paths = scope_of(user, on=timezone.localdate()).paths

    assert staff_paths == ("*", county.path)


def test_the_page_shows_rows_of_the_persons_units(client, engine, follow, rows, county):
    follow()
    client.force_login(staff(Role.HANDLER, unit=county))

    html = client.get(reverse("staff_search"), {"q": "电梯"}).content.decode()

    assert "<mark>电梯</mark> county" in html
    assert "elsewhere" not in html


def test_the_page_checks_the_database_once_more(client, engine, follow, rows, county):
    follow()
    Suggestion.objects.filter(pk=rows["county"].pk).update(unit=rows["elsewhere"].unit)
    client.force_login(staff(Role.HANDLER, unit=county))

    html = client.get(reverse("staff_search"), {"q": "电梯"}).content.decode()

    assert "<mark>电梯</mark> county" not in html


def test_the_page_is_closed_to_staff_whose_role_reaches_no_rows(client, engine, county):
    client.force_login(staff(Role.AUDIT_ADMIN, unit=county))

    response = client.get(reverse("staff_search"))

    assert response.status_code == 302
    assert response.url == reverse("wagtailadmin_home")


def test_the_page_is_closed_to_citizens(client, engine):
    client.force_login(UserFactory())

    response = client.get(reverse("staff_search"))

    assert response.status_code == 302
    assert response.url.startswith(reverse("wagtailadmin_login"))


def test_the_page_survives_a_search_that_is_down(client, settings, county):
    settings.SEARCH_ENGINE, settings.SEARCH_FALLBACK = "elasticsearch", False
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    client.force_login(staff(Role.HANDLER, unit=county))

    assert client.get(reverse("staff_search"), {"q": "电梯"}).context["is_down"]


def test_the_scope_of_nobody_is_empty():
    assert scope_of(AnonymousUser(), on=timezone.localdate()) == Scope(paths=())
