"""The description holds: whatever fits it or not, the answer is one that it names."""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from portal.wsgi import application
from suggestions.api.whole import api
from tests.factories import ConnectedSystemFactory, api_key
from tests.suggestions.api.asking import problem

pytestmark = pytest.mark.django_db
CHECKS = [content_type_conformance, response_schema_conformance, status_code_conformance]
BOUNDED = hypothesis_settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    database=None,
    derandomize=True,
)


@pytest.fixture
def described(db, settings):
    """The description, asked by a key that opens everything and may ask as often as it likes.

    A request must not close the connection that holds the test's transaction.
    """
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    settings.WRITE_LIMITS = settings.WRITE_LIMITS | {"api": {"key": [], "no_key": []}}
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    key = api_key(ConnectedSystemFactory())
    schema.config.update(headers={"Authorization": f"Bearer {key}"})
    yield schema
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


ADDRESSES = [
    (method, path)
    for path, methods in api.get_openapi_schema()["paths"].items()
    for method in methods
]


@pytest.mark.parametrize(("method", "path"), ADDRESSES)
def test_every_answer_is_one_that_the_description_names(described, method, path):
    @BOUNDED
    @given(case=described[path][method].as_strategy())
    def holds(case):
        response = case.call()

        case.validate_response(response, checks=CHECKS)
        assert response.status_code < 500

    holds()


def test_the_page_shows_every_address_and_asks_for_nothing_from_elsewhere(client):
    page = client.get(reverse("api_docs")).content.decode()

    for path in api.get_openapi_schema()["paths"]:
        assert path in page
    assert "http://" not in page.replace("http://www.w3.org", "")
    assert "<script" not in page.split("<main")[1]


def test_the_page_is_read_in_english_too():
    page = Client().get(reverse("api_docs"), headers={"Accept-Language": "en"}).content.decode()

    assert "Interface for other systems" in page


@pytest.mark.parametrize("path", ["", "no-such/", "work-orders/a%0Ab", "suggestions/x/y"])
def test_every_other_address_answers_with_a_problem(client, path):
    response = client.post(f"/api/v1/{path}")

    assert (response.status_code, problem(response)) == (404, "not_found")
