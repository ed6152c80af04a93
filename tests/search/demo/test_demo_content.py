"""What the demo holds: everything the portal can be in, so that everything can be tried."""

from collections import Counter
from datetime import datetime

from django.contrib.auth import authenticate
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate

from campaigns.pages import CampaignPage
from campaigns.stages import Stage
from portal.accounts.demo import DEMO_PASSWORD
from portal.accounts.user import User
from portal.hotline.pages import HotlineResultPage
from portal.organisation.membership import Membership, Role
from portal.regulations.pages import RegulationPage
from search.demo.loading import load
from search.vocabulary.picks import Pick
from search.vocabulary.synonyms import SynonymGroup
from suggestions.conversion.golden_idea import GoldenIdea
from suggestions.history import Entry, Event
from suggestions.intake.attachments import Attachment
from suggestions.models import (
    ConferenceDecision,
    LedCase,
    Suggestion,
    SupervisionLetter,
    SystemicIssue,
)
from suggestions.review.assignment import Assignment
from suggestions.review.round import Round
from suggestions.states import Channel, Classification, State


class DemoContentTest(TestCase):
    """Loaded once for all tests; none of them changes anything."""

    at: datetime

    @classmethod
    def setUpTestData(cls):
        cls.at = timezone.now()
        load(at=cls.at)

    def test_seventy_seven_suggestions_stand_in_every_state(self):
        states = Counter(Suggestion.objects.values_list("state", flat=True))

        assert sum(states.values()) == 77
        assert set(states) == set(State.values)

    def test_every_class_and_the_station_are_there(self):
        classes = set(Suggestion.objects.values_list("classification", flat=True))

        assert classes == set(Classification.values)
        by_clerk = Suggestion.objects.filter(channel=Channel.STATION)
        assert all(row.station and row.transcriber for row in by_clerk)
        assert by_clerk.count() == 4

    def test_there_is_a_call_in_every_stage_and_a_channel_that_is_always_open(self):
        stages = {page.slug: page.stage(self.at) for page in CampaignPage.objects.live()}

        assert stages == {
            "old-estates": Stage.RESULTS,
            "riverside-walk": Stage.REVIEWING,
            "one-kilometre": Stage.COLLECTING,
            "any-time": Stage.COLLECTING,
        }

    def test_a_proposed_call_waits_in_the_workflow(self):
        page = CampaignPage.objects.get(slug="night-market")

        assert page.live is False
        assert page.current_workflow_state is not None

    def test_nothing_happened_in_the_future_or_out_of_order(self):
        assert not Entry.objects.filter(at__gt=self.at).exists()
        for suggestion in Suggestion.objects.prefetch_related("history"):
            entries = suggestion.history.all()  # by their moments
            moves = [entry for entry in entries if entry.event == Event.MOVED]
            states = [State.RECEIVED, *(entry.after for entry in moves)]

            assert entries[0].event == Event.SUBMITTED, suggestion.title
            assert [entry.before for entry in moves] == states[:-1], suggestion.title
            assert suggestion.state == states[-1], suggestion.title

    def test_supervision_has_one_of_each(self):
        """Once it chose among suggestions that nothing had happened to, and found none."""
        letter, case = SupervisionLetter.objects.get(), LedCase.objects.get()
        issue = SystemicIssue.objects.get()

        assert letter.unit != letter.issuer
        assert letter.due_on < localdate(self.at)
        assert case.plans.count() == 1
        assert ConferenceDecision.objects.get().item.suggestion == case.suggestion
        assert issue.links.count() >= 3
        assert self.client.get(issue.get_absolute_url()).status_code == 200

    def test_golden_ideas_have_scores_reasons_and_actions(self):
        ideas = GoldenIdea.objects.public()

        assert ideas.count() == 8
        for idea in ideas:
            assert idea.means.count() == 4
            assert idea.reason
            assert idea.actions.exists()

    def test_each_reviewer_still_has_something_to_score(self):
        going_on = Round.objects.open().get()

        assert all(0 < member.open < member.assigned for member in going_on.panel.all())
        assert Assignment.objects.filter(review__submitted_at__isnull=True, review__isnull=False)

    def test_pictures_come_with_some(self):
        assert Attachment.objects.filter(suggestion__isnull=False).count() == 10

    def test_every_role_has_an_account_that_can_sign_in(self):
        on = timezone.localdate(self.at)
        held = set(Membership.objects.active(on).values_list("role", flat=True))

        assert held == set(Role.values)
        citizen = User.objects.get(username="citizen")
        assert authenticate(username="citizen", password=DEMO_PASSWORD) == citizen

    def test_visitors_see_the_golden_ideas_and_the_regulation(self):
        idea = GoldenIdea.objects.newest_first()[0]
        law = RegulationPage.objects.get()

        assert idea.suggestion.title in self.client.get(idea.get_absolute_url()).text
        assert "第二十二条" in self.client.get(law.url).text
        assert idea.suggestion.title in self.client.get(reverse("suggestions:golden_ideas")).text

    def test_the_hotline_has_its_last_twelve_months(self):
        months = HotlineResultPage.objects.live().order_by("-starts_on")

        assert months.count() == 12
        assert months[0].starts_on < timezone.localdate(self.at).replace(day=1)
        assert (timezone.localdate(self.at) - months[0].starts_on).days <= 62
        assert months[0].unit_figures.count() == 7

    def test_what_is_sealed_or_not_agreed_to_is_not_public(self):
        titles = Suggestion.objects.public().values_list("title", flat=True)

        assert "反映某社区采购健身器材的问题" not in titles
        assert "我母亲走失过一次，说说我们怎么找到她的" not in titles

    def test_the_editors_keep_words_for_the_search(self):
        assert SynonymGroup.objects.count() > 1
        assert Pick.objects.public().count() == Pick.objects.count() > 1
