"""Factories for the tests: rows as they are after the product's own functions made them."""

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory
from wagtail.models import Page, Site

from campaigns.models import CampaignIndexPage, CampaignPage, Criterion, Phase, Rubric
from campaigns.phases import PhaseKind
from portal.home.pages import HomePage
from portal.models import Area, Topic, Unit, User
from portal.organisation.membership import Role, appoint
from portal.organisation.unit import Tier
from suggestions.conversion.action import Action
from suggestions.conversion.golden_idea import GoldenIdea
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


class UserFactory(DjangoModelFactory):
    """A citizen who has signed up."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"person{n}")
    name = factory.Sequence(lambda n: f"市民{n}")
    email = factory.LazyAttribute(lambda person: f"{person.username}@example.org")
    password = factory.django.Password("correct horse battery")

    class Params:
        verified = factory.Trait(verified_at=factory.LazyFunction(timezone.now))


class UnitFactory(DjangoModelFactory):
    """A unit; `parent` puts it below another."""

    class Meta:
        model = Unit

    name = factory.Sequence(lambda n: f"单位{n}")
    code = factory.Sequence(lambda n: f"U{n:06}")
    tier = Tier.COUNTY

    @classmethod
    def _create(cls, model_class, *args, parent=None, **fields):
        if parent is None:
            return model_class.add_root(**fields)
        parent.refresh_from_db()
        return parent.add_child(**fields)


class TopicFactory(DjangoModelFactory):
    """A topic of the first level."""

    class Meta:
        model = Topic

    name = factory.Sequence(lambda n: f"主题{n}")
    code = factory.Sequence(lambda n: f"T{n:04}")

    @classmethod
    def _create(cls, model_class, *args, **fields):
        return model_class.add_root(**fields)


class AreaFactory(DjangoModelFactory):
    """An area without a parent."""

    class Meta:
        model = Area

    name = factory.Sequence(lambda n: f"区域{n}")
    code = factory.Sequence(lambda n: f"{n:012}")

    @classmethod
    def _create(cls, model_class, *args, **fields):
        return model_class.add_root(**fields)


def staff(*roles: Role, unit: Unit, **fields: object) -> User:
    """A user who holds `roles` for `unit` since yesterday."""
    user = UserFactory(**fields)
    for role in roles:
        appoint(user, role, unit, starts_on=timezone.localdate() - timedelta(days=1))
    return user


def home_page() -> HomePage:
    """The site's home page, made once, as the root of the default site."""
    home = HomePage.objects.first()
    if home is None:
        home = Page.get_first_root_node().add_child(
            instance=HomePage(title="金点子", slug="golden-ideas-home")
        )
        Site.objects.update_or_create(
            is_default_site=True, defaults={"hostname": "localhost", "root_page": home}
        )
        Site.clear_site_root_paths_cache()
    return home


def campaign_index() -> CampaignIndexPage:
    """The campaign index below the home page, made once."""
    index = CampaignIndexPage.objects.first()
    if index is None:
        index = home_page().add_child(instance=CampaignIndexPage(title="征集", slug="campaigns"))
    return index


class RubricFactory(DjangoModelFactory):
    """A rubric with the four criteria, equal weights."""

    class Meta:
        model = Rubric
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"评分标准{n}")

    @factory.post_generation
    def criteria(self, create, extracted, **kwargs):
        """Add the criteria after the rubric."""
        for order, name in enumerate(extracted or ["针对性", "公益性", "科学性", "实操性"]):
            anchors = {f"anchor_{level}": f"{name}{level}" for level in range(1, 6)}
            Criterion.objects.create(
                rubric=self, name=name, weight=1, description=name, sort_order=order, **anchors
            )


class CampaignFactory(DjangoModelFactory):
    """A published campaign; traits `collecting` (default), `reviewing`, `results`, `future`."""

    class Meta:
        model = CampaignPage

    title = factory.Sequence(lambda n: f"征集活动{n}")
    slug = factory.Sequence(lambda n: f"campaign-{n}")
    introduction = "请说说您的想法"
    organiser = factory.SubFactory(UnitFactory)
    rubric = factory.SubFactory(RubricFactory)

    @classmethod
    def _create(cls, model_class, *args, phase=PhaseKind.COLLECTING, topics=(), **fields):
        campaign = campaign_index().add_child(instance=model_class(**fields))
        if topics:
            campaign.topics.set(topics)
            campaign.save()
        if phase is not None:
            now = timezone.now()
            Phase.objects.create(
                campaign=campaign,
                kind=phase,
                starts_at=now - timedelta(days=10),
                ends_at=now + timedelta(days=20),
            )
        return campaign


class SuggestionFactory(DjangoModelFactory):
    """A received suggestion; traits `published`, `accepted`."""

    class Meta:
        model = Suggestion

    class Params:
        published = factory.Trait(
            public_since=factory.LazyFunction(timezone.now), state=State.ACCEPTED
        )
        accepted = factory.Trait(state=State.ACCEPTED)

    receipt = factory.Sequence(lambda n: f"T{n:015}")
    tracking_digest = "0" * 64
    campaign = factory.SubFactory(CampaignFactory)
    unit = factory.LazyAttribute(lambda suggestion: suggestion.campaign.organiser)
    title = factory.Sequence(lambda n: f"建议标题{n}")
    problem = "问题说明"
    proposal = "具体建议"
    submitted_at = factory.LazyFunction(timezone.now)
    state_since = factory.LazyFunction(timezone.now)


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


class GoldenIdeaFactory(DjangoModelFactory):
    """An adopted, published idea."""

    class Meta:
        model = GoldenIdea

    @classmethod
    def _create(cls, model_class, *args, **fields):
        idea = DecisionFactory(**fields).golden_idea
        idea.suggestion.public_since = timezone.now()
        idea.suggestion.save(update_fields=["public_since"])
        return idea


class ActionFactory(DjangoModelFactory):
    """A planned action of the unit in charge, due in a month."""

    class Meta:
        model = Action

    idea = factory.SubFactory(GoldenIdeaFactory)
    what = factory.Sequence(lambda n: f"落实措施{n}")
    unit = factory.LazyAttribute(lambda action: action.idea.suggestion.unit)
    due_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=30))
