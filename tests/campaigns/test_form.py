import pytest
from django.urls import reverse

from campaigns.forms import CampaignForm
from campaigns.models import CampaignPage, Rubric
from portal.organisation.membership import Role
from tests.campaigns.editing import typed_campaign, typed_phase
from tests.factories import UnitFactory, UserFactory, campaign_index, staff

pytestmark = pytest.mark.django_db

WELL_DATED = (
    typed_phase("collecting", 0, 10),
    typed_phase("reviewing", 10, 20),
    typed_phase("results", 20),
)


def form_of(*phases, **fields):
    """The bound form that an editor's browser would fill."""
    form_class = CampaignPage.get_edit_handler().get_form_class()
    index = campaign_index()
    data = typed_campaign(*phases, **fields)
    user = UserFactory(is_superuser=True)
    return form_class(data, instance=CampaignPage(), parent_page=index, for_user=user)


def test_campaign_page_is_edited_with_the_form_that_checks_phases():
    assert issubclass(CampaignPage.get_edit_handler().get_form_class(), CampaignForm)


def test_well_dated_campaign_is_accepted():
    form = form_of(*WELL_DATED)

    assert form.is_valid(), (form.errors, form.formsets["phases"].errors)


def test_campaign_without_a_phase_is_refused():
    form = form_of()

    assert not form.is_valid()
    assert form.formsets["phases"].non_form_errors()


def test_fault_is_told_at_the_phase_and_nothing_typed_is_lost():
    form = form_of(typed_phase("collecting", 0, 10), typed_phase("reviewing", 5, 20))

    assert not form.is_valid()
    assert [list(errors) for errors in form.formsets["phases"].errors] == [[], ["starts_at"]]
    assert form["slogan"].value() == "下雨了，路上怎么走"


def test_deleted_phase_is_no_fault():
    removed = {**typed_phase("reviewing", 5, 20), "DELETE": "on"}

    assert form_of(typed_phase("collecting", 0, 10), removed).is_valid()


def test_phase_that_ends_before_it_starts_is_told_in_words():
    form = form_of(typed_phase("collecting", 10, 0))

    assert not form.is_valid()
    assert form.formsets["phases"].errors[0]


def test_a_leaders_mailbox_says_to_which_post_letters_go():
    phases = typed_phase("collecting", 0), typed_phase("reviewing", 0)

    form = form_of(*phases, kind="mailbox")

    assert list(form.errors) == ["addressee"]
    assert form_of(*phases, kind="mailbox", addressee="区长").is_valid()


def test_standing_channel_needs_no_end():
    phases = typed_phase("collecting", 0), typed_phase("reviewing", 0)

    assert form_of(*phases, kind="standing").is_valid()


def test_campaign_that_is_reviewed_needs_a_rubric():
    form = form_of(*WELL_DATED, rubric="")

    assert not form.is_valid()
    assert list(form.errors) == ["rubric"]


def test_draft_may_still_be_wrong():
    form = form_of(typed_phase("collecting", 0), rubric="")
    form.defer_required_fields()

    assert form.is_valid()


def test_editor_saves_a_draft_and_it_is_not_on_the_site(client):
    client.force_login(staff(Role.EDITOR, unit=UnitFactory()))
    add = reverse("wagtailadmin_pages:add", args=["campaigns", "campaignpage", campaign_index().pk])

    client.post(add, typed_campaign(*WELL_DATED))

    campaign = CampaignPage.objects.get(slug="rainy-days")
    assert (campaign.live, campaign.phases.count()) == (False, 3)
    assert client.get(campaign.url).status_code == 404


def rubric_form(name, *weights):
    """A rubric's form with one criterion for each weight."""
    criteria = {
        f"criteria-{number}-{field}": value
        for number, weight in enumerate(weights)
        for field, value in {
            "name": f"标准{number}",
            "weight": weight,
            "description": "评什么",
            "ORDER": number,
            "DELETE": "",
            "id": "",
            **{f"anchor_{level}": f"第{level}级" for level in range(1, 6)},
        }.items()
    }
    counts = {"criteria-TOTAL_FORMS": len(weights), "criteria-INITIAL_FORMS": 0}
    return {"name": name, **counts, **criteria}


@pytest.mark.parametrize(("weights", "made"), [((1, 2), 1), ((0, 0), 0), ((0, 1), 1)])
def test_rubric_needs_a_criterion_that_counts(client, weights, made):
    client.force_login(staff(Role.EDITOR, unit=UnitFactory()))

    client.post(reverse("rubrics:add"), rubric_form("新标准", *weights))

    assert Rubric.objects.filter(name="新标准").count() == made


def test_second_rubric_of_the_same_name_is_refused_in_words(client):
    client.force_login(staff(Role.EDITOR, unit=UnitFactory()))
    client.post(reverse("rubrics:add"), rubric_form("新标准", 1))

    answer = client.post(reverse("rubrics:add"), rubric_form("新标准", 1))

    assert Rubric.objects.filter(name="新标准").count() == 1
    assert answer.context["form"].errors["name"]
