"""Reviewers score what is assigned to them; the chair adopts one; everyone can read why."""

import re

from django.utils.translation import gettext as _

from campaigns.phases import PhaseKind
from portal.organisation.membership import Role
from suggestions.states import State
from tests.browser.conftest import Visit
from tests.factories import CampaignFactory, RoundFactory, SuggestionFactory, UnitFactory, staff

DESK = "main"


def test_reviewer_scores_and_chair_adopts(visit: Visit) -> None:
    unit = UnitFactory(name="建议征集办公室")
    campaign = CampaignFactory(title="一江两岸", organiser=unit, phase=PhaseKind.REVIEWING)
    suggestion = SuggestionFactory(campaign=campaign, title="沿江装长椅", published=True)
    reviewer = staff(Role.REVIEWER, unit=unit, name="评审员甲")
    chair = staff(Role.CHAIR, unit=unit, name="组长乙")
    round = RoundFactory(
        campaign=campaign, suggestions=[suggestion], reviewers=[reviewer], by=chair
    )

    judge = visit(reviewer)
    judge.go("/admin/review/mine/")
    judge.look("queue", ours=DESK)
    judge.follow(judge.page.get_by_role("link", name="沿江装长椅").first)
    judge.look("scoring", ours=DESK)
    for criterion in judge.page.locator("[data-criterion]").all():
        criterion.locator("input[type=radio][value='4']").check(force=True)
    judge.follow(judge.page.get_by_role("button", name=_("Submit"), exact=True))
    assert round.assignments.get().review.is_submitted
    judge.look("scored", ours=DESK)

    panel = visit(chair)
    panel.go(f"/admin/review/rounds/{round.pk}/")
    panel.look("round", ours=DESK)
    panel.follow(panel.page.get_by_role("link", name="沿江装长椅"))
    panel.look("standing", ours=DESK)
    panel.page.locator("input[name=outcome][value=adopted]").check(force=True)
    panel.page.locator("[name=reason]").fill("问题真实，办法可行，先在北岸试装二十张。")
    panel.follow(panel.page.locator("form[action*='/decide/'] button"))
    suggestion.refresh_from_db()
    assert suggestion.state == State.ADOPTED

    public = visit()
    public.go("/suggestions/golden-ideas/")
    public.look("golden-ideas")
    public.follow(public.page.get_by_role("link", name=re.compile("沿江装长椅")).first)
    public.look("golden-idea")
    assert "先在北岸试装二十张" in public.page.inner_text("main")
