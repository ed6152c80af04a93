"""What the demo's screeners said of suggestions that look alike, and what many want just now."""

from django.conf import settings
from django.utils.timezone import localdate

from search.asking import ask
from search.demo.city import City
from search.demo.clock import as_of
from search.demo.reading import text_file
from search.engines.interface import SearchUnavailable
from search.hot_issues.night import group_hot_issues
from search.similar import REPEATED
from suggestions.repeats.link import Verdict
from suggestions.repeats.marking import link
from suggestions.repeats.shown import Shown
from suggestions.repeats.telling import tell_authors_of_repeats


def link_repeats(city: City) -> None:
    """Give the verdicts of the file, each on its day, and tell the authors."""
    for pair in text_file("repeats")["pair"]:
        likeness = pair["likeness"]
        with as_of(city.past(pair["day"], "14:10")) as at:
            link(
                city.suggestions[pair["later"]],
                city.suggestions[pair["earlier"]],
                verdict=Verdict(pair["verdict"]),
                by=city.people["handler"],
                at=at,
                shown=Shown(likeness, REPEATED, likeness >= REPEATED),
            )
    with as_of(city.today):
        tell_authors_of_repeats()


def group_demo(city: City) -> None:
    """Group the demo's suggestions; where search does not answer, the first night does it."""
    until, days = localdate(city.today), settings.HOT_ISSUE_DAYS
    try:
        ask(lambda engine: group_hot_issues(engine, until=until, days=days, at=city.today))
    except SearchUnavailable:
        return
