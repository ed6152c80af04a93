"""The desk's page costs the same however many are on the list."""

import pytest
from django.urls import reverse

from tests.factories import NomineeFactory

pytestmark = pytest.mark.django_db


def test_the_page_costs_the_same_however_many(client, at, django_assert_max_num_queries):
    world = at("draft")
    for _ in range(12):
        NomineeFactory(commendation=world.row)
    client.force_login(world.editor)
    page = reverse("commendation:page", args=[world.row.pk])
    client.get(page)

    with django_assert_max_num_queries(32):
        client.get(page)
