"""Every role against rows of every unit: staff search finds exactly what one may see.

What `Suggestion.objects.visible_to` says is the rule; sealed reports are in no index at all.
"""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.utils import timezone

from portal import chinese
from portal.accounts.contact import ContactDetails, keep_contact
from portal.organisation.membership import Role, appoint
from search.engines.elasticsearch_document import CUT
from search.finding import Question, find
from search.items import Index, Kind
from search.queries.words import parse
from search.scope import scope_of
from suggestions.models import Suggestion
from suggestions.states import Classification, State
from suggestions.suggestion import STAFF_ROLES
from tests.factories import CampaignFactory, SuggestionFactory, UnitFactory, UserFactory, staff

PLACES = ("higher", "own", "lower", "sibling")
HIDDEN_NAME, PHONE, EMAIL = "欧阳秘名", "13987650123", "mishi@example.org"
SHOWN_NAME = "司马公开"
SEALED_TITLE = "检举科长贪污"


@pytest.fixture
def units(db):
    """A county, two townships and a village below the first."""
    higher = UnitFactory()
    own = UnitFactory(parent=higher)
    return {
        "higher": higher,
        "own": own,
        "lower": UnitFactory(parent=own),
        "sibling": UnitFactory(parent=higher),
    }


@pytest.fixture
def rows(units):
    """In each unit one suggestion of each sort that rights tell apart."""
    for unit in units.values():
        unit.refresh_from_db()
        campaign = CampaignFactory(organiser=unit)
        unpublished = CampaignFactory(organiser=unit)
        unpublished.unpublish()
        for fields in (
            {"published": True},
            {"state": State.RECEIVED},
            {"state": State.RETURNED},
            {"state": State.WITHDRAWN},
            {"state": State.ANSWERED, "classification": Classification.QUESTION},
            {"published": True, "campaign": unpublished},
            {"title": f"电梯 {SEALED_TITLE}", "classification": Classification.REPORT},
        ):
            SuggestionFactory(**{"campaign": campaign, "unit": unit, "title": "电梯"} | fields)
    return units


def found_by(engine, user):
    """The suggestions that staff search gives `user`."""
    scope = scope_of(user, on=timezone.localdate())
    question = Question(words=parse("电梯"), size=100)
    hits = find(engine, Index.STAFF, question, within=scope).answer.hits
    return {hit.key.row for hit in hits if hit.key.kind == Kind.SUGGESTION}


def allowed_to(user):
    """What the rule says, without sealed reports."""
    return set(
        Suggestion.objects.visible_to(user, on=timezone.localdate())
        .unsealed()
        .values_list("pk", flat=True)
    )


def keys_of(*units):
    """All unsealed suggestions in charge of `units`."""
    return set(Suggestion.objects.unsealed().filter(unit__in=units).values_list("pk", flat=True))


def test_each_role_finds_what_its_unit_and_those_below_have_and_nothing_else(engine, follow, rows):
    follow()

    for role in Role:
        user = staff(role, unit=rows["own"])
        expected = keys_of(rows["own"], rows["lower"]) if role in STAFF_ROLES else set()
        assert allowed_to(user) == expected, role
        assert found_by(engine, user) == expected, role


@pytest.mark.parametrize("place", PLACES)
def test_a_handler_of_each_unit_finds_what_the_rule_says(engine, follow, rows, place):
    follow()
    user = staff(Role.HANDLER, unit=rows[place])

    assert found_by(engine, user) == allowed_to(user) != set()


def test_two_roles_in_two_units_add_up(engine, follow, rows):
    follow()
    user = staff(Role.EDITOR, unit=rows["lower"])
    appoint(user, Role.LEADER, rows["sibling"], starts_on=timezone.localdate())

    assert found_by(engine, user) == keys_of(rows["lower"], rows["sibling"]) == allowed_to(user)


def test_a_role_that_has_ended_or_not_begun_finds_nothing(engine, follow, rows):
    follow()
    today = timezone.localdate()
    past, future = UserFactory(), UserFactory()
    long_ago, yesterday = today - timedelta(days=9), today - timedelta(days=1)
    appoint(past, Role.HANDLER, rows["own"], starts_on=long_ago, ends_on=yesterday)
    appoint(future, Role.HANDLER, rows["own"], starts_on=today + timedelta(days=1))

    for user in (past, future):
        assert found_by(engine, user) == set() == allowed_to(user)


def test_guests_and_citizens_find_nothing_and_superusers_all_but_reports(engine, follow, rows):
    follow()

    for user in (AnonymousUser(), UserFactory(), UserFactory(is_superuser=True, is_active=False)):
        assert found_by(engine, user) == set()
    superuser = UserFactory(is_superuser=True)
    assert found_by(engine, superuser) == keys_of(*rows.values()) == allowed_to(superuser)


def test_who_reads_sealed_reports_does_not_find_them_by_searching(engine, follow, rows):
    rows["own"].receives_reports = True
    rows["own"].save()
    follow()
    user = staff(Role.HANDLER, unit=rows["own"])
    sealed = Suggestion.objects.filter(classification=Classification.REPORT, unit=rows["own"])

    assert Suggestion.objects.visible_to(user, on=timezone.localdate()) & sealed
    assert found_by(engine, user) == keys_of(rows["own"], rows["lower"])


def test_contact_details_hidden_names_and_sealed_reports_are_in_no_index(engine, follow, rows):
    details = ContactDetails(phone=PHONE, email=EMAIL, guardian=HIDDEN_NAME)
    for name, shown in ((HIDDEN_NAME, False), (SHOWN_NAME, True)):
        SuggestionFactory(
            campaign=CampaignFactory(organiser=rows["own"]),
            published=True,
            author_name=name,
            author_shown=shown,
            contact=keep_contact(details),
        )
    follow()

    for index in Index:
        for secret in (HIDDEN_NAME, PHONE, EMAIL, SEALED_TITLE):
            assert not is_stored(engine, index, secret), (index, secret)
        # the same look finds what may be there
        assert is_stored(engine, index, SHOWN_NAME)


def is_stored(engine, index, text):
    """Whether any of what the engine has for `index` holds `text` or one of its words."""
    tokens = set(chinese.bigrams(chinese.runs(text))) - {"example", "org"}
    if engine.name == "database":
        stored = everything_in_tables(index)
        return any(part in stored for part in (text, *tokens))
    alias = f"{engine.prefix}-{index}"
    hits = engine.client.search(index=alias, size=1000)["hits"]["hits"]
    assert len(hits) > Suggestion.objects.public().count()
    fields = [{"terms": {field: list(tokens)}} for field in CUT]
    found = engine.client.count(index=alias, query={"bool": {"should": fields}})["count"]
    return found > 0 or text in str(hits)


def everything_in_tables(index):
    """All rows of all tables of `index`, words and completions as well."""
    names = [name for name in connection.introspection.table_names() if f"_{index}_" in name]
    rows = []
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f"SELECT * FROM {name}")
            rows += cursor.fetchall()
    assert len(rows) > Suggestion.objects.public().count()
    return "\n".join(map(str, rows))
