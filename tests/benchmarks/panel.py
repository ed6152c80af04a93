"""A round of any size with submitted reviews, laid down in the tables as they are."""

from collections.abc import Iterable
from datetime import timedelta
from itertools import chain, repeat
from typing import Any
from uuid import UUID

import numpy as np
from django.core.management.color import no_style
from django.db import connection, models
from django.db.models import Max
from django.utils import timezone

from suggestions.models import Assignment, Panellist, Review, Round, Score, Standing, Suggestion
from tests.factories import RoundFactory, UserFactory

CRITERIA = 4


def full_round(suggestions: int, *, each: int, reviewers: int, seed: int = 1) -> Round:
    """A round in which `each` of `reviewers` has judged every suggestion, drawn by lot."""
    round = RoundFactory(reviewers=1)
    people = [member.user_id for member in round.panel.all()]
    people += [user.pk for user in UserFactory.create_batch(reviewers - 1)]
    Panellist.objects.bulk_create(
        Panellist(round=round, user_id=key, order_seed=0) for key in people[1:]
    )
    dice = np.random.default_rng(seed)
    first = _next_key(Suggestion)
    keys = range(first, first + suggestions)
    pattern = round.standings.get()
    _lay_down_suggestions(pattern.suggestion, keys)
    reader = np.argsort(dice.random((suggestions, reviewers)), axis=1)[:, :each]
    marks = _levels(dice, reader, reviewers)
    _lay_down_standings(pattern, keys, marks)
    _lay_down_reviews(round, keys, np.array(people)[reader], marks)
    _settle()
    round.suggestion_count = suggestions + 1
    round.save(update_fields=["suggestion_count"])
    return round


def _levels(dice: np.random.Generator, reader: Any, reviewers: int) -> Any:
    """Levels by suggestion, reviewer in turn and criterion: quality, severity and chance."""
    quality = dice.normal(3, 0.8, size=(len(reader), 1, 1))
    severity = dice.normal(scale=0.5, size=reviewers)[reader][:, :, None]
    noise = dice.normal(scale=0.7, size=(*reader.shape, CRITERIA))
    return np.clip(np.round(quality + severity + noise), 1, 5).astype(int)


def _lay_down_suggestions(pattern: Suggestion, keys: range) -> None:
    _copy(
        pattern,
        {
            "id": keys,
            "receipt": (f"B{key:015}" for key in keys),
            "submission_key": (_uuid(key) for key in keys),
        },
    )


def _lay_down_standings(pattern: Standing, keys: range, levels: Any) -> None:
    marks = levels.mean(axis=2)
    _copy(
        pattern,
        {
            "id": range(first := _next_key(Standing), first + len(keys)),
            "suggestion_id": keys,
            "review_count": [levels.shape[1]] * len(keys),
            "figure": marks.mean(axis=1).tolist(),
            "mean": marks.mean(axis=1).tolist(),
            "median": np.median(marks, axis=1).tolist(),
            "spread": marks.std(axis=1, ddof=1).tolist(),
        },
    )


def _lay_down_reviews(round: Round, keys: range, readers: Any, levels: Any) -> None:
    """Assignments, reviews and scores, one after the other."""
    each, count = readers.shape[1], readers.size
    assignment = round.assignments.get()
    first = _next_key(Assignment)
    assignments = range(first, first + count)
    position = np.argsort(np.argsort(readers.ravel(), kind="stable"), kind="stable")
    _copy(
        assignment,
        {
            "id": assignments,
            "suggestion_id": np.repeat(np.array(keys), each).tolist(),
            "reviewer_id": readers.ravel().tolist(),
            "position": (position % (count // 50 + 1)).tolist(),
        },
    )
    at = timezone.now() - timedelta(days=1)
    pattern = Review(assignment=assignment, text_hash="0" * 64, updated_at=at, submitted_at=at)
    first = _next_key(Review)
    reviews = range(first, first + count)
    mark = levels.mean(axis=2).ravel().tolist()
    _copy(pattern, {"id": reviews, "assignment_id": assignments, "mark": mark})
    criteria = [criterion.pk for criterion in round.rubric.criteria.all()]
    _copy(
        Score(review=pattern, criterion_id=criteria[0]),
        {
            "id": range(first := _next_key(Score), first + count * CRITERIA),
            "review_id": chain.from_iterable([key] * CRITERIA for key in reviews),
            "criterion_id": criteria * count,
            "level": levels.ravel().tolist(),
        },
    )


def _copy(pattern: models.Model, changed: dict[str, Iterable[Any]]) -> None:
    """Rows like `pattern`, with these columns changed; as many as the columns are long."""
    columns: dict[str, Iterable[Any]] = {
        field.column: repeat(field.get_db_prep_save(getattr(pattern, field.attname), connection))
        for field in pattern._meta.concrete_fields
    }
    rows = zip(*(columns | changed).values(), strict=False)
    table, names = pattern._meta.db_table, ", ".join(columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"copy {table} ({names}) from stdin") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"insert into {table} ({names}) values ({marks})", [*rows])


def _uuid(number: int) -> UUID | str:
    """What the driver takes as it is: SQLite keeps a UUID as its digits."""
    found = UUID(int=number)
    return found.hex if connection.vendor == "sqlite" else found


def _next_key(model: type[models.Model]) -> int:
    return (model._default_manager.aggregate(last=Max("pk"))["last"] or 0) + 1


def _settle() -> None:
    """Have the database know its new rows, and count its keys on from them."""
    tables = [Suggestion, Standing, Assignment, Review, Score]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables):
            cursor.execute(statement)
        for model in tables:
            cursor.execute(f"analyze {model._meta.db_table}")
