"""From opening a round to a certificate: everyone who takes part, each at a browser."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from campaigns.phases import PhaseKind
from portal.organisation.membership import Role
from suggestions.commendation.certificate import Certificate
from suggestions.commendation.commendation import Commendation
from suggestions.conversion.action import Action
from suggestions.conversion.golden_idea import GoldenIdea
from suggestions.conversion.reminding import make_due_reports
from suggestions.intake.receipts import new_receipt
from suggestions.models import Round, Standing
from suggestions.states import State
from suggestions.suggestion import Suggestion
from tests.browser.conftest import Visit
from tests.browser.looking import Visitor
from tests.browser.steps import DESK, choose, fill, press, score_all
from tests.factories import (
    CampaignFactory,
    SuggestionFactory,
    UnitFactory,
    UserFactory,
    staff,
)

CHAIRS = "沿江装长椅"
"""The suggestion that is adopted in the end."""
OTHERS = ("路口画等候线", "菜场设秤台")
LEVELS = (5, 2, 4)
"""What each of the three reviewers gives for everything: any two differ beyond the limit."""


class People:
    """Who takes part: the organiser's people, the unit that acts and the one that verifies."""

    def __init__(self) -> None:
        """Appoint them."""
        city = UnitFactory(name="望澜市")
        self.office = UnitFactory(name="建议征集办公室", parent=city)
        self.gardens = UnitFactory(name="园林养护中心", parent=city)
        self.inspectors = UnitFactory(name="督查室", parent=city)
        self.chair = staff(Role.CHAIR, unit=self.office, name="组长甲")
        self.editor = staff(Role.EDITOR, unit=self.office, name="编辑乙")
        self.publisher = staff(Role.PUBLISHER, unit=self.office, name="发布人丙")
        self.leader = staff(Role.LEADER, unit=self.office, name="领导丁")
        self.reviewers = [
            staff(Role.REVIEWER, unit=self.office, name=f"评审员{name}") for name in "戊己庚"
        ]
        self.gardener = staff(Role.HANDLER, unit=self.gardens, name="养护员辛")
        self.inspector = staff(Role.SUPERVISOR, unit=self.inspectors, name="督查员壬")
        self.author = UserFactory(name="市民癸", verified=True)


@pytest.fixture
def people(transactional_db: None) -> People:
    """Everyone of the journey."""
    return People()


@pytest.fixture
def suggestions(people: People) -> list[Suggestion]:
    """Three suggestions of a campaign that is being reviewed, the first by the author."""
    campaign = CampaignFactory(title="一江两岸", organiser=people.office, phase=PhaseKind.REVIEWING)
    facts = {"campaign": campaign, "unit": people.office, "published": True}
    return [
        SuggestionFactory(
            title=title, receipt=new_receipt(localdate()), author=author, author_shown=True, **facts
        )
        for title, author in [(CHAIRS, people.author), *((title, None) for title in OTHERS)]
    ]


def test_review(visit: Visit, people: People, suggestions: list[Suggestion], png: bytes) -> None:
    round = open_round(visit(people.chair), suggestions[0].campaign_id, people)
    blind_scores(visit, people, round)
    decide(visit(people.chair), round)
    read_letter(visit(people.author), suggestions[0])
    idea = GoldenIdea.objects.get(suggestion=suggestions[0])
    plan_and_report(visit, people, idea, png)
    put_forward_and_verify(visit, people, idea, png)
    certificate = commend(visit, people)
    check_certificate(visit(people.author), visit(), suggestions[0], certificate)


def open_round(desk: Visitor, campaign: int, people: People) -> Round:
    """The chair opens a blind round: two readers each, one suggestion that all score first."""
    desk.go("/admin/")
    desk.look("first-page", ours=DESK)
    desk.go(f"/admin/review/rounds/open/{campaign}/")
    desk.look("open-round", ours=DESK)
    deadline = timezone.localtime() + timedelta(days=20)
    fill(
        desk,
        name="第一轮",
        per_suggestion="2",
        calibration="1",
        spread_limit="0.5",
        deadline=deadline.strftime("%Y-%m-%d %H:%M"),
    )
    for box in desk.page.locator("[name=reviewers]").all():
        box.check(force=True)
    desk.page.locator("[name=publication]").select_option("together")
    press(desk, _("Count first"))
    desk.look("counted", ours=DESK)
    press(desk, _("Open the round"))
    return Round.objects.get(campaign=campaign)


def blind_scores(visit: Visit, people: People, round: Round) -> None:
    """Everyone scores the calibration suggestion first; where two differ a third is asked."""
    first = round.standings.get(is_calibration=True).suggestion.title
    seats = [(visit(person), level) for person, level in zip(people.reviewers, LEVELS, strict=True)]
    orders = [score_all(seat, level, look="scoring") for seat, level in seats]
    again = [score_all(seat, level) for seat, level in seats]
    seat, _level = seats[0]
    seat.go("/admin/review/mine/?done")
    seat.look("done", ours=DESK)

    assert [order[0] for order in orders] == [first] * 3
    assert sum(map(len, orders + again)) == 9
    standings = Standing.objects.filter(round=round)
    assert {standing.review_count for standing in standings} == {3}
    assert standings.filter(is_calibration=False, extra_asked_at__isnull=False).count() == 2


def decide(desk: Visitor, round: Round) -> None:
    """The chair looks at the statistics, marks, decides on all and publishes at once."""
    for name in ("statistics", "readers"):
        desk.go(f"/admin/review/rounds/{round.pk}/{name}/")
        desk.look(name, ours=DESK)
    desk.go(f"/admin/review/rounds/{round.pk}/")
    desk.look("round", ours=DESK)
    desk.follow(desk.page.get_by_role("link", name=CHAIRS))
    desk.page.locator("input[name=outcome][value=adopted]").check(force=True)
    fill(desk, reason="问题真实，办法可行，先在北岸试装二十张。")
    desk.look("standing", ours=DESK)
    press(desk, _("Decide"))
    chairs = Suggestion.objects.get(title=CHAIRS)
    assert chairs.state == State.REVIEWING, "nobody hears of it before all are published"

    desk.go(f"/admin/review/rounds/{round.pk}/panel/")
    desk.look("panel", ours=DESK)
    for title in OTHERS:
        desk.page.get_by_label(_("Select %(title)s") % {"title": title}).check()
    press(desk, _("Decide on the ticked ones"))
    desk.page.locator("input[name=outcome][value=kept]").check(force=True)
    fill(desk, reason="“{title}”留作参考：{criteria}")
    press(desk, _("Decide on all of these"))
    desk.go(f"/admin/review/rounds/{round.pk}/publish/")
    desk.look("publish", ours=DESK)
    press(desk, _("Publish all of these"))
    chairs.refresh_from_db()
    assert chairs.state == State.ADOPTED


def read_letter(home: Visitor, suggestion: Suggestion) -> None:
    """The author reads the result with its reasons."""
    home.go(f"/suggestions/track/{suggestion.receipt}/")
    home.look("decided")
    home.follow(home.page.locator("a[href*='/letter']").first)
    home.look("letter")
    assert "先在北岸试装二十张" in home.page.inner_text("main")


def plan_and_report(visit: Visit, people: People, idea: GoldenIdea, png: bytes) -> None:
    """The office plans what the gardens do; a month later their report is due, with pictures."""
    desk = visit(people.editor)
    desk.go(f"/admin/golden-ideas/{idea.pk}/")
    choose(desk, "unit", people.gardens.name)
    fill(
        desk,
        what="北岸步道装长椅二十张",
        due_on=(localdate() + timedelta(days=60)).isoformat(),
        indicator="装好的长椅",
        indicator_unit="张",
        baseline="0",
        target="20",
    )
    desk.page.locator("[name=rhythm]").select_option("monthly")
    press(desk, _("Add the action"))
    desk.look("planned", ours=DESK)
    action = Action.objects.get()
    Action.objects.update(planned_on=localdate() - timedelta(days=45))  # time goes by
    make_due_reports()

    gardens = visit(people.gardener)
    gardens.go("/admin/golden-ideas/todo/")
    gardens.look("due", ours=DESK)
    gardens.go(f"/admin/golden-ideas/actions/{action.pk}/report/")
    gardens.page.locator("[name=due]").select_option(index=1)
    gardens.page.locator("[name=state]").select_option("done")
    fill(gardens, text="二十张长椅全部装好。", value="20", caption="北岸步道，装椅前后")
    for part in ("before", "after"):
        gardens.page.locator(f"[name={part}]").set_input_files(
            {"name": f"{part}.png", "mimeType": "image/png", "buffer": png}
        )
    press(gardens, _("Hand in the report"))
    gardens.look("reported", ours=DESK)
    assert not action.due_reports.open().exists()


def put_forward_and_verify(visit: Visit, people: People, idea: GoldenIdea, png: bytes) -> None:
    """The gardens say it is done; another unit looks, the author agrees: carried out."""
    gardens = visit(people.gardener)
    gardens.go(f"/admin/golden-ideas/{idea.pk}/propose/")
    gardens.page.locator("input[name=outcome][value=converted]").check(force=True)
    gardens.page.locator("[name=kind]").select_option(index=1)
    gardens.page.locator("[name=proof]").select_option("document")
    fill(gardens, note="步道长椅已交付使用。", document_title="竣工验收单")
    choose(gardens, "verifying_unit", people.inspectors.name)
    gardens.look("propose", ours=DESK)
    press(gardens, _("Put it forward"))

    look = visit(people.inspector)
    look.go("/admin/golden-ideas/todo/")
    look.go(f"/admin/golden-ideas/proposals/{idea.proposals.get().pk}/")
    fill(look, note="到现场数过，二十张都在。")
    look.look("verify", ours=DESK)
    press(look, _("It was carried out"))
    assert idea.suggestion.state != State.CONVERTED, "the author is asked as well"

    home = visit(people.author)
    home.go(f"/suggestions/track/{idea.suggestion.receipt}/")
    home.page.locator("form[action*='answer'] input[type=radio]").first.check(force=True)
    home.look("asked")
    press(home, _("Send my answer"))
    idea.suggestion.refresh_from_db()
    assert idea.suggestion.state == State.CONVERTED
    home.go(idea.get_absolute_url())
    home.look("golden-idea")


def commend(visit: Visit, people: People) -> Certificate:
    """A list is computed, shown to everyone, read by a drawn panel, approved and published."""
    desk = visit(people.editor)
    desk.go("/admin/commendations/draft/")
    choose(desk, "unit", people.office.name)
    fill(desk, title="年度金点子", year=str(localdate().year))
    desk.page.locator("[name=kinds][value=author]").check(force=True)
    press(desk, _("Compute the candidates"))
    desk.look("draft", ours=DESK)
    page = f"/admin/commendations/{Commendation.objects.get().pk}/"

    _act(visit(people.publisher), page, "publish-notice", size="1")
    public = visit()
    public.go(Commendation.objects.get().get_absolute_url())
    public.look("notice")
    yesterday = localdate() - timedelta(days=1)
    Commendation.objects.update(notice_until=yesterday)  # five working days later
    _act(visit(people.publisher), page, "close-notice")
    _act(visit(people.chair), page, "draw")
    member = Commendation.objects.get().draw.members.get().user
    _act(visit(member), page, "say", agrees="yes")
    _act(visit(people.leader), page, "approve")
    _act(visit(people.publisher), page, "publish-order")
    return Certificate.objects.get()


def _act(visitor: Visitor, page: str, act: str, *, agrees: str = "", **typed: str) -> None:
    """Do one step of a commendation at its page."""
    visitor.go(page)
    form = visitor.page.locator(f"form[action$='/do/{act}/#{act}']")
    if agrees:
        form.locator(f"[name={act}-agrees][value={agrees}]").check(force=True)
    for name, text in typed.items():
        form.locator(f"[name={act}-{name}]").fill(text)
    visitor.look(act, ours=DESK)
    visitor.follow(form.get_by_role("button"))


def check_certificate(
    home: Visitor, public: Visitor, suggestion: Suggestion, certificate: Certificate
) -> None:
    """The author has it, and anybody can check its code; a forged one is not known."""
    home.go(f"/suggestions/track/{suggestion.receipt}/")
    home.look("commended")
    picture = home.page.request.get(
        f"{home.address}/suggestions/commendations/certificates/{certificate.key}/picture/"
    )
    assert picture.headers["content-type"] == "image/png"
    for code, said in [
        (certificate.code, _("This certificate is genuine")),
        (certificate.code[::-1], _("This code is not known")),
    ]:
        public.go("/suggestions/commendations/certificates/check/")
        fill(public, code=code)
        press(public, pgettext("a code", "Check"))
        public.look("checked")
        assert said in public.page.inner_text("main")
