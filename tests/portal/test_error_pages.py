"""Pages for what went wrong: in the portal's design, in the reader's language, always standing."""

import pytest
from django.template import loader
from django.test import Client, override_settings
from django.urls import path, reverse

from portal import urls
from portal.organisation.membership import Role
from tests.factories import UnitFactory, UserFactory, home_page, staff


def broken(request):
    raise RuntimeError("13912345678")


class UrlsWithABrokenOne:
    urlpatterns = [path("broken/", broken), *urls.urlpatterns]


@pytest.fixture
def visitor(db):
    home_page()
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(("language", "words"), [("zh-hans", "没有"), ("en", "nothing at this")])
def test_a_page_that_is_not_there(visitor, language, words):
    visitor.cookies["django_language"] = language
    answer = visitor.get("/no-such-page/")

    assert answer.status_code == 404
    assert words in answer.content.decode()
    assert 'class="site-head"' in answer.content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "/suggestions/%00/",
        "/suggestions/track/a%00b/",
        "/suggestions/track/%00/letters/",
        "/suggestions/commendations/objections/%00/",
        "/api/v1/suggestions/%00",
        "/%00/",
    ],
)
def test_an_address_with_a_nul_leads_nowhere(visitor, address):
    """PostgreSQL refuses a question with one in it."""
    assert visitor.get(address).status_code == 404


@pytest.mark.parametrize("list_of", ["list", "golden_ideas"])
def test_a_number_too_large_for_a_row_is_left_aside(visitor, list_of):
    page = visitor.get(reverse(f"suggestions:{list_of}"), {"campaign": str(2**63)})

    assert page.status_code == 200


def test_a_page_for_other_people(visitor):
    visitor.force_login(UserFactory())
    answer = visitor.get("/admin/login/")

    assert answer.status_code == 403
    assert 'class="site-head"' in answer.content.decode()


def test_an_address_for_forms_that_is_opened_by_itself(visitor):
    """So a browser does after a sign-in that came in between."""
    visitor.force_login(staff(Role.SUPERVISOR, unit=UnitFactory()))
    address = reverse("systemic:gather")
    for_people = visitor.get(address, headers={"accept": "text/html"})
    for_programs = visitor.get(address, headers={"accept": "application/json"})

    assert (for_people.status_code, for_people["Allow"]) == (405, "POST")
    assert "这个网址需要提交表单" in for_people.content.decode()
    assert (for_programs.status_code, for_programs.content) == (405, b"")


def test_a_fault_of_ours_tells_both_languages_and_nothing_else(visitor):
    with override_settings(ROOT_URLCONF=UrlsWithABrokenOne):
        answer = visitor.get("/broken/")
    content = answer.content.decode()

    assert answer.status_code == 500
    assert ("系统出错了" in content, "Something broke on our side" in content) == (True, True)
    assert "13912345678" not in content


@pytest.mark.parametrize("name", ["400.html", "500.html"])
def test_the_last_pages_need_no_database_and_no_context(name):
    """Without the mark that opens the database, a query fails this test."""
    content = loader.get_template(name).render()

    assert '<a class="button button-primary" href="/">' in content


def test_a_request_for_another_host_is_refused(visitor):
    answer = visitor.get("/", HTTP_HOST="evil.example")

    assert answer.status_code == 400
    assert "请求无法处理" in answer.content.decode()


def test_too_many_tries_are_told_in_the_design(visitor):
    for _try in range(31):
        answer = visitor.post("/accounts/login/", {"login": "x", "password": "y"})

    assert answer.status_code == 429
    assert 'class="site-head"' in answer.content.decode()


def test_what_wagtail_has_to_say_is_told_once(visitor):
    visitor.force_login(UserFactory())
    content = visitor.get("/admin/", follow=True).content.decode()

    assert content.count("您无权查看此页面") == 2  # in the title and as the heading
    assert "message-title" not in content
