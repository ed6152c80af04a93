"""Letters: plain words with reasons by criterion, figures only where the campaign says so."""

from datetime import date

import pytest
from django.core import mail
from django.utils import timezone

from campaigns.models import CampaignPage
from portal.accounts.contact import ContactDetails, keep_contact
from portal.kept import RecordIsKept
from suggestions.models import Suggestion
from suggestions.review.decision import Decision
from suggestions.review.letters.composing import compose, wording_for
from suggestions.review.letters.letter import Letter, LetterTemplate
from suggestions.review.publishing import publish_decisions
from suggestions.review.ruling import Ruling
from suggestions.states import OUTCOMES, State
from tests.factories import DecisionFactory, ReviewFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 22)


@pytest.fixture
def standing():
    review = ReviewFactory()
    row = review.assignment.round.standings.select_related("suggestion").get()
    keys = [criterion.pk for criterion in row.round.rubric.criteria.all()]
    row.criterion_means = dict(zip(map(str, keys), (4.5, 3.5, 3.4, 1.0), strict=True))
    return row


def written(standing, outcome=State.KEPT, settling="", on=DAY):
    wording = wording_for(standing.round)
    return compose(Ruling(outcome, "条件尚不成熟", settling), standing, wording, on=on)


@pytest.mark.parametrize("outcome", sorted(OUTCOMES))
def test_every_letter_names_suggestion_campaign_reason_and_organiser(standing, outcome):
    text = written(standing, outcome)

    campaign = standing.round.campaign
    for part in (standing.suggestion.title, standing.suggestion.receipt, campaign.title):
        assert part in text
    assert "条件尚不成熟" in text
    assert campaign.organiser.name in text
    assert "2026年11月22日" in text
    assert "{" not in text
    assert "\n\n\n" not in text


def test_what_was_good_and_what_was_missing_is_told_in_the_words_of_the_nearest_anchor(standing):
    text = written(standing)

    good, missing = text.index("评审认为好的方面"), text.index("评审认为不足的方面")
    lines = ["针对性：针对性5", "公益性：公益性4", "科学性：科学性3", "实操性：实操性1"]
    places = [text.index(line) for line in lines]
    assert good < places[0] < places[1] < missing < places[2] < places[3]


def test_nothing_is_listed_where_nobody_has_scored(standing):
    standing.criterion_means = {}

    text = written(standing)

    assert "评审认为" not in text


@pytest.mark.parametrize("published", [True, False])
def test_figures_stand_in_it_only_where_the_campaign_publishes_them(standing, published):
    standing.round.campaign.publishes_figures = published

    text = written(standing)

    assert ("4.5" in text) == published
    assert ("4.00" in text) == published


@pytest.mark.parametrize(
    ("outcome", "offered"),
    [
        (State.KEPT, True),
        (State.NOT_ADOPTED, True),
        (State.PARTLY_ADOPTED, False),
        (State.ADOPTED, False),
    ],
)
def test_a_second_look_is_offered_where_it_can_be_asked_for(standing, outcome, offered):
    assert ("2026年12月22日" in written(standing, outcome)) == offered


def test_no_second_look_is_offered_where_the_campaign_has_none(standing):
    standing.round.campaign.second_look_days = 0

    assert "申请重新研究" not in written(standing)


@pytest.mark.parametrize(("settling", "told"), [("A", True), ("", False)])
def test_the_code_is_told_if_there_is_one(standing, settling, told):
    assert ("办理情况" in written(standing, settling=settling)) == told


def test_editors_adapt_the_wording_and_words_in_braces_of_others_are_left(standing):
    standing.suggestion.title = "{reason}"
    LetterTemplate.objects.filter(outcome=State.KEPT).update(text="结果：{title}{unknown}{reason}")

    assert written(standing) == "结果：{reason}{unknown}条件尚不成熟\n"


def test_an_outcome_without_a_template_still_has_a_letter(standing):
    LetterTemplate.objects.all().delete()

    assert "条件尚不成熟" in written(standing)


def test_neither_author_nor_reviewers_nor_chair_are_named(standing):
    standing.suggestion.author_name = "某建议人"

    text = written(standing)

    people = [standing.round.opened_by.name, standing.round.panel.get().user.name, "某建议人"]
    assert not any(name in text for name in people)


def test_the_letter_is_kept_as_it_was_sent_though_the_template_changes_later():
    decision = DecisionFactory(outcome=State.KEPT)
    before = decision.letter.text

    LetterTemplate.objects.update(text="别的")

    letter = Letter.objects.get(decision=decision)
    assert letter.text == before
    with pytest.raises(RecordIsKept):
        letter.save()


def test_the_letter_is_mailed_in_chinese_with_a_short_notice_in_english(
    round, decided, django_capture_on_commit_callbacks
):
    contact = keep_contact(ContactDetails(email="a@example.org"))
    Suggestion.objects.filter(pk=decided().suggestion_id).update(contact=contact)

    with django_capture_on_commit_callbacks(execute=True):
        publish_decisions(round, by=round.opened_by, at=timezone.now())

    text = mail.outbox[0].body
    assert Letter.objects.get().text.strip() in text
    assert text.count("可以落实") == 1
    assert "The letter above" in text


def test_composing_many_letters_asks_for_template_and_criteria_once(
    round, decided, django_assert_num_queries
):
    for number in range(3):
        decided(number)
    standings = list(round.standings.select_related("suggestion"))
    decisions = {decision.suggestion_id: decision for decision in Decision.objects.all()}
    CampaignPage.objects.update(publishes_figures=True)
    assert round.campaign.organiser.name

    with django_assert_num_queries(2):
        wording = wording_for(round)
        for standing in standings:
            compose(decisions[standing.suggestion_id], standing, wording, on=DAY)
