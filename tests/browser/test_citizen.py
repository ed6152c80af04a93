"""A citizen finds a call, hands in a suggestion, follows it, and sees it published."""

import re

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.organisation.membership import Role
from suggestions.handling.publication import publish
from suggestions.history import move
from suggestions.states import State
from suggestions.suggestion import Suggestion
from tests.browser.conftest import Visit
from tests.factories import CampaignFactory, TopicFactory, staff

PICTURE = {"name": "photo.png", "mimeType": "image/png"}


def test_citizen_submits_and_tracks(visit: Visit, png: bytes) -> None:
    campaign = CampaignFactory(title="家门口的好点子", topics=[TopicFactory(name="公交出行")])
    citizen = visit()
    page = citizen.page

    citizen.go("/")
    citizen.look("home")
    citizen.follow(page.get_by_role("link", name="家门口的好点子").first)
    citizen.look("campaign")

    page.locator("#id_title").fill("短")
    page.locator("#id_problem").fill("早高峰等车要四十分钟，站台没有遮雨的棚子。")
    page.locator("#id_consent_privacy").check()
    page.get_by_role("button", name=_("Hand in my suggestion")).click()
    page.wait_for_selector(".error-summary, [role=alert]")
    citizen.look("refused-form")
    assert page.locator("#id_problem").input_value().startswith("早高峰等车")

    page.locator("#id_title").fill("给公交站加一个雨棚")
    page.locator("#id_proposal").fill("每站加装两米宽的雨棚和一条长椅。")
    page.locator("#id_author_name").fill("阿卜杜拉·𠮷田")
    page.locator("input[type=file]").set_input_files([{**PICTURE, "buffer": png}])
    page.locator("#id_consent_publish").check()
    page.get_by_role("button", name=_("Hand in my suggestion")).click()
    page.wait_for_url(re.compile("/receipt/"))
    citizen.look("receipt")
    receipt, code = page.locator(".receipt-code").all_inner_texts()

    stranger = visit()
    stranger.go("/suggestions/track/")
    stranger.look("track")
    stranger.page.locator("#id_receipt").fill(receipt)
    stranger.page.locator("#id_code").fill(code)
    stranger.page.click("main form button")
    stranger.page.wait_for_url(re.compile(receipt))
    stranger.look("tracked")
    assert "给公交站加一个雨棚" in stranger.page.inner_text("main")

    handler = staff(Role.HANDLER, unit=campaign.organiser)
    suggestion = Suggestion.objects.get(receipt=receipt)
    move(suggestion, State.ACCEPTED, by=handler, note="感谢，已经受理。")
    publish(suggestion, by=handler, at=timezone.now())
    stranger.page.reload()
    stranger.look("tracked-accepted")
    assert "感谢，已经受理。" in stranger.page.inner_text("main")
    stranger.go(f"/suggestions/{receipt}/")
    stranger.look("published")
    stranger.go("/suggestions/")
    stranger.look("list")


def test_citizen_submits_without_javascript(visit: Visit) -> None:
    campaign = CampaignFactory()
    citizen = visit(javascript=False)
    page = citizen.page

    citizen.go(campaign.url)
    page.locator("#id_title").fill("没有脚本也能提交")
    page.locator("#id_problem").fill("旧手机打不开脚本。")
    page.locator("#id_proposal").fill("页面不依赖脚本。")
    page.locator("#id_consent_privacy").check()
    page.get_by_role("button", name=_("Hand in my suggestion")).click()
    page.wait_for_url(re.compile("/receipt/"))

    assert Suggestion.objects.get().title == "没有脚本也能提交"
