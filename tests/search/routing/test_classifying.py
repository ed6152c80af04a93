"""The classifier: what it takes to learn something, and what a guess says."""

import pytest

from search.routing.classifying import LEAST_OF_A_LABEL, learn
from tests.search.routing.texts import A_BUS, A_SCHOOL, BUSES, SCHOOLS

LABELS = ["bus"] * len(BUSES) + ["school"] * len(SCHOOLS)


@pytest.fixture(scope="module")
def classifier():
    return learn(BUSES + SCHOOLS, LABELS)


def test_new_texts_get_the_label_of_those_like_them(classifier):
    assert [guesses[0].label for guesses in classifier.guess([A_BUS, A_SCHOOL])] == [
        "bus",
        "school",
    ]


def test_probabilities_are_shares_the_best_first(classifier):
    (guesses,) = classifier.guess([A_BUS])

    first, second = (guess.probability for guess in guesses)
    assert 1 > first > second > 0
    assert first + second == pytest.approx(1)


def test_a_text_that_says_nothing_known_gets_no_certainty(classifier):
    ((nothing, _other), (bus, _second)) = classifier.guess([("", ""), A_BUS])

    assert nothing.probability < bus.probability


def test_nothing_is_guessed_of_nothing(classifier):
    assert classifier.guess([]) == []


def test_labels_with_too_few_texts_are_not_learned():
    few = LEAST_OF_A_LABEL - 1

    assert learn(BUSES + SCHOOLS[:few], LABELS[: len(BUSES) + few]) is None
    assert learn([], []) is None


def test_learning_the_same_again_gives_the_same(classifier):
    again = learn(BUSES + SCHOOLS, LABELS)

    assert again.guess([A_BUS]) == classifier.guess([A_BUS])


def test_texts_without_a_label_are_learned_from_too():
    classifier = learn(BUSES + SCHOOLS, LABELS, unlabelled=[A_BUS, A_SCHOOL])

    assert classifier.learned_from == len(BUSES + SCHOOLS)
    assert classifier.guess([A_BUS])[0][0].label == "bus"


def test_titles_that_are_all_the_same_are_no_obstacle():
    texts = [("建议", body) for _title, body in BUSES + SCHOOLS]

    classifier = learn(texts, LABELS)

    assert classifier.guess([("建议", A_BUS[1])])[0][0].label == "bus"
