"""Makes a new run and calls it on a thread (step 6 of a click)."""

from __future__ import annotations

import importlib
import logging
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from anew.ambient.apart import keep_apart
from anew.ambient.event_loop import EventLoop
from anew.ambient.following import follow_runs
from anew.ambient.handle import SessionHandle
from anew.ambient.loan import Loan
from anew.ambient.media import Media
from anew.ambient.uploads import Uploads
from anew.ambient.visit import Visit
from anew.counts import Counts
from anew.elements import DEFINED_IN
from anew.elements.markup import Inline, Markdown
from anew.script.request import Failed, Finished, Interrupted, RerunWanted
from anew.script.run import Run
from anew.script.tables import Tables
from anew.stores.blobs import Blobs
from anew.threads import Threads

if TYPE_CHECKING:
    from collections.abc import Callable

    from anew.ambient.handle import Behind
    from anew.app.page import Page as AppPage
    from anew.clock import Clock
    from anew.page.tree import Page
    from anew.script.drawing import Drawn
    from anew.script.request import Outcome, Request
    from anew.script.run import Audience
    from anew.script.source import Script
    from anew.settings.settings import Settings
    from anew.state.state import State
    from anew.stores.archive import Shelf

log = logging.getLogger("anew")

TOLD_AGAIN_SECONDS = 60.0
OUTCOMES = {
    Finished: "finished",
    Failed: "failed",
    Interrupted: "made_way",
    RerunWanted: "asked_for_another",
}
HELPERS = 8  # Threads for anew's own work: flushes, copies, pages sent again.


class Runner:
    """Runs one app's script, for all of its sessions. Threading: safe."""

    def __init__(
        self,
        script: Script,
        settings: Settings,
        on_script_error: Callable[[BaseException], object] | None = None,
    ) -> None:
        """Create the runner of a script.

        Args:
            on_script_error: Called with the exception that the script raised; True keeps it from
                being shown.
        """
        keep_apart()
        if settings.runner.threads_follow:
            follow_runs()
        self.script = script
        self.settings = settings
        self._on_script_error = on_script_error
        self.counts = Counts()
        self.blobs = Blobs()
        self.tables = Tables()
        self.threads = Threads(settings.runner.max_threads)
        # For anew's own short jobs, which must not wait for blocked scripts.
        self.helpers = Threads(HELPERS)
        self.task_threads = Threads(settings.runner.max_tasks)
        self._told_at = -TOLD_AGAIN_SECONDS
        # Called when caches were cleared, to tell the other processes that serve the app.
        self.on_caches_cleared: Callable[[], None] = lambda: None

    def lend(
        self,
        tab: str,
        clock: Clock,
        files: Shelf | None = None,
        media: Shelf | None = None,
        *,
        behind: Behind | None = None,
    ) -> Loan:
        """What a new session lends to its runs.

        Args:
            tab: The session's name, under which its media are held.
            clock: That of the session's owner.
            files: Where the store keeps its files; None to have them in memory only.
            media: Where the store keeps what its pages show; None to have it in memory only.
            behind: Does what other threads ask of the session.
        """
        return Loan(
            settings=self.settings,
            told=self.script.told,
            secrets=self.script.secrets,
            keeps_tables=self.script.keeps_tables,
            on_script_error=self._on_script_error,
            media=Media(self.blobs, tab, clock, media),
            uploads=Uploads(files, tab),
            event_loop=EventLoop(),
            visit=Visit(),
            session=tab,
            handle=None if behind is None else SessionHandle(tab, behind),
            task_threads=self.task_threads,
        )

    def start(
        self,
        request: Request,
        state: State,
        page: Page | None,
        loan: Loan,
        *,
        audience: Audience,
        known_pages: tuple[AppPage, ...],
        drawn: Drawn | None = None,
    ) -> Run:
        """Start a run. Its audience is notified of the end exactly once, whatever happens.

        Threading: sessions' owner.
        """
        run = Run(
            self.script,
            request,
            state,
            page,
            loan,
            audience=audience,
            known_pages=known_pages,
            drawn=drawn,
        )

        def job() -> None:
            begun = time.perf_counter()
            try:
                outcome: Outcome = run()
            except BaseException as error:  # Not the script's fault; the session continues.
                log.exception("anew failed while it ran the script.")
                outcome = Failed(error)
            run.seconds = time.perf_counter() - begun
            audience.ended(run, outcome)

        self.counts.runs_started += 1
        self.threads.call(job)
        return run

    def count(self, run: Run, outcome: Outcome) -> None:
        """Count a run that is over. Threading: sessions' owner."""
        self.counts.runs_ended[OUTCOMES[type(outcome)]] += 1
        self.counts.run_seconds.add(run.seconds)
        self.counts.refused_values += len(run.refusals)

    def tell_of_queue(self) -> None:
        """Log, once a minute at most, that runs wait for a thread. Threading: sessions' owner."""
        now = time.monotonic()
        if now < self._told_at + TOLD_AGAIN_SECONDS:
            return
        self._told_at = now
        log.warning(
            "Runs wait: as many scripts run as runner.maxThreads allows (%d). Look for scripts "
            "that wait for something without a time limit, or raise the option.",
            self.settings.runner.max_threads,
        )

    def clear_caches(self) -> None:
        """Clear the caches of functions, for all sessions. It takes a while: not for the owner."""
        self.clear_own_caches()
        self.on_caches_cleared()

    def clear_own_caches(self) -> None:
        """Clear the caches of functions in this process only."""
        # Imported here, so that apps without caching do not load it.
        self.threads.call(importlib.import_module("anew.caching").clear_all())

    def warm_up(self) -> None:
        """Import what the app's first page needs, while the first browser is on its way."""
        Markdown("*warm* `up`").to_wire()
        Inline("warm up").to_wire()
        with suppress(Exception):  # The first run reports a script that does not compile.
            self.script.code()
        for name in DEFINED_IN.keys() & self.script.names_used:
            importlib.import_module(f"anew.elements.{DEFINED_IN[name]}")
