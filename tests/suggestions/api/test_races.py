"""The same request twice at once: done once, and both get the one answer."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from suggestions.models import KeptAnswer, Suggestion
from tests.factories import ConnectedSystemFactory, api_key
from tests.suggestions.api.asking import ORDER, SAID, post

HANDS = 4


@pytest.mark.services
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("path", "said"), [("/suggestions", SAID), ("/work-orders", ORDER)])
def test_the_same_request_several_times_at_once_makes_one_suggestion(path, said):
    key = api_key(ConnectedSystemFactory())

    def ask(_hand):
        try:
            return post(Client(), path, said, key=key)
        finally:
            connection.close()

    with ThreadPoolExecutor(HANDS) as threads:
        answers = list(threads.map(ask, range(HANDS)))

    assert {answer.status_code for answer in answers} == {201}
    assert all(answer.json() == answers[0].json() for answer in answers)
    assert [answer.headers.get("Idempotent-Replayed") for answer in answers].count(None) == 1
    assert (Suggestion.objects.count(), KeptAnswer.objects.count()) == (1, 1)
