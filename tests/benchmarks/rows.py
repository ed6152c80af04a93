"""A great many published suggestions, written by the database itself."""

from django.db import connection

from suggestions.suggestion import Suggestion
from tests.factories import CampaignFactory, SuggestionFactory, TopicFactory

COPY = """
insert into suggestions_suggestion ({columns})
select {values} from suggestions_suggestion row, generate_series(%(first)s, %(last)s) number
where row.id = %(row)s
"""
CHANGED = {
    "receipt": "'B' || number",
    "submission_key": "gen_random_uuid()",
    "title": "row.title || number",
    "public_since": "row.public_since - number * interval '1 second'",
    "submitted_at": "row.submitted_at - number * interval '1 second'",
    "support_count": "number %% 500",
}


def one_suggestion() -> Suggestion:
    """The suggestion that the others are made from."""
    topic = TopicFactory()
    campaign = CampaignFactory(topics=[topic])
    return SuggestionFactory(campaign=campaign, topic=topic, published=True, title="停车难的建议")


def grow_to(size: int, pattern: Suggestion) -> None:
    """Add published suggestions like `pattern` until there are `size`."""
    fields = [field.column for field in Suggestion._meta.concrete_fields if field.column != "id"]
    values = [CHANGED.get(column, f"row.{column}") for column in fields]
    statement = COPY.format(columns=", ".join(fields), values=", ".join(values))
    here = Suggestion.objects.count()
    with connection.cursor() as cursor:
        cursor.execute(statement, {"first": here, "last": size - 1, "row": pattern.pk})
        cursor.execute("analyze suggestions_suggestion")
