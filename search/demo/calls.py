"""The calls of the demo: one with results, one under review, one collecting, one always open."""

from typing import Any

from campaigns.index import CampaignIndexPage
from campaigns.pages import CampaignPage
from campaigns.phases import Phase
from campaigns.rubrics import Rubric
from portal.home.pages import HomePage
from search.demo.city import City
from search.demo.clock import as_of
from search.demo.pictures import picture
from search.demo.reading import text_file
from search.demo.streams import stream

PUBLISHED_BEFORE = 2
"""Days between publishing a call and its first phase."""


def build_calls(city: City, home: HomePage) -> None:
    """Publish the index and the calls, each as of shortly before it began."""
    texts = text_file("campaigns")
    rubric = Rubric.objects.newest_versions().first()
    with as_of(city.day(-410)):
        index = home.add_child(instance=CampaignIndexPage(**texts["index"], show_in_menus=True))
    for fields in texts["campaign"]:
        with as_of(city.day(fields["phases"][0][1] - PUBLISHED_BEFORE)):
            city.campaigns[fields["slug"]] = _call(city, index, fields, rubric)
    _propose(city, index, texts["proposed"], rubric)


def _call(
    city: City, index: CampaignIndexPage, fields: dict[str, Any], rubric: Rubric | None
) -> CampaignPage:
    page = index.add_child(instance=_page(city, fields, rubric))
    page.topics = [city.topics[code] for code in fields["topics"]]
    page.phases = [_phase(city, order, *phase) for order, phase in enumerate(fields["phases"])]
    publisher = city.people["publisher"]
    # as if its three readings were over
    page.save_revision(user=publisher).publish(user=publisher, skip_permission_checks=True)
    page.refresh_from_db()
    return page


def _page(city: City, fields: dict[str, Any], rubric: Rubric | None) -> CampaignPage:
    """The page as its editor wrote it, not in the tree yet."""
    why = {"kind": "text", "html": fields["why"]}
    asked = {"kind": "question", "question": fields["question"], "answer": fields["answer"]}
    return CampaignPage(
        **{name: fields[name] for name in ("slug", "title", "slogan", "kind", "introduction")},
        why=stream([why, asked]),
        organiser=city.units[fields["organiser"]],
        picture=picture(fields["picture"], fields["title"]),
        rubric=rubric,
        publishes_figures=fields.get("publishes_figures", False),
        owner=city.people["editor"],
        live=False,
    )


def _phase(city: City, order: int, kind: str, start: int, end: int | str) -> Phase:
    """A phase between two midnights; an empty end stays open."""
    ends_at = None if end == "" else city.day(int(end), "00:00")
    return Phase(sort_order=order, kind=kind, starts_at=city.day(start, "00:00"), ends_at=ends_at)


def _propose(
    city: City, index: CampaignIndexPage, fields: dict[str, Any], rubric: Rubric | None
) -> None:
    """A call that waits for its first approval, so that the workflow can be tried."""
    editor = city.people["editor"]
    page = index.add_child(instance=_page(city, fields, rubric))
    page.phases = [_phase(city, order, *phase) for order, phase in enumerate(fields["phases"])]
    page.save_revision(user=editor)
    workflow = page.get_workflow()
    if workflow is not None:
        workflow.start(page, editor)
