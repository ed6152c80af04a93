"""The demo's expert pool: who reviews, with fields and terms, and who else could be asked."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from search.demo.city import City
from search.demo.reading import text_file
from suggestions.models import Expert, Term


def build_experts(city: City) -> None:
    """Fill the pool."""
    today = timezone.localdate(city.today)
    for fields in text_file("experts")["expert"]:
        _expert(city, fields, today)


def _expert(city: City, fields: dict[str, Any], today: date) -> None:
    """One entry with its term of office; days are counted from today."""
    expert = Expert(
        kind=fields.get("kind", "person"),
        name=fields["name"],
        user=city.people.get(fields.get("account", "")),
        affiliation=fields["affiliation"],
        words=fields["words"],
        away_until=_day(fields.get("away_until"), today),
    )
    expert.terms = [
        Term(
            starts_on=today + timedelta(fields["from"]),
            ends_on=_day(fields.get("until"), today),
            most_reviews=fields.get("most"),
        )
    ]
    expert.save()
    expert.topics.set([city.topics[code] for code in fields["topics"]])
    expert.save()


def _day(days: int | None, today: date) -> date | None:
    return None if days is None else today + timedelta(days)
