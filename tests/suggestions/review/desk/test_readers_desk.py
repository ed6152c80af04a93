"""Who reads what: the page, moving by ticking, replacing, conflicts and interests."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from portal.organisation.membership import Role
from suggestions.review.barring import ConflictDeclaration, Ground
from suggestions.review.declaring import declare
from suggestions.review.round import Round
from tests.factories import RoundFactory, SuggestionFactory, UnitFactory, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def round(client):
    made = RoundFactory(suggestions=4, reviewers=2)
    client.force_login(made.opened_by)
    return made


def url(round, name="readers", *args):
    return reverse(f"review:{name}", args=[round.pk, *args])


def test_the_page_shows_the_panel_and_its_open_work(client, round):
    response = client.get(url(round))

    assert [member.open for member in response.context["members"]] == [2, 2]
    assert len(response.context["page"].rows) == 4


def test_one_reviewers_work_can_be_shown_alone(client, round):
    reviewer = round.panel.first().user

    rows = client.get(url(round), {"reviewer": reviewer.pk}).context["page"].rows

    assert {row.reviewer for row in rows} == {reviewer}
    for nonsense in ("x", "²", "9" * 30, "-1"):
        assert len(client.get(url(round), {"reviewer": nonsense}).context["page"].rows) == 4


def test_ticked_lines_move_to_whom_was_chosen(client, round):
    giver, taker = (seat.user for seat in round.panel.all())
    keys = list(round.assignments.filter(reviewer=giver).values_list("pk", flat=True))

    response = client.post(
        url(round, "move_assignments"), {"selected": keys, "to": taker.pk, "reviewer": giver.pk}
    )

    assert response.url == f"{url(round)}?reviewer={giver.pk}"
    assert round.panel.get(user=taker).assigned == 4


@pytest.mark.parametrize(
    "data",
    [{}, {"selected": ["x"]}, {"to": "1"}, {"selected": ["1"], "to": "999999"}],
    ids=str,
)
def test_nothing_moves_where_something_is_missing(client, round, data):
    before = list(round.assignments.values_list("pk", "reviewer"))

    response = client.post(url(round, "move_assignments"), data)

    assert response.url == url(round)
    assert list(round.assignments.values_list("pk", "reviewer")) == before


def test_a_conflict_is_told_with_its_reason(client, round):
    giver, taker = (seat.user for seat in round.panel.all())
    row = round.assignments.filter(reviewer=giver).first()
    row.suggestion.author = taker
    row.suggestion.save()

    data = {"selected": [row.pk], "to": taker.pk}
    response = client.post(url(round, "move_assignments"), data, follow=True)

    with translation.override("zh-hans"):
        assert str(Ground.AUTHOR.label) in response.content.decode()


def test_who_is_late_is_replaced_by_a_button(client, round):
    Round.objects.update(deadline=timezone.now() + timedelta(days=1))
    seat, other = round.panel.all()

    page = client.get(url(round)).content.decode()
    client.post(url(round, "replace_reviewer", seat.pk))

    assert url(round, "replace_reviewer", seat.pk) in page
    assert round.panel.get(pk=other.pk).assigned == 4


def test_another_rounds_member_is_not_found(client, round):
    foreign = RoundFactory().panel.get()

    assert client.post(url(round, "replace_reviewer", foreign.pk)).status_code == 404


def test_a_superuser_looks_but_has_nothing_to_press(client, round, admin_user):
    client.force_login(admin_user)

    response = client.get(url(round))

    assert response.status_code == 200
    assert not response.context["may_run"]
    assert client.post(url(round, "replace_reviewer", round.panel.first().pk)).url == "/admin/"
    assert round.panel.first().assigned == 2


def test_the_chair_sees_who_was_barred_and_why(client, round):
    row = round.assignments.first()
    declare(row, "与作者是亲属", by=row.reviewer, at=timezone.now())

    text = client.get(url(round, "conflicts")).content.decode()

    assert str(row.reviewer) in text
    assert row.suggestion.title in text
    assert "与作者是亲属" in text


@pytest.mark.parametrize("name", ["readers", "conflicts"])
@pytest.mark.parametrize("role", Role)
def test_only_organisers_of_the_unit_come_in(client, role, name):
    round = RoundFactory()
    codes = []
    for unit in (round.campaign.organiser, UnitFactory()):
        client.force_login(staff(role, unit=unit))
        codes.append(client.get(url(round, name)).status_code)

    expected = [200, 404] if role in {Role.EDITOR, Role.CHAIR} else [302, 302]
    assert codes == expected or (expected == [302, 302] and set(codes) <= {302, 403})


@pytest.mark.parametrize("count", [2, 40])
def test_the_page_costs_the_same_however_much_there_is(
    client, django_assert_max_num_queries, count
):
    round = RoundFactory(suggestions=count, reviewers=2)
    client.force_login(round.opened_by)
    client.get(url(round))

    with django_assert_max_num_queries(20):
        response = client.get(url(round))

    assert len(response.context["page"].rows) == min(count, 30)


def test_a_reviewer_declares_an_interest_and_takes_it_back(client):
    unit = UnitFactory()
    reviewer = staff(Role.REVIEWER, unit=UnitFactory())
    client.force_login(reviewer)
    page = reverse("review:interests")

    client.post(page, {"unit": unit.pk, "reason": "曾任职"})
    declared = ConflictDeclaration.objects.get()
    shown = client.get(page).content.decode()
    client.post(reverse("review:end_interest", args=[declared.pk]))

    assert (declared.by, declared.unit, declared.reason) == (reviewer, unit, "曾任职")
    assert unit.name in shown
    declared.refresh_from_db()
    assert declared.ended_on == timezone.localdate()


@pytest.mark.parametrize("data", [{}, {"unit": "0", "reason": "x"}, {"reason": "x"}], ids=str)
def test_an_interest_needs_a_unit_and_a_reason(client, data):
    client.force_login(staff(Role.REVIEWER, unit=UnitFactory()))

    response = client.post(reverse("review:interests"), data)

    assert response.context["form"].errors
    assert not ConflictDeclaration.objects.exists()


def test_anothers_interest_is_not_found(client):
    declared = ConflictDeclaration.objects.create(
        by=staff(Role.REVIEWER, unit=UnitFactory()),
        unit=UnitFactory(),
        reason="x",
        at=timezone.now(),
    )
    client.force_login(staff(Role.REVIEWER, unit=UnitFactory()))

    url = reverse("review:end_interest", args=[declared.pk])

    assert client.post(url).status_code == 404


def test_nobody_is_offered_who_cannot_be_asked(client, round):
    SuggestionFactory()
    stranger = staff(Role.REVIEWER, unit=UnitFactory())

    offered = client.get(url(round)).context["form"].fields["to"].queryset

    assert stranger not in offered
    assert set(offered) == {seat.user for seat in round.panel.select_related("user")}


def test_who_reads_it_no_more_has_nothing_to_take_back(client, round):
    row = round.assignments.first()
    declare(row, "亲属", by=row.reviewer, at=timezone.now())

    text = client.get(url(round, "standing", row.suggestion.receipt)).content.decode()

    assert reverse("review:unassign", args=[round.pk, row.suggestion.receipt, row.pk]) not in text
    new = row.replaced_by
    assert reverse("review:unassign", args=[round.pk, row.suggestion.receipt, new.pk]) in text
