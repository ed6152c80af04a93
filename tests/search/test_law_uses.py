"""The use of laws: usual until something is learned, then what was learned."""

import pytest
from django.core.management import CommandError, call_command

from portal.regulations.articles import Article
from portal.regulations.importing import import_text
from search.items import Kind
from search.law_uses import learn, learned_uses, use_prior
from search.models import OutboxEntry

CIVIL_CODE, BY_LAW = "民法典", "望澜市公园条例"


def test_the_civil_code_is_needed_more_often_than_a_by_law():
    assert use_prior(CIVIL_CODE, {}) > use_prior("著作权法", {}) > use_prior(BY_LAW, {}) == 1


def test_what_was_learned_takes_the_place_of_what_is_usual():
    learned = {BY_LAW: 50}

    assert use_prior(BY_LAW, learned) > use_prior(CIVIL_CODE, learned) == 1


@pytest.mark.django_db
def test_learning_again_forgets_what_was_learned_before():
    learn({CIVIL_CODE: 3})
    learn({BY_LAW: 5})

    assert learned_uses() == {BY_LAW: 5}


def test_after_learning_every_article_goes_to_the_index_again(db):
    import_text("# 停车场管理条例\n第一条 停车场应当开放。", "停车场管理条例", by=None)
    OutboxEntry.objects.all().delete()

    learn({CIVIL_CODE: 3})

    waiting = OutboxEntry.objects.filter(kind=Kind.ARTICLE).values_list("row", flat=True)
    assert set(waiting) == set(Article.objects.values_list("pk", flat=True)) != set()


@pytest.mark.django_db
def test_the_command_learns_from_judged_questions(tmp_path):
    (tmp_path / "qrels").mkdir()
    (tmp_path / "queries.jsonl").write_text('{"_id": "q1", "text": "?"}\n', encoding="utf-8")
    judged = "query-id\tcorpus-id\tscore\nq1\t中华人民共和国民法典第一条\t1\nq1\t刑法第二条\t0\n"
    (tmp_path / "qrels" / "test.tsv").write_text(judged, encoding="utf-8")

    call_command("learn_law_uses", tmp_path)

    assert learned_uses() == {CIVIL_CODE: 1}


def test_the_command_says_what_is_missing(tmp_path):
    with pytest.raises(CommandError, match=r"test\.tsv"):
        call_command("learn_law_uses", tmp_path)
