"""Metrics tell how an app does, to those who may know, and nothing of what its sessions remember."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest
from operations.app_process import running
from prometheus_client.openmetrics.parser import text_string_to_metric_families
from server.apps import PLAIN, SocketTab, app_of
from session.test_saving import Process, click
from stores.places import eventually

from anew.counts import Histogram
from anew.server import board as boards
from anew.server.board import Board
from anew.server.measured import gauge, text_of
from anew.server.metrics import MEDIA_TYPE, metrics_of
from anew.server.places import PLACE_BYTES, size_of
from anew.session.storage import GATHER_SECONDS
from anew.settings.config import load, shown
from anew.stores.base import Options, UnavailableError
from anew.stores.memory import MemoryStore
from anew.testing.tab import Tab

if TYPE_CHECKING:
    from pathlib import Path

SCRIPT = """
import threading

import anew as st

st.session_state.setdefault("gate", threading.Lock())
kind = st.selectbox("Kind", ["a", "b"])
if st.button("Fail"):
    raise ValueError("as asked for")
"""
TOKEN = "a-token-of-some-length"


def read(text: str) -> dict[tuple[str, ...], float]:
    """Numbers by name and labels, without the worker's; a strict parser has read them."""
    return {
        (
            sample.name,
            *(word for name, word in sorted(sample.labels.items()) if name != "worker"),
        ): (sample.value)
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def numbers(process: Process) -> dict[tuple[str, ...], float]:
    return read(text_of({1: [*metrics_of(process.runner, process.registry)]}))


def asked(port: int, **headers: str) -> httpx.Response:
    return httpx.get(f"http://localhost:{port}/metrics", headers=headers, verify=PLAIN)


def test_there_are_none_unless_they_are_asked_for(tmp_path):
    with app_of(tmp_path, SCRIPT) as port:
        assert asked(port).headers["content-type"].startswith("text/html")  # Any page of the app.


def test_an_app_tells_what_its_sessions_do(tmp_path):
    with app_of(tmp_path, SCRIPT, server__metricsPath="/metrics") as port:
        before = read(asked(port).text)  # Nobody has come yet.
        tab = SocketTab.settled(port)
        [kind] = tab.elements("selectbox")
        tab.do(tab.event(values={kind["id"]: "no such option"}))
        tab.do(tab.event(trigger=tab.elements("button")[0]["id"]))
        while tab.unacknowledged:
            tab.send(tab.socket.recv(timeout=10))
        now = asked(port)
        found = read(now.text)
        tab.socket.send("no message")
        tab.close_reason()
        tab.hang_up()
        assert eventually(lambda: read(asked(port).text)["anew_sessions", "waiting"] == 1)
        after = read(asked(port).text)

    assert now.headers["content-type"] == MEDIA_TYPE
    assert now.headers["cache-control"] == "no-store"
    assert before["anew_sessions", "attached"] == before["anew_runs_started_total",] == 0
    assert found["anew_sessions", "attached"] == found["anew_sessions_opened_total",] == 1
    assert found["anew_runs_started_total",] == 3 and found["anew_runs_active",] == 0
    assert found["anew_runs_ended_total", "finished"] == 2
    assert found["anew_runs_ended_total", "failed"] == 1
    assert found["anew_run_duration_seconds_count",] == 3
    assert found["anew_run_duration_seconds_bucket", "+Inf"] == 3
    assert 0 < found["anew_run_duration_seconds_sum",] < 30
    assert found["anew_refused_values_total",] == 1
    assert found["anew_keys_in_memory_only",] == 1
    commits = found["anew_commits_total", "committed"]
    assert 1 <= commits == found["anew_commit_duration_seconds_count",]
    assert found["anew_store_failing",] == 0
    assert found["process_resident_memory_bytes",] > 10_000_000
    assert found["process_open_fds",] > 3
    assert after["anew_connections_closed_total", "bad_message"] == 1
    assert after["anew_sessions", "attached"] == 0


def test_an_app_below_a_path_has_its_metrics_there(tmp_path):
    options = {"server__metricsPath": "ops/metrics", "server__baseUrlPath": "sales"}
    with app_of(tmp_path, SCRIPT, **options) as port:
        answer = httpx.get(f"http://localhost:{port}/sales/ops/metrics", verify=PLAIN)

    assert read(answer.text)["anew_sessions", "attached"] == 0


def test_two_apps_of_one_process_count_for_themselves():
    busy, idle = (Process(MemoryStore()) for _ in range(2))
    tab = Tab()
    busy.open(tab)

    assert numbers(busy)["anew_runs_started_total",] == 1
    assert numbers(idle)["anew_runs_started_total",] == 0


def test_sessions_that_move_between_processes_are_counted():
    store, tab, again = MemoryStore(), Tab(), Tab()
    first, second = Process(store), Process(store)
    first.open(tab)
    click(first, tab)
    first.save()
    again.name, again.instance = tab.name, tab.instance
    second.open(again)
    click(first, tab)
    first.save()

    assert numbers(second)["anew_takeovers_total", "in"] == 1
    assert numbers(second)["anew_sessions_opened_total",] == 0
    assert numbers(first)["anew_takeovers_total", "out"] == 1
    assert numbers(first)["anew_commits_total", "fenced"] == 1


class Failing(MemoryStore):
    """A store that can be out of reach."""

    is_away = False

    def commit(self, commits):
        if self.is_away:
            raise UnavailableError("It is not there.")
        return super().commit(commits)


def test_a_store_that_fails_is_seen():
    store, tab = Failing(Options()), Tab()
    process = Process(store)
    process.open(tab)
    process.save()
    store.is_away = True
    click(process, tab)
    process.settle()
    process.clock.advance(GATHER_SECONDS)
    process.clock.run_until(lambda: process.storage.is_failing)
    failing = numbers(process)
    store.is_away = False
    process.clock.advance(1)
    process.clock.run_until(lambda: not process.storage.is_failing)
    well = numbers(process)

    assert (failing["anew_store_failing",], failing["anew_commits_waiting",]) == (1, 1)
    assert failing["anew_commits_waiting_bytes",] > 0
    assert (well["anew_store_failing",], well["anew_commits_waiting",]) == (0, 0)


def test_an_app_whose_state_is_in_memory_has_no_metrics_of_a_store(tmp_path):
    options = {"server__metricsPath": "metrics", "state__store": "memory"}
    with app_of(tmp_path, SCRIPT, **options) as port:
        SocketTab.settled(port).hang_up()

        assert not [name for name, *_ in read(asked(port).text) if "commit" in name]


@pytest.mark.parametrize(
    "header",
    [
        {"X-Forwarded-For": "127.0.0.1"},
        {"X-Forwarded-Proto": "https"},
        {"Forwarded": "for=127.0.0.1"},
        {"Via": "1.1 proxy"},
        {"X-Real-IP": "127.0.0.1"},
        {"Host": "192.0.2.1"},
    ],
    ids=lambda header: next(iter(header)),
)
def test_without_a_token_only_this_machine_may_know(tmp_path, header):
    with app_of(tmp_path, SCRIPT, server__metricsPath="metrics") as port:
        answer = asked(port, **header)

        assert (answer.status_code, "anew_" in answer.text) == (403, False)
        assert "server.metricsToken" in answer.text
        assert asked(port).status_code == 200


def test_with_a_token_whoever_has_it_may_know_and_nobody_else(tmp_path):
    options = {"server__metricsPath": "metrics", "server__metricsToken": TOKEN}
    with app_of(tmp_path, SCRIPT, **options) as port:
        refused = asked(port)
        wrong = [
            asked(port, Authorization=given)
            for given in (
                f"Bearer {TOKEN}x",
                "Bearer",
                f"Basic {TOKEN}",
                TOKEN,
                f"Bearer {TOKEN[:-1]}",
            )
        ]
        right = asked(port, Authorization=f"Bearer {TOKEN}", **{"X-Forwarded-For": "192.0.2.1"})

    assert (refused.status_code, refused.headers["www-authenticate"]) == (401, "Bearer")
    assert {answer.status_code for answer in wrong} == {401}
    assert right.status_code == 200


def test_a_token_is_not_printed(tmp_path: Path):
    config = load(
        tmp_path,
        {"server.metricsToken": TOKEN},
        environment={},
        home=tmp_path,
        working_folder=tmp_path,
    )
    with pytest.raises(Exception, match=r"what was given is not") as short:
        load(tmp_path, {"server.metricsToken": "short!"}, environment={}, home=tmp_path)

    assert 'metricsToken = "…"  # from --server.metricsToken' in shown(config)
    assert TOKEN not in shown(config) and "short!" not in str(short.value)


def test_a_histogram_counts_up_to_its_bounds():
    histogram = Histogram((0.1, 1))
    for value in (0.05, 0.1, 0.5, 7):
        histogram.add(value)

    assert (histogram.counts, histogram.sum) == ([2, 1, 1], 7.65)


def test_whichever_worker_is_asked_answers_for_all(tmp_path):
    script = tmp_path / "app.py"
    script.write_text(SCRIPT)
    with running(script, "--server.workers", "2", "--server.metricsPath", "metrics") as app:
        tabs = [SocketTab.settled(app.port) for _ in range(4)]

        def attached() -> dict[str, float]:
            return {
                sample.labels["worker"]: sample.value
                for family in text_string_to_metric_families(asked(app.port).text)
                for sample in family.samples
                if sample.name == "anew_sessions" and sample.labels["state"] == "attached"
            }

        def is_told_by_all() -> bool:
            answers = [attached() for _ in range(6)]  # Of either worker: they take turns.
            is_known = answers[0].keys() == {"1", "2"} and sum(answers[0].values()) == 4
            return is_known and answers == [answers[0]] * 6

        assert eventually(is_told_by_all)
        for tab in tabs:
            tab.hang_up()


def told(number: int) -> list:
    return [gauge("anew_blobs", "Content.", number)]


def test_workers_know_of_each_other_what_is_whole_and_fresh(monkeypatch):
    memory = bytearray(size_of(3))
    first, second, third = (Board(memory, number) for number in (1, 2, 3))
    second.tell(told(2))
    third.tell(told(3))

    assert first.others() == {2: told(2), 3: told(3)}
    memory[PLACE_BYTES + 20] ^= 1  # It is being written just now.
    assert first.others() == {3: told(3)}
    third.tell([gauge("anew_blobs", "x" * PLACE_BYTES, 3)])  # Too much: what was there stays.
    assert first.others() == {3: told(3)}
    monkeypatch.setattr(boards, "STALE_SECONDS", -1)
    assert first.others() == {}


def test_a_process_that_ends_leaves_its_place_to_the_one_that_replaces_it():
    memory = bytearray(size_of(2))
    old, other = Board(memory, 1), Board(memory, 2)
    assert old.tell(told(1))
    new = Board(memory, 1)

    assert new.tell(told(7))
    assert not old.tell(told(1))
    assert other.others() == {1: told(7)}
