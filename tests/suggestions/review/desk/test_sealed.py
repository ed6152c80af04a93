"""A report against someone (检举控告) is on no desk of review, even if a panel has read it once."""

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.organisation.membership import Role
from suggestions.models import Decision, Suggestion
from suggestions.review.abstaining import abstain
from suggestions.review.barring import Barring, Ground
from suggestions.review.deciding import decide
from suggestions.review.reconsideration import Reconsideration, Step
from suggestions.review.second_look import SecondLook
from suggestions.review.shortlist import shortlist
from suggestions.states import Classification, State
from tests.factories import CampaignFactory, ReviewFactory, RoundFactory, SuggestionFactory, staff

pytestmark = pytest.mark.django_db
WORDS = "只有受理处可见"
PAGES = {
    "round": "round",
    "decided": "round ?show=decided",
    "panel": "panel",
    "shortlist": "panel ?show=shortlisted",
    "readers": "readers",
    "conflicts": "conflicts",
    "publish": "publish",
    "compare": "compare ?first={judged}",
    "bulk_decide": "bulk_decide ?selected={standing}",
    "ranking": "export ranking csv",
    "standing": "standing {judged}",
    "waiting": "standing {waiting}",
    "letter": "letter {judged}",
    "assign": "assign {waiting}",
}
ABOUT_IT = {"standing", "waiting", "letter", "assign"}
BESIDE = ("second_looks", "second_look", "pool", "coming_back", "match")


class Sealed:
    """A round of what will be sealed: one judged and decided, one that waits, one that left."""

    def __init__(self) -> None:
        self.campaign = CampaignFactory(phase="reviewing")
        rows = SuggestionFactory.create_batch(
            3, campaign=self.campaign, accepted=True, title=WORDS, problem=WORDS
        )
        self.round = RoundFactory(
            campaign=self.campaign, suggestions=rows, reviewers=2, per_suggestion=2
        )
        self.judged, self.waiting, self.left = rows
        self.reviewer, self.other = (member.user for member in self.round.panel.all())
        self.chair, self.now = self.round.opened_by, timezone.now()
        self._judge()
        self._remember()

    def _judge(self) -> None:
        self.done, self.open = (self.mine(row) for row in (self.judged, self.waiting))
        ReviewFactory(assignment=self.done)
        keys = self.round.standings.values_list("pk", flat=True)
        shortlist(self.round, keys, True, by=self.chair, at=self.now)
        facts = {"round": self.round, "by": self.chair, "at": self.now}
        self.decision = decide(self.judged, State.KEPT, "理由", **facts)
        Decision.objects.create(suggestion=self.left, outcome=State.KEPT, reason="理由", **facts)
        Suggestion.objects.filter(pk=self.left.pk).update(state=State.ACCEPTED)

    def _remember(self) -> None:
        ask = {"decision": self.decision, "reasons": WORDS, "asked_at": self.now}
        self.look = SecondLook.objects.create(suggestion=self.judged, **ask)
        self.match = Reconsideration.objects.create(
            suggestion=self.judged,
            campaign=self.campaign,
            likeness=0.3,
            proposed_at=self.now,
        )
        Barring.objects.create(
            round=self.round,
            suggestion=self.waiting,
            reviewer=self.other,
            ground=Ground.NAMED,
            at=self.now,
        )

    def mine(self, row):
        return self.round.assignments.get(suggestion=row, reviewer=self.reviewer)

    def seal(self) -> None:
        rows = Suggestion.objects.filter(title=WORDS)
        rows.update(classification=Classification.REPORT)

    def page(self, name: str) -> str:
        """The address of one of PAGES or BESIDE."""
        if name in BESIDE:
            of_one = {"second_look": [self.look.pk], "match": [self.match.pk]}
            return reverse(f"review:{name}", args=of_one.get(name, []))
        standing = self.round.standings.get(suggestion=self.waiting)
        told = {"judged": self.judged.receipt, "waiting": self.waiting.receipt}
        path, _, query = PAGES[name].format(standing=standing.pk, **told).partition(" ?")
        view, *rest = path.split()
        address = reverse(f"review:{view}", args=[self.round.pk, *rest])
        return f"{address}?{query}"


@pytest.fixture
def sealed():
    return Sealed()


def read(client, address):
    response = client.get(address)
    parts = response.streaming_content if response.streaming else [response.content]
    return response.status_code, b"".join(parts).decode()


@pytest.mark.parametrize("name", [*PAGES, *BESIDE])
def test_what_is_sealed_is_on_no_page_of_those_who_run_rounds(client, sealed, admin_user, name):
    client.force_login(sealed.chair)
    _status, before = read(client, sealed.page(name))
    sealed.seal()

    editor = staff(Role.EDITOR, unit=sealed.campaign.organiser)
    for person in (sealed.chair, editor, admin_user):
        client.force_login(person)
        status, after = read(client, sealed.page(name))

        assert WORDS not in after
        if name in ABOUT_IT | {"second_look", "match"}:
            assert status == 404
    assert WORDS in before or name in {"letter"}


@pytest.mark.parametrize("query", ["", "?decided"])
def test_what_is_sealed_does_not_come_back(client, sealed, query):
    client.force_login(sealed.chair)
    step = Step.ACCEPTED if query else Step.PROPOSED
    Reconsideration.objects.update(step=step, decided_by=sealed.chair, decided_at=sealed.now)
    address = reverse("review:coming_back") + query
    _status, before = read(client, address)

    sealed.seal()

    assert WORDS in before
    assert WORDS not in read(client, address)[1]


@pytest.mark.parametrize("query", ["", "?done"])
def test_what_is_sealed_is_in_no_queue(client, sealed, query):
    client.force_login(sealed.reviewer)
    address = reverse("review:mine") + query
    _status, before = read(client, address)

    sealed.seal()

    assert WORDS in before
    assert WORDS not in read(client, address)[1]


@pytest.mark.parametrize("which", ["done", "open"])
def test_its_reviewers_read_it_no_more(client, sealed, which):
    client.force_login(sealed.reviewer)
    address = reverse("review:score", args=[getattr(sealed, which).pk])
    before, _text = read(client, address)

    sealed.seal()

    assert before == 200
    assert read(client, address)[0] == 404


def test_who_abstained_from_it_is_not_told_with_its_title(client, sealed):
    abstain(sealed.open, "不熟悉", by=sealed.reviewer, at=timezone.now())
    client.force_login(sealed.chair)
    sealed.seal()

    _status, page = read(client, sealed.page("round"))

    assert "不熟悉" not in page
    client.force_login(sealed.reviewer)
    assert WORDS not in read(client, reverse("review:mine") + "?done")[1]
