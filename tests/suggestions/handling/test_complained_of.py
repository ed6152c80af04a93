"""A report against a unit: nobody who works there, or below, meets it anywhere."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from portal.organisation.membership import ADMINISTRATORS, Role
from suggestions.handling.exclusion.declaring import (
    CannotExclude,
    Obstacle,
    Party,
    declare_interest,
    name_complained_of,
)
from suggestions.handling.exclusion.disputing import take_back
from suggestions.handling.exclusion.exclusion import ExclusionState
from suggestions.handling.screening import CannotScreen, Fault, classify, pass_to
from suggestions.models import Suggestion
from suggestions.rights import Action, may
from suggestions.states import Classification
from tests.factories import CampaignFactory, SuggestionFactory, UnitFactory, UserFactory, staff
from tests.portal.addresses.discovery import all_addresses

pytestmark = pytest.mark.django_db
SECRET = "采购科科长收受回扣"
WORKING = [role for role in Role if role not in ADMINISTRATORS]
SCREENERS = [Role.HANDLER, Role.SUPERVISOR, Role.EDITOR]


@pytest.fixture
def city():
    """A city with an office for reports at its top, a bureau with a station, and a county."""
    root = UnitFactory(name="望澜市")
    office = UnitFactory(name="市信访纪检组", parent=root, receives_reports=True)
    bureau = UnitFactory(name="市采购局", parent=root)
    below = UnitFactory(name="采购局服务站", parent=bureau)
    root.refresh_from_db()
    bureau.refresh_from_db()
    return {"root": root, "office": office, "bureau": bureau, "below": below}


@pytest.fixture
def report(city):
    campaign = CampaignFactory(organiser=city["bureau"])
    return SuggestionFactory(
        campaign=campaign,
        unit=city["office"],
        title=SECRET,
        classification=Classification.REPORT,
    )


@pytest.fixture
def reader(city):
    return staff(Role.HANDLER, unit=city["office"])


def again(user):
    """The person as the next request meets them."""
    return get_user_model().objects.get(pk=user.pk)


def sees(user, suggestion):
    on = timezone.localdate()
    user = again(user)
    listed = Suggestion.objects.visible_to(user, on=on).filter(pk=suggestion.pk).exists()
    assert listed == may(user, Action.SEE, suggestion, on=on)
    return listed


def name(report, *, by, unit=None, user=None):
    return name_complained_of(
        report, Party(user=user, unit=unit), by=by, at=timezone.now(), reason="来件指名"
    )


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("place", ["bureau", "below"])
def test_whoever_also_works_for_the_unit_complained_of_loses_sight_of_it(
    role, place, city, report, reader
):
    double = staff(Role.HANDLER, unit=city["office"])
    staff_membership(double, role, city[place])
    assert sees(double, report)

    name(report, by=reader, unit=city["bureau"])

    assert not sees(double, report)
    assert not any(may(again(double), action, report, on=timezone.localdate()) for action in Action)
    assert sees(reader, report)


def staff_membership(user, role, unit):
    user.memberships.create(unit=unit, role=role, starts_on=timezone.localdate())


def test_who_works_above_the_unit_sees_it_only_as_the_named_office(city, report, reader):
    above = staff(*SCREENERS, unit=city["root"])

    name(report, by=reader, unit=city["bureau"])

    assert not sees(above, report)
    assert sees(reader, report)


def test_the_person_complained_of_loses_sight_of_it(report, reader, city):
    colleague = staff(Role.HANDLER, unit=city["office"])

    name(report, by=reader, user=colleague)

    assert not sees(colleague, report)
    assert Suggestion.objects.get().unit == city["office"]


def test_a_superuser_complained_of_sees_nothing_even_of_a_stray_report(city, report, reader):
    root = UserFactory(is_superuser=True, is_staff=True)
    Suggestion.objects.filter(pk=report.pk).update(unit=city["bureau"])
    report.refresh_from_db()
    assert sees(root, report)

    name(report, by=reader, user=root)

    assert not sees(root, report)


def test_a_report_about_the_office_itself_goes_to_another_office(city, report, reader):
    other = UnitFactory(name="市纪检监察机关", parent=city["root"], receives_reports=True)
    elsewhere = staff(Role.HANDLER, unit=other)

    name(report, by=reader, unit=city["office"])

    assert Suggestion.objects.get().unit == other
    assert not sees(reader, Suggestion.objects.get())
    assert sees(elsewhere, Suggestion.objects.get())


def test_without_another_office_it_waits_for_a_superuser_above(city, report, reader):
    root = UserFactory(is_superuser=True, is_staff=True)
    above = staff(*SCREENERS, unit=city["root"])

    name(report, by=reader, unit=city["office"])

    moved = Suggestion.objects.get()
    assert moved.unit == city["root"]
    assert (sees(reader, moved), sees(above, moved), sees(root, moved)) == (False, False, True)


def test_a_report_about_the_only_office_at_the_top_waits_for_a_superuser():
    only = UnitFactory(receives_reports=True)
    clerk = staff(Role.HANDLER, unit=only)
    report = SuggestionFactory(
        campaign=CampaignFactory(organiser=only), classification=Classification.REPORT
    )

    name(report, by=clerk, unit=only)

    assert not sees(clerk, report)
    assert sees(UserFactory(is_superuser=True, is_staff=True), report)


def test_the_only_handler_of_the_office_complained_of_does_not_keep_it(city, report, reader):
    name(report, by=reader, user=reader)

    moved = Suggestion.objects.get()
    assert moved.unit == city["root"]
    assert not sees(reader, moved)


@pytest.mark.parametrize("place", ["bureau", "below"])
def test_it_cannot_be_passed_to_the_unit_complained_of(place, city, report, reader):
    name(report, by=reader, unit=city["bureau"])

    with pytest.raises(CannotScreen) as caught:
        pass_to(report, city[place], by=reader)

    assert caught.value.fault == Fault.CLOSED_TO_UNIT


def test_what_turns_out_to_be_no_report_does_not_go_to_those_it_named(city, report, reader):
    name(report, by=reader, unit=city["bureau"])

    classify(report, Classification.CLAIM, by=reader)

    assert Suggestion.objects.get().unit == city["office"]
    assert not sees(staff(*SCREENERS, unit=city["bureau"]), Suggestion.objects.get())


def test_only_a_report_names_somebody_and_only_once(city, reader):
    claim = SuggestionFactory(classification=Classification.CLAIM)
    report = SuggestionFactory(classification=Classification.REPORT, unit=city["office"])
    name(report, by=reader, unit=city["bureau"])

    with pytest.raises(CannotExclude) as no_report:
        name(claim, by=reader, unit=city["bureau"])
    with pytest.raises(CannotExclude) as twice:
        name(report, by=reader, unit=city["bureau"])

    assert no_report.value.obstacle == Obstacle.NO_REPORT
    assert twice.value.obstacle == Obstacle.ALREADY


def test_naming_by_mistake_is_taken_back_with_a_reason(city, report, reader):
    double = staff(Role.HANDLER, unit=city["office"])
    staff_membership(double, Role.HANDLER, city["bureau"])
    exclusion = name(report, by=reader, unit=city["bureau"])

    with pytest.raises(CannotExclude):
        take_back(exclusion, why=" ", by=reader, at=timezone.now())
    take_back(exclusion, why="单位名称相近，登记有误", by=reader, at=timezone.now())

    exclusion.refresh_from_db()
    assert exclusion.state == ExclusionState.LIFTED
    assert sees(double, report)


def test_membership_that_has_ended_keeps_nobody_out(city, report, reader):
    was_there = staff(Role.HANDLER, unit=city["office"])
    ended = timezone.localdate() - timedelta(days=1)
    was_there.memberships.create(
        unit=city["bureau"], role=Role.HANDLER, starts_on=ended, ends_on=ended
    )

    name(report, by=reader, unit=city["bureau"])

    assert sees(was_there, report)


def plain(name):
    """The address of that name; None if it cannot be made without saying of what."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return None


class TestEveryPage:
    """No page that somebody of the unit can open without naming a row tells of the report."""

    @pytest.fixture
    def pages(self):
        """All addresses without keys: lists, searches, exports, figures, feeds, logs."""
        skipped = re.compile(r"logout|wagtailadmin_error_test|jsi18n")
        found = [one for one in all_addresses() if not one.keys and not skipped.search(one.name)]
        assert len(found) > 60
        return [page for one in found if one.has_name and (page := plain(one.name))]

    def test_none_tells_of_it(self, pages, city, report, reader, client):
        insider = staff(*WORKING, unit=city["bureau"])
        staff_membership(insider, Role.HANDLER, city["office"])
        client.force_login(insider)
        pile = client.get(reverse("handling:pile"), {"state": "all"})
        assert SECRET in pile.content.decode(), "seen as long as nobody is named"

        name(report, by=reader, unit=city["bureau"])

        telling = []
        for page in pages:
            for query in ({"state": "all"}, {"q": SECRET, "export": "csv"}):
                response = client.get(page, query)
                body = b"".join(response) if response.streaming else response.content
                text = body.decode(errors="replace").replace(f'value="{SECRET}"', "")
                if report.receipt in text or (not query.get("q") and SECRET in text):
                    telling.append((page, query))

        assert telling == []

    def test_none_tells_who_withdrew_of_an_ordinary_one(self, pages, city, client):
        insider = staff(*WORKING, unit=city["bureau"])
        staff(Role.HANDLER, unit=city["bureau"])
        row = SuggestionFactory(campaign=CampaignFactory(organiser=city["bureau"]), accepted=True)
        client.force_login(insider)
        pile = client.get(reverse("handling:pile"), {"state": "all"})
        assert row.receipt in pile.content.decode(), "seen before withdrawing"
        at = timezone.now()
        declare_interest(row, Party(user=insider), reason="近亲属", by=insider, at=at)

        telling = []
        for page in set(pages) - {reverse("handling:withdrawals")}:
            response = client.get(page, {"state": "all"})
            body = b"".join(response) if response.streaming else response.content
            if row.receipt in body.decode(errors="replace"):
                telling.append(page)

        assert telling == []

    def test_the_page_itself_and_every_step_are_not_found(self, city, report, reader, client):
        insider = staff(Role.HANDLER, unit=city["office"])
        staff_membership(insider, Role.HANDLER, city["bureau"])
        name(report, by=reader, unit=city["bureau"])
        client.force_login(insider)

        steps = [
            one
            for one in all_addresses()
            if "receipt" in one.keys and one.name.startswith("handling:")
        ]
        for one in steps:
            keys = {"receipt": report.receipt, "step": "accept", "pk": 1}
            address = reverse(one.name, kwargs={key: keys[key] for key in one.keys})
            assert (client.get(address).status_code, client.post(address).status_code) in (
                (404, 404),
                (405, 404),
                (404, 405),
            ), one.name
