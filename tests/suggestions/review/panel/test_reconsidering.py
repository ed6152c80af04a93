"""Coming back: a match is decided once, the author hears of what is taken up, a round takes it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from portal.accounts.contact import ContactDetails, keep_contact
from portal.organisation.membership import Role
from suggestions.history import Event, move
from suggestions.models import GoldenIdea, Notice, Suggestion
from suggestions.review.pool import pool, pool_of, shortlisted
from suggestions.review.reconsideration import Reconsideration, Step
from suggestions.review.reconsidering import (
    ReconsiderationRefused,
    accept,
    dismiss,
    propose,
    waiting_for,
)
from suggestions.review.refusals import RoundRefused
from suggestions.states import Classification, State
from tests.factories import (
    CampaignFactory,
    DecisionFactory,
    ReviewFactory,
    RoundFactory,
    SuggestionFactory,
    UnitFactory,
    UserFactory,
    staff,
)

pytestmark = pytest.mark.django_db
NOW = timezone.now


@pytest.fixture
def match():
    suggestion = DecisionFactory(outcome=State.KEPT).suggestion
    campaign = CampaignFactory(organiser=suggestion.unit, phase="reviewing")
    return match_of(suggestion, campaign)


def match_of(suggestion, campaign):
    return Reconsideration.objects.create(
        suggestion=suggestion, campaign=campaign, likeness=0.3, proposed_at=NOW()
    )


def editor_of(campaign):
    return staff(Role.EDITOR, unit=campaign.organiser)


def taken_up(match, note="", **fields):
    facts = {"by": editor_of(match.campaign), "at": NOW()} | fields
    accept(match, match.campaign, note, **facts)


def test_what_is_taken_up_waits_for_the_next_round_of_the_campaign(match):
    assert not waiting_for(match.campaign).exists()

    taken_up(match)

    assert match.step == Step.ACCEPTED
    assert list(waiting_for(match.campaign)) == [match.suggestion]
    assert not waiting_for(CampaignFactory()).exists()


def test_the_author_hears_of_it_and_the_history_keeps_it(match):
    contact = keep_contact(ContactDetails(email="a@example.org"))
    Suggestion.objects.filter(pk=match.suggestion_id).update(contact=contact)

    taken_up(match, "今年有经费")

    entry = match.suggestion.history.last()
    assert entry.event == Event.RECONSIDERED
    assert match.campaign.title in entry.note
    assert entry.note.endswith("\n今年有经费")
    assert Notice.objects.get().entry == entry


def test_what_a_round_of_the_campaign_has_taken_waits_no_longer(match):
    taken_up(match)
    round = RoundFactory(campaign=match.campaign, by=staff(Role.CHAIR, unit=match.suggestion.unit))

    round.standings.create(suggestion=match.suggestion)

    assert not waiting_for(match.campaign).exists()


def test_a_round_of_the_campaign_reads_it_again(match):
    taken_up(match)

    round = RoundFactory(
        campaign=match.campaign,
        suggestions=[match.suggestion],
        by=staff(Role.CHAIR, unit=match.suggestion.unit),
    )

    match.suggestion.refresh_from_db()
    assert match.suggestion.state == State.REVIEWING
    assert round.standings.get().suggestion == match.suggestion
    assert not waiting_for(match.campaign).exists()


def test_without_being_taken_up_no_round_reads_it(match):
    with pytest.raises(RoundRefused):
        RoundFactory(campaign=match.campaign, suggestions=[match.suggestion])


def test_a_second_decision_has_a_letter_of_its_own(match):
    taken_up(match)
    round = RoundFactory(campaign=match.campaign, suggestions=[match.suggestion])
    review = ReviewFactory(assignment=round.assignments.get())

    decision = DecisionFactory(review=review, outcome=State.ADOPTED)

    assert decision.letter.text
    assert match.suggestion.decisions.count() == 2
    assert GoldenIdea.objects.get().decision == decision


def test_what_is_put_aside_is_neither_told_nor_waited_for(match):
    before = match.suggestion.history.count()

    dismiss(match, "重复", by=editor_of(match.campaign), at=NOW())

    assert (match.step, match.note) == (Step.DISMISSED, "重复")
    assert not waiting_for(match.campaign).exists()
    assert match.suggestion.history.count() == before


def test_of_two_editors_the_second_is_told(match):
    dismiss(match, "", by=editor_of(match.campaign), at=NOW())

    with pytest.raises(ReconsiderationRefused, match="faster"):
        taken_up(match)

    assert not match.suggestion.history.filter(event=Event.RECONSIDERED).exists()


def test_what_has_left_the_pool_is_not_taken_up(match):
    move(match.suggestion, State.CLOSED, by=None)

    with pytest.raises(ReconsiderationRefused, match="pool"):
        taken_up(match)


def test_a_match_is_taken_up_for_its_own_campaign_only(match):
    other = CampaignFactory(organiser=match.suggestion.unit)

    with pytest.raises(ReconsiderationRefused):
        accept(match, other, "", by=editor_of(other), at=NOW())


def test_a_pair_is_proposed_once_even_after_it_was_put_aside(match):
    dismiss(match, "", by=editor_of(match.campaign), at=NOW())
    again = Reconsideration(
        suggestion=match.suggestion, campaign=match.campaign, likeness=0.5, proposed_at=NOW()
    )

    assert propose([again]) == 0
    assert Reconsideration.objects.get().step == Step.DISMISSED


def test_a_match_needs_a_cause(match):
    with pytest.raises(IntegrityError), transaction.atomic():
        match_of(match.suggestion, None)


ORGANISERS = (Role.EDITOR, Role.CHAIR)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("where", ["own", "above", "below", "foreign"])
def test_editors_and_chairs_of_the_campaign_or_above_decide(role, where):
    city = UnitFactory()
    county = UnitFactory(parent=city)
    units = {"own": county, "foreign": UnitFactory(parent=city)}
    units |= {"below": UnitFactory(parent=county)}
    city.refresh_from_db()
    units["above"] = city
    suggestion = DecisionFactory(outcome=State.KEPT).suggestion
    one = match_of(suggestion, CampaignFactory(organiser=county))
    person = staff(role, unit=units[where])
    allowed = role in ORGANISERS and where in ("own", "above")

    try:
        taken_up(one, by=person)
    except PermissionDenied:
        assert not allowed
    else:
        assert allowed


def test_neither_citizens_nor_superusers_decide(match):
    for person in (UserFactory(), UserFactory(is_superuser=True)):
        with pytest.raises(PermissionDenied):
            taken_up(match, by=person)
        with pytest.raises(PermissionDenied):
            dismiss(match, "", by=person, at=NOW())


def test_of_other_units_only_what_is_public_is_seen_by_the_editor_of_a_campaign():
    suggestion = DecisionFactory(outcome=State.KEPT).suggestion
    match = match_of(suggestion, CampaignFactory())
    editor, today = editor_of(match.campaign), timezone.localdate()
    assert not Reconsideration.objects.visible_to(editor, on=today).exists()

    Suggestion.objects.filter(pk=suggestion.pk).update(public_since=NOW())

    assert list(Reconsideration.objects.visible_to(editor, on=today)) == [match]


@pytest.mark.parametrize("state", State)
def test_the_pool_is_what_was_kept_or_not_adopted(state):
    suggestion = SuggestionFactory(state=state)

    assert pool().filter(pk=suggestion.pk).exists() == (state in (State.KEPT, State.NOT_ADOPTED))


@pytest.mark.parametrize("classification", Classification)
def test_only_suggestions_lie_in_the_pool(classification):
    suggestion = SuggestionFactory(state=State.KEPT, classification=classification)

    found = pool().filter(pk=suggestion.pk).exists()
    assert found == (classification == Classification.SUGGESTION)


@pytest.mark.parametrize("role", Role)
def test_the_pool_is_looked_after_by_editors_and_chairs_of_the_unit(role):
    suggestion = SuggestionFactory(state=State.KEPT)
    SuggestionFactory(state=State.KEPT)
    person = staff(role, unit=suggestion.unit)

    seen = list(pool_of(person, on=timezone.localdate()))
    assert seen == ([suggestion] if role in ORGANISERS else [])


def test_the_pool_knows_what_a_panel_found_of_considerable_value():
    decision = DecisionFactory(outcome=State.KEPT)
    DecisionFactory(outcome=State.KEPT)
    decision.round.standings.update(is_shortlisted=True)

    assert list(shortlisted(pool())) == [decision.suggestion]
