"""Putting ideas forward and verifying them at the desk, and the author's page."""

from uuid import uuid4

import pytest
from django.urls import reverse

from portal.organisation.membership import Role
from suggestions.conversion.ageing import put_forward_lapsed
from suggestions.models import Action, Evidence, Proposal
from suggestions.states import State
from tests.factories import UserFactory, staff
from tests.suggestions.conversion.following import put_forward, today
from tests.suggestions.conversion.pictures import pdf, photo


def url(name, row):
    return reverse(f"conversion:{name}", args=[row.pk])


def said(here, **fields):
    facts = {
        "form_key": str(uuid4()),
        "outcome": "converted",
        "kind": "work_measure",
        "note": "已全部完成",
        "proof": "document",
        "document_title": "验收报告",
        "verifying_unit": here.county.pk,
    }
    return facts | fields


@pytest.fixture
def handler(client, here):
    here.finish()
    client.force_login(here.handler)
    return here.handler


@pytest.fixture
def author(here):
    here.idea.suggestion.author = UserFactory()
    here.idea.suggestion.save()
    return here.idea.suggestion.author


def test_an_idea_is_put_forward_with_its_document(client, here, handler):
    shown = client.get(url("propose", here.idea)).context["form"]
    client.post(url("propose", here.idea), said(here) | {"documents": pdf(), "after": photo()})

    proposal = Proposal.objects.get()
    assert shown["verifying_unit"].value() == here.county.pk
    assert (proposal.proposed_by, proposal.document_title) == (handler, "验收报告")
    assert Evidence.objects.filter(proposal=proposal).count() == 2


@pytest.mark.parametrize(
    "fields",
    [{"note": ""}, {"kind": "gone"}, {"outcome": "lapsed"}, {"document_url": "javascript:1"}],
)
def test_a_wrong_claim_keeps_words_and_files(client, here, handler, fields):
    data = said(here, **fields) | {"documents": pdf()}

    form = client.post(url("propose", here.idea), data).context["form"]

    assert list(form.errors) == list(fields)
    assert form["document_title"].value() == "验收报告"
    assert [one.name for one in form.kept()] == ["验收.pdf"]
    assert not Proposal.objects.exists()


def test_a_claim_that_is_refused_says_why(client, here, handler):
    data = said(here, verifying_unit=here.office.pk)

    form = client.post(url("propose", here.idea), data).context["form"]

    assert form.non_field_errors()
    assert not Proposal.objects.exists()


def test_the_second_unit_verifies(client, here):
    proposal = put_forward(here)
    client.force_login(here.judge)
    assert client.get(url("verify", proposal)).context["may_verify"]

    client.post(url("verify", proposal), {"note": "到现场看过", "verify": "1"})

    assert Proposal.objects.get().verified_by == here.judge


def test_the_second_unit_sends_back(client, here):
    proposal = put_forward(here)
    client.force_login(here.judge)

    client.post(url("verify", proposal), {"note": "照片看不出来", "send_back": "1"})

    assert Proposal.objects.get().state == "sent_back"


def test_without_words_there_is_no_verdict(client, here):
    proposal = put_forward(here)
    client.force_login(here.judge)

    response = client.post(url("verify", proposal), {"note": " ", "verify": "1"})

    assert list(response.context["form"].errors) == ["note"]
    assert not Proposal.objects.get().is_verified


def test_the_second_verdict_is_told(client, here):
    proposal = put_forward(here)
    for person in (here.judge, staff(Role.CHAIR, unit=here.county)):
        client.force_login(person)
        response = client.post(url("verify", proposal), {"note": "看过", "verify": "1"})

    assert response.context["form"].non_field_errors()


def test_who_acts_looks_on_but_does_not_verify(client, here):
    proposal = put_forward(here)
    client.force_login(here.handler)

    shown = client.get(url("verify", proposal)).context
    client.post(url("verify", proposal), {"note": "看过", "verify": "1"})

    assert not shown["may_verify"]
    assert not Proposal.objects.get().is_verified


def test_it_goes_on(client, here):
    Action.objects.update(due_on=today().replace(year=2020), planned_on=today().replace(year=2020))
    put_forward_lapsed()
    client.force_login(here.editor)

    client.post(url("go_on", Proposal.objects.get()), {"note": ""})
    assert Proposal.objects.get().is_open
    client.post(url("go_on", Proposal.objects.get()), {"note": "下月开工"})

    assert Proposal.objects.get().state == "sent_back"


class TestTheAuthor:
    def page(self, here):
        return reverse("suggestions:tracked", args=[here.idea.suggestion.receipt])

    def answer(self, client, here, **data):
        address = reverse("suggestions:answer", args=[here.idea.suggestion.receipt])
        return client.post(address, data)

    def test_is_asked_on_the_tracking_page(self, client, here, author):
        client.force_login(author)
        assert 'name="agrees"' not in client.get(self.page(here)).content.decode()

        put_forward(here, document_title="验收报告甲")

        text = client.get(self.page(here)).content.decode()
        assert 'name="agrees"' in text
        assert "验收报告甲" in text

    def test_agrees(self, client, here, author):
        put_forward(here)
        client.force_login(author)

        response = self.answer(client, here, agrees="yes")

        assert response.url == self.page(here)
        assert Proposal.objects.get().answer == "agrees"
        assert 'name="agrees"' not in client.get(self.page(here)).content.decode()

    def test_does_not_agree_and_says_why(self, client, here, author):
        put_forward(here)
        client.force_login(author)

        self.answer(client, here, agrees="no", comment="还缺两盏")

        assert Proposal.objects.get().answer_comment == "还缺两盏"

    @pytest.mark.parametrize(
        "data", [{}, {"agrees": "maybe"}, {"agrees": "no"}, {"agrees": "no", "comment": "长" * 501}]
    )
    def test_sees_a_wrong_answer_again(self, client, here, author, data):
        put_forward(here)
        client.force_login(author)

        response = self.answer(client, here, **data)

        assert response.status_code == 422
        assert response.context["form"].errors
        assert response.context["form"]["comment"].value() == data.get("comment")
        assert Proposal.objects.get().answer == ""

    def test_who_comes_late_is_told(self, client, here, author):
        client.force_login(author)

        response = self.answer(client, here, agrees="yes")

        assert response.status_code == 422
        assert response.context["form"].non_field_errors()

    def test_alone_answers(self, client, here, author):
        put_forward(here)
        client.force_login(UserFactory())

        self.answer(client, here, agrees="yes")

        assert Proposal.objects.get().answer == ""
        assert here.state == State.ADOPTED
