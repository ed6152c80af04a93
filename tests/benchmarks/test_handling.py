"""Handing in, the figures and an import at three sizes, against one bare row in the same run.

`BENCH_HANDLING=1000,100000` measures other sizes.
"""

import io
import json
import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from portal.organisation.membership import Role, appoint
from suggestions.figures.case_facts import CaseFacts
from suggestions.figures.cells import Sums
from suggestions.figures.counts import DAY
from suggestions.figures.gathering import month_of
from suggestions.models import Suggestion
from tests.benchmarks.rows import grow_to, one_suggestion
from tests.factories import CampaignFactory, UserFactory
from tests.suggestions.intake.forms import sent

SIZES = tuple(map(int, os.environ.get("BENCH_HANDLING", "1000,100000,1000000").split(",")))
ROUNDS, WARM_UP = 30, 5
MOST_GROWTH = 1.3
REFERENCE = "a view that inserts one row behind the same middleware"
UNIT = "times as long (lower is faster)"
IMPORTED = 20_000
FACTS = """
insert into suggestions_casefacts ({columns}, suggestion_id)
select {values}, s.id from suggestions_suggestion s, suggestions_casefacts f
where f.suggestion_id = %s and s.id <> f.suggestion_id
and not exists (select 1 from suggestions_casefacts o where o.suggestion_id = s.id)
"""


pytestmark = pytest.mark.usefixtures("left_to_the_worker")


def typical_time(ask: Callable[[int], object]) -> float:
    """The median time of `ask`, which is given the number of the round, in seconds."""
    times = []
    for number in range(ROUNDS + WARM_UP):
        start = perf_counter()
        ask(number)
        times.append(perf_counter() - start)
    return median(times[WARM_UP:])


def photo() -> bytes:
    """A photograph of a telephone's size, made of noise so that it is as large as a real one."""
    file = io.BytesIO()
    Image.effect_noise((2048, 1536), 60).save(file, "JPEG", quality=80)
    return file.getvalue()


def count_all(pattern: Suggestion) -> None:
    """Facts and cells of all rows, as refreshing them would leave them; made by the database."""
    known = CaseFacts.objects.filter(pk=pattern.pk).first() or facts_of(pattern)
    names = [f.column for f in CaseFacts._meta.concrete_fields if f.column != "suggestion_id"]
    statement = FACTS.format(
        columns=", ".join(names),
        values=", ".join("s.id %% 40" if n == "handling_days" else f"f.{n}" for n in names),
    )
    with connection.cursor() as cursor:
        cursor.execute("truncate suggestions_cell, suggestions_daycount, suggestions_factsqueue")
        cursor.execute(statement, [known.pk])
        cursor.execute("analyze suggestions_casefacts")
    sums = Sums()
    for facts in CaseFacts.objects.iterator():
        sums.add(facts)
    sums.apply()


def facts_of(pattern: Suggestion) -> CaseFacts:
    """The facts of one answered suggestion."""
    return CaseFacts.objects.create(
        suggestion=pattern,
        month=month_of(timezone.now()),
        unit=pattern.unit,
        units=str(pattern.unit_id),
        topic=pattern.topic,
        topics=str(pattern.topic_id),
        channel=pattern.channel,
        received=1,
        replied=1,
        handling_seconds=DAY,
        handling_days=1,
    )


@pytest.mark.benchmark_run
@pytest.mark.services
@pytest.mark.django_db(transaction=True)
@pytest.mark.urls("tests.benchmarks.urls")
def test_handing_in_and_figures_do_not_grow_with_the_rows(
    report: Callable[..., None], settings: Any
) -> None:
    settings.WRITE_LIMITS = {
        name: dict.fromkeys(by, ()) for name, by in settings.WRITE_LIMITS.items()
    }
    pattern, person = one_suggestion(), UserFactory()
    today = timezone.localdate()
    appoint(person, Role.SUPERVISOR, pattern.unit, starts_on=today - timedelta(days=1))
    guest, staff, picture = Client(), Client(), photo()
    staff.force_login(person)
    growth: dict[str, list[float]] = {}

    def hand_in(number: int, **more: object) -> None:
        title = f"第{number}条建议{perf_counter()}"
        assert sent(guest, pattern.campaign, title=title, **more).status_code == 302

    def with_photo(number: int) -> None:
        hand_in(number, attachments=SimpleUploadedFile("a.jpg", picture, "image/jpeg"))

    def figures(number: int) -> None:
        assert staff.get(reverse("figures:figures")).status_code == 200

    for size in SIZES:
        grow_to(size, pattern)
        count_all(pattern)
        bound = typical_time(lambda number: guest.get("/insert/"))
        for name, ask in {
            "submit": hand_in,
            "submit with a photo": with_photo,
            "figures of handling": figures,
        }.items():
            ratio = typical_time(ask) / bound
            growth.setdefault(name, []).append(ratio)
            report(name, size=size, ratio=ratio, reference=REFERENCE, unit=UNIT)
    assert growth["figures of handling"][-1] <= MOST_GROWTH * growth["figures of handling"][0]


@pytest.mark.benchmark_run
@pytest.mark.services
@pytest.mark.django_db(transaction=True)
def test_an_import_keeps_up_with_a_bare_bulk_create(
    report: Callable[..., None], tmp_path: Path
) -> None:
    CampaignFactory(slug="bench")
    now = timezone.now()
    file = tmp_path / "rows.jsonl"
    with file.open("w", encoding="utf-8") as out:
        for number in range(IMPORTED):
            row = {"id": number, "title": f"第{number}条", "body": "路灯太暗。" * 20}
            out.write(json.dumps(row, ensure_ascii=False) + "\n")

    start = perf_counter()
    call_command("import_suggestions", file, campaign="bench", verbosity=0)
    ours = perf_counter() - start
    rows = list(Suggestion.objects.order_by("pk"))
    for number, row in enumerate(rows):
        row.pk, row.receipt, row.source_key = None, f"C{number:015}", f"c{number}"
        row.submission_key = Suggestion._meta.get_field("submission_key").get_default()
    start = perf_counter()
    for first in range(0, IMPORTED, 500):
        Suggestion.objects.bulk_create(rows[first : first + 500])
    bare = perf_counter() - start

    assert len(rows) == IMPORTED
    assert timezone.now() > now
    facts = {"size": IMPORTED, "reference": "bare bulk_create of the same rows"}
    report("import", ratio=bare / ours, unit="of its speed (higher is faster)", **facts)
    report("import", ratio=IMPORTED / ours, unit="rows per second", **facts)
