"""Loading the demo: all of it or nothing, into an empty portal, once."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate

from portal.organisation.unit import Unit
from portal.regulations.importing import import_text
from search.demo.calls import build_calls
from search.demo.carrying_out import carry_out
from search.demo.channels import open_other_doors
from search.demo.city import City
from search.demo.commending import commend
from search.demo.desk import screen
from search.demo.discussing import compare_pool, discuss
from search.demo.experts import build_experts
from search.demo.hotline import publish_hotline
from search.demo.instructing import instruct_and_report
from search.demo.intake import hand_in, told_suggestions
from search.demo.offices import build_offices
from search.demo.pages import build_home, build_pages
from search.demo.panel import compute_statistics, hold_rounds
from search.demo.paper import lay_out_forms
from search.demo.passing import pass_between_units
from search.demo.people import build_people
from search.demo.places import furnish_places
from search.demo.reading import TEXTS
from search.demo.repeats import group_demo, link_repeats
from search.demo.replying import reply
from search.demo.screening import keep_lists
from search.demo.supervising import supervise
from search.demo.time_limits import promise
from search.demo.words import choose_words
from search.routing.learning import learn_routing
from suggestions.chain.roots import make_root

MARK = "WL"
"""Code of the invented city's government: where it is, the demo is."""

Progress = Callable[[str], None]


class DemoRefused(Exception):
    """The demo may not be loaded here; the message says why."""


def is_loaded() -> bool:
    """Whether the demo is in this database."""
    return Unit.objects.filter(code=MARK).exists()


def load(*, at: datetime, progress: Progress = lambda step: None) -> bool:
    """Load the demo as of `at`; False, and nothing is changed, if it is there already.

    Raises DemoRefused outside the settings meant for it, or where other content is.
    """
    if not getattr(settings, "DEMO", False):
        raise DemoRefused("Demo content is for development settings only (DEMO).")
    if is_loaded():
        return False
    if Unit.objects.exists():
        raise DemoRefused("This database holds other content; the demo wants an empty one.")
    city = City(today=at)
    with transaction.atomic():
        _build(city, progress)
    # what was committed is in the index by now
    compute_statistics()
    progress("hot issues")
    group_demo(city)
    compare_pool(city)
    make_root(localdate(at) - timedelta(days=1), at=at)
    progress("where suggestions belong")
    learn_routing(at=at)
    return True


def _build(city: City, progress: Progress) -> None:
    """Everything, in the order in which it can exist."""
    progress("offices, topics, people")
    build_offices(city)
    build_people(city)
    furnish_places(city)
    build_experts(city)
    progress("pages and calls")
    home = build_home(city)
    build_pages(city, home)
    build_calls(city, home)
    progress("a regulation and the hotline's figures")
    text = (TEXTS / "regulation.md").read_text(encoding="utf-8")
    import_text(text, "望澜市人民建议征集办法", by=city.people["publisher"])
    publish_hotline(city)
    keep_lists()
    _tell_suggestions(city, progress)


def _tell_suggestions(city: City, progress: Progress) -> None:
    """What was suggested, and everything that happened to it."""
    told = told_suggestions()
    progress(f"{len(told)} suggestions")
    for one in told:
        hand_in(city, one)
        screen(city, one)
    progress("reviews and decisions")
    hold_rounds(city, told)
    discuss(city)
    progress("golden ideas and what is done about them")
    carry_out(city, told)
    progress("commendations and instructions")
    commend(city)
    instruct_and_report(city)
    _go_on(city, progress)


def _go_on(city: City, progress: Progress) -> None:
    """What the offices do with it among themselves, and what they have ready."""
    progress("replies, checks and ratings")
    reply(city)
    progress("verdicts on repeats")
    link_repeats(city)
    progress("offers, parts and calls between units")
    pass_between_units(city)
    progress("agents, people together, the hotline")
    open_other_doors(city)
    progress("supervision and systemic issues")
    supervise(city)
    progress("time limits and views of the desk")
    promise(city)
    progress("paper forms")
    lay_out_forms(city)
    progress("words of the search")
    choose_words(city)
