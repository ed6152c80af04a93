"""What an editor's browser sends for a campaign."""

from datetime import timedelta

from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from campaigns.rubrics import default_rubric
from tests.factories import UnitFactory


def typed_phase(kind, start, end=None):
    """One phase of the form, from one number of days after now to another."""
    now = timezone.localtime()

    def typed(days):
        return "" if days is None else (now + timedelta(days=days)).strftime("%Y-%m-%d %H:%M")

    return {"kind": kind, "starts_at": typed(start), "ends_at": typed(end)}


def typed_campaign(*phases, **fields):
    """A whole form with these phases; `fields` replace what is typed by default."""
    return nested_form_data(
        {
            "title": "雨天出行",
            "slug": "rainy-days",
            "slogan": "下雨了，路上怎么走",
            "introduction": "请说说雨天出行的难处和办法",
            "why": streamfield([]),
            "kind": "themed",
            "organiser": str(UnitFactory().pk),
            "rubric": str(default_rubric().pk),
            "guests_allowed": "on",
            "attachments_allowed": "on",
            "moderation": "before",
            "second_look_days": "30",
            "phases": inline_formset(list(phases)),
            "comments": inline_formset([]),
            **fields,
        }
    )
