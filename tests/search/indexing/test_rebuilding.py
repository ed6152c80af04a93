"""Rebuilding and verifying."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone

from search.engines import chosen
from search.engines.interface import Gone, SearchUnavailable
from search.finding import Question, find
from search.indexing import rebuilding, verifying
from search.indexing.outbox import OutboxEntry, enqueue
from search.indexing.rebuilding import rebuild_index
from search.indexing.shipping import ship
from search.indexing.verifying import stretches, verify_index
from search.items import Index, Key, Kind
from search.queries.words import parse
from search.tasks import tidy
from suggestions.models import Suggestion
from tests.factories import CampaignFactory, SuggestionFactory
from tests.search.conftest import item


@pytest.fixture
def rows(db, monkeypatch):
    """Seven published suggestions, in stretches of three; nothing waits in the outbox."""
    monkeypatch.setattr(verifying, "STRETCH", 3)
    monkeypatch.setattr(rebuilding, "TOGETHER", 1)
    campaign = CampaignFactory()
    rows = [SuggestionFactory(published=True, campaign=campaign) for _number in range(7)]
    OutboxEntry.objects.all().delete()
    return rows


def differences(engine, index=Index.PUBLIC):
    engine.settle(index)
    return verify_index(engine, index).differences


def test_a_rebuilt_index_equals_the_database(engine, rows):
    assert rebuild_index(engine, Index.PUBLIC) == {}
    assert rebuild_index(engine, Index.STAFF) == {}

    assert [differences(engine, index) for index in Index] == [0, 0]


def test_rebuilding_removes_what_is_no_longer_there(engine, rows):
    engine.write(Index.PUBLIC, [item(10**6, "早就删除"), item(rows[0].pk - 1, "也已删除")])

    rebuild_index(engine, Index.PUBLIC)

    assert differences(engine) == 0


def test_writes_during_a_rebuild_are_not_lost(engine, rows, monkeypatch):
    """Before each stretch somebody changes one row, deletes one and adds one."""
    remaining = list(rows)
    fill = rebuilding._fill

    def changing(*args):
        remaining[0].title = "重建中改的标题"
        remaining.pop(0).save()
        remaining.pop().delete()
        SuggestionFactory(published=True, campaign=rows[0].campaign, title="重建中新增")
        return fill(*args)

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(rebuilding, "_fill", changing)
        meanwhile.setattr(
            rebuilding, "SOURCES", {Kind.SUGGESTION: rebuilding.SOURCES[Kind.SUGGESTION]}
        )
        rebuild_index(engine, Index.PUBLIC)
    ship(engine.name)

    engine.settle(Index.PUBLIC)
    report = verify_index(engine, Index.PUBLIC)
    assert report.missing == 1  # the campaign, of a kind left out here
    assert report.differences == 1
    answer = find(engine, Index.PUBLIC, Question(words=parse("重建中"))).answer
    assert answer.total == Suggestion.objects.filter(title__startswith="重建中").count()


def test_a_search_goes_on_while_a_rebuild_runs(engine, rows, monkeypatch):
    rebuild_index(engine, Index.PUBLIC)
    engine.settle(Index.PUBLIC)
    totals = []
    fill = rebuilding._fill

    def searching(*args):
        totals.append(find(engine, Index.PUBLIC, Question(words=parse("建议标题"))).answer.total)
        return fill(*args)

    monkeypatch.setattr(rebuilding, "_fill", searching)
    rebuild_index(engine, Index.PUBLIC)

    assert set(totals) == {7}


def test_a_rebuild_broken_off_leaves_the_index_in_use_and_can_be_begun_again(
    engine, rows, monkeypatch
):
    rebuild_index(engine, Index.PUBLIC)

    def killed(*args):
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(rebuilding, "_fill", killed)
        with pytest.raises(KeyboardInterrupt):
            rebuild_index(engine, Index.PUBLIC)
    assert differences(engine) == 0

    rebuild_index(engine, Index.PUBLIC)
    assert differences(engine) == 0


def test_changes_waiting_since_before_the_first_rebuild_all_arrive(engine, rows):
    if engine.name == "elasticsearch":
        for index in Index:
            engine.remove(index)
    for row in rows:
        row.title = "等着的修改"
        row.save()
    assert OutboxEntry.objects.exists()

    call_command("search", "rebuild")

    assert not OutboxEntry.objects.exists()
    assert [differences(engine, index) for index in Index] == [0, 0]


def test_nobody_sends_while_the_new_index_takes_its_place(engine, rows, monkeypatch):
    """What went to the old index alone at that moment would be lost with it."""
    finish = type(engine).finish_rebuild
    shipped = []

    def finishing(self, index):
        rows[0].save()
        shipped.append(ship(engine.name))
        finish(self, index)

    monkeypatch.setattr(type(engine), "finish_rebuild", finishing)
    rebuild_index(engine, Index.PUBLIC)

    assert shipped == [0]
    ship(engine.name)
    assert differences(engine) == 0


def test_rows_the_old_index_refused_are_sent_again_after_a_rebuild(engine, rows):
    enqueue([Key(Kind.SUGGESTION, rows[0].pk)], engines=[engine.name])
    later = timezone.now() + timedelta(hours=6)
    OutboxEntry.objects.update(attempts=9, due_at=later)

    rebuild_index(engine, Index.PUBLIC)

    assert ship(engine.name) == 1


@pytest.mark.parametrize("surplus", [True, False])
def test_verifying_takes_no_more_than_a_stretch_however_much_differs(engine, rows, surplus):
    many = [item(10**6 + number, "多余") for number in range(20)] if surplus else []
    engine.write(Index.PUBLIC, many)
    engine.settle(Index.PUBLIC)

    found = list(stretches(engine, Index.PUBLIC, Kind.SUGGESTION))

    assert max(len(part.rows) for part in found) <= verifying.STRETCH
    assert max(len(part.stored) for part in found) <= verifying.STRETCH
    assert [row for part in found for row in part.rows] == [row.pk for row in rows]
    assert [row for part in found for row in part.stored] == [one.row for one in many]


@pytest.fixture
def server(settings, db):
    """Elasticsearch without any index yet; none is left."""
    settings.SEARCH_ENGINE, settings.SEARCH_FALLBACK = "elasticsearch", False
    engine = chosen.engine()
    yield engine
    for index in Index:
        engine.remove(index)


@pytest.mark.services
def test_a_later_rebuild_takes_the_place_of_one_that_still_runs(server, rows, monkeypatch):
    rebuild_index(server, Index.PUBLIC)
    fill = rebuilding._fill

    def overtaken(*args):
        monkeypatch.setattr(rebuilding, "_fill", fill)
        rebuild_index(chosen.engine(), Index.PUBLIC)
        return fill(*args)

    monkeypatch.setattr(rebuilding, "_fill", overtaken)
    with pytest.raises(SearchUnavailable):
        rebuild_index(server, Index.PUBLIC)

    assert differences(server) == 0
    assert len(server.client.indices.get(index=f"{server.prefix}-public-*")) == 1


@pytest.mark.services
def test_a_first_rebuild_that_was_killed_is_not_taken_for_an_index(server, rows, capsys):
    for index in Index:
        server.begin_rebuild(index)
    assert not server.is_whole(Index.PUBLIC)

    call_command("search", "rebuild", "--missing")

    assert server.is_whole(Index.PUBLIC)
    assert differences(server) == 0


@pytest.mark.services
def test_what_a_killed_rebuild_left_is_dropped_by_night(server, rows):
    for index in Index:
        rebuild_index(server, index)
    server.begin_rebuild(Index.PUBLIC)
    names = f"{server.prefix}-public-*"

    tidy()
    assert len(server.client.indices.get(index=names)) == 2

    with time_machine.travel(timezone.now() + timedelta(days=2)):
        tidy()
    assert len(server.client.indices.get(index=names)) == 1
    assert differences(server) == 0


def test_verify_finds_what_is_missing_outdated_and_surplus(engine, rows):
    rebuild_index(engine, Index.PUBLIC)
    engine.write(Index.PUBLIC, [item(10**6, "多余")], [Gone(Key(Kind.SUGGESTION, rows[0].pk), 1)])
    Suggestion.objects.filter(pk=rows[1].pk).update(title="没有通知的修改")
    engine.settle(Index.PUBLIC)

    report = verify_index(engine, Index.PUBLIC)

    assert (report.missing, report.outdated, report.surplus) == (1, 1, 1)


def test_verify_repairs_on_request(engine, rows):
    rebuild_index(engine, Index.PUBLIC)
    engine.write(Index.PUBLIC, [item(10**6, "多余")], [Gone(Key(Kind.SUGGESTION, rows[0].pk), 1)])
    Suggestion.objects.filter(pk=rows[1].pk).update(title="没有通知的修改")
    engine.settle(Index.PUBLIC)

    verify_index(engine, Index.PUBLIC, repair=True)
    ship(engine.name)

    assert differences(engine) == 0


def test_the_command_fails_while_differences_remain(engine, rows, capsys):
    with pytest.raises(CommandError, match="differences"):
        call_command("search", "verify")

    call_command("search", "verify", "--repair")
    call_command("search", "verify")

    assert "0 missing" in capsys.readouterr().out


def test_the_command_rebuilds_and_shows_what_is_there(engine, rows, capsys):
    call_command("search", "rebuild")
    for index in Index:
        engine.settle(index)
    call_command("search", "status")

    shown = capsys.readouterr().out
    assert f"{engine.name}: answers" in shown
    assert "public: campaign 1, suggestion 7" in shown


def test_rebuilding_only_what_is_missing_leaves_the_rest(engine, rows, capsys):
    call_command("search", "rebuild")
    for index in Index:
        engine.settle(index)
    capsys.readouterr()

    call_command("search", "rebuild", "--missing")

    assert capsys.readouterr().out == ""


def test_the_status_of_an_engine_that_is_down_says_so(settings, db, capsys):
    settings.SEARCH_ENGINE = "elasticsearch"
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"

    call_command("search", "status", "--engine", "elasticsearch")

    assert "Connection" in capsys.readouterr().out
