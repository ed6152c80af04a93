"""Health: alive without anything, ready only with what taking in a suggestion needs."""

import pytest
from django.core.cache import cache
from django.urls import reverse


@pytest.mark.django_db
def test_ready_with_database_and_cache(client):
    answer = client.get(reverse("health_ready"), {"format": "text"})

    assert answer.status_code == 200
    assert "Database" in answer.content.decode()
    assert "Cache" in answer.content.decode()


def test_alive_without_a_database(client):
    """Without the mark that opens the database, a query fails this test."""
    assert client.get(reverse("health_live")).status_code == 200


@pytest.mark.django_db
def test_not_ready_without_the_cache(client, monkeypatch):
    monkeypatch.setattr(type(cache._connections[cache._alias]), "get", lambda *a, **k: None)

    assert client.get(reverse("health_ready")).status_code == 500


@pytest.mark.django_db
def test_an_answer_is_never_kept(client):
    assert "no-store" in client.get(reverse("health_ready")).headers["Cache-Control"]
