"""Factories of experts, rounds and what comes of them."""

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from campaigns.phases import PhaseKind
from portal.organisation.membership import Role
from suggestions.models import Suggestion
from suggestions.review.assignment import Assignment
from suggestions.review.deciding import decide
from suggestions.review.decision import Decision
from suggestions.review.experts.expert import Expert, Term
from suggestions.review.opening import open_round
from suggestions.review.reviews import Review
from suggestions.review.round import Round
from suggestions.review.scoring import Judgement, submit_review
from suggestions.states import State
from tests.factories.campaigns import CampaignFactory
from tests.factories.organisation import staff
from tests.factories.suggestions import SuggestionFactory


class ExpertFactory(DjangoModelFactory):
    """An expert of the pool, in a term that began yesterday; `topics` are their fields.

    `starts_on`, `ends_on` (dates) and `most_reviews` are the term's.
    """

    class Meta:
        model = Expert

    name = factory.Sequence(lambda n: f"专家{n}")

    @classmethod
    def _create(cls, model_class, *args, topics=(), **fields):
        yesterday = timezone.localdate() - timedelta(days=1)
        term = {"starts_on": fields.pop("starts_on", yesterday)}
        term |= {name: fields.pop(name, None) for name in ("ends_on", "most_reviews")}
        expert = model_class.objects.create(**fields)
        expert.topics.set(topics)
        expert.save()
        Term.objects.create(expert=expert, **term)
        return expert


class RoundFactory(DjangoModelFactory):
    """An open round, made by a chair; `suggestions` and `reviewers` are rows or how many.

    Reviewers, like the chair, belong to the campaign's organiser.
    """

    class Meta:
        model = Round

    campaign = factory.SubFactory(CampaignFactory, phase=PhaseKind.REVIEWING)
    name = factory.Sequence(lambda n: f"第{n}轮评审")
    per_suggestion = 1

    @classmethod
    def _create(cls, model_class, *args, campaign, suggestions=1, reviewers=1, **fields):
        now = timezone.now()
        unit = campaign.organiser
        if isinstance(suggestions, int):
            suggestions = SuggestionFactory.create_batch(
                suggestions, campaign=campaign, accepted=True
            )
        if isinstance(reviewers, int):
            reviewers = [staff(Role.REVIEWER, unit=unit) for _ in range(reviewers)]
        fields.setdefault("by", staff(Role.CHAIR, unit=unit))
        return open_round(
            campaign,
            Suggestion.objects.filter(pk__in=[row.pk for row in suggestions]),
            reviewers,
            fields.pop("per_suggestion"),
            **{"at": now, "deadline": now + timedelta(days=7), "seed": 1} | fields,
        )


class AssignmentFactory(DjangoModelFactory):
    """The only assignment of a round of one suggestion and one reviewer."""

    class Meta:
        model = Assignment

    @classmethod
    def _create(cls, model_class, *args, **fields):
        return RoundFactory(**fields).assignments.get()


class ReviewFactory(DjangoModelFactory):
    """A submitted review that gives every criterion the same `level`."""

    class Meta:
        model = Review

    assignment = factory.SubFactory(AssignmentFactory)
    level = 4

    @classmethod
    def _create(cls, model_class, *args, assignment, level, **fields):
        criteria = assignment.round.rubric.criteria.all()
        judgement = Judgement(levels={criterion.pk: level for criterion in criteria}, **fields)
        return submit_review(assignment, judgement, by=assignment.reviewer, at=timezone.now())


class DecisionFactory(DjangoModelFactory):
    """A chair's decision on a suggestion with one review; `outcome` is adopted by default."""

    class Meta:
        model = Decision

    review = factory.SubFactory(ReviewFactory)
    outcome = State.ADOPTED
    reason = "理由"

    @classmethod
    def _create(cls, model_class, *args, review, outcome, reason, **fields):
        round, suggestion = review.assignment.round, review.assignment.suggestion
        return decide(
            suggestion, outcome, reason, round=round, by=round.opened_by, at=timezone.now()
        )
