"""The demo's time limits: what a standing channel promises, and what a clerk keeps of the desk."""

from campaigns.pages import CampaignKind
from search.demo.city import City
from suggestions.clocks.standard import Standard, StandardUse
from suggestions.desk.saving import keep_view

PROMISE = "prompt"
"""The standard of 1-2-3: contact in one day, meet within two, an answer within three."""
VIEWS = {"热线超期件": "tab=overdue&channel=hotline", "今日到期的答复": "tab=today&step=reply"}


def promise(city: City) -> None:
    """Let the standing channels promise 1-2-3 from now on, and keep views of the desk."""
    standard = Standard.objects.get(code=PROMISE)
    for campaign in city.campaigns.values():
        if campaign.kind != CampaignKind.THEMED:
            StandardUse.objects.get_or_create(standard=standard, campaign=campaign)
    handler = city.people["handler"]
    unit = handler.memberships.select_related("unit").first()
    for name, query in VIEWS.items():
        keep_view(name=name, query=query, shared_in=unit.unit if unit else None, by=handler)
