"""Files that are made when the tab asks for them: what the functions of download buttons return.

A function is the author's: it may take a minute. So it is called on a thread of scripts, and neither a
run nor a chore waits for it. Whatever it returned the tab fetches from an address, like all that pages
show, and any process can serve that.

The tab asks again after a reconnect. It is answered the same: each request is carried out once in a
process, and as long as one is being carried out, another for the same button only waits for its end.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from anew.protocol.messages import Made

if TYPE_CHECKING:
    from collections.abc import Callable

    from anew.ambient.media import Media, Offer
    from anew.clock import Clock
    from anew.protocol.messages import Make
    from anew.session.line import Line
    from anew.threads import Threads

log = logging.getLogger("anew")

AT_ONCE = 4  # The most files that are made for one tab at the same time.
ANSWERS = 16  # How many answers are kept, for a tab that asks again.

FAILED = "The file could not be created."
GONE = "The page does not offer this file any longer."
TOO_MANY = "Other files are still being created. Try again when they are there."


class _Job:
    """One file that is made, or waits until the page offers it."""

    __slots__ = ("is_begun", "n", "widget")

    def __init__(self, message: Make) -> None:
        self.widget = message.widget
        self.n: int | None = message.n  # Whom to answer; None for nobody any more.
        self.is_begun = False


class Making:
    """Those of one session. Threading: its owner."""

    __slots__ = ("_answers", "_clock", "_jobs", "_line", "_may_come", "_media", "_threads")

    def __init__(
        self,
        media: Media,
        line: Line,
        threads: Threads,
        clock: Clock,
        may_come: Callable[[], bool],
    ) -> None:
        """None yet.

        Args:
            media: What pages offer, and where what is made is kept.
            line: Where the tab is told of it.
            threads: For the author's functions.
            may_come: Whether a page is about to be drawn that may offer what none does yet.
        """
        self._media = media
        self._line = line
        self._threads = threads
        self._clock = clock
        self._may_come = may_come
        self._jobs: list[_Job] = []
        self._answers: dict[int, Made] = {}  # The last, by number.

    @property
    def is_on(self) -> bool:
        return bool(self._jobs)

    def ask(self, message: Make) -> None:
        """The tab asks for a file, perhaps again."""
        answer = self._answers.get(message.n)
        if answer is not None:
            self._line.say(answer)
            return
        for job in self._jobs:
            if job.widget == message.widget and job.n is not None:
                job.n = message.n
                return
        if len(self._jobs) >= AT_ONCE:
            self._line.say(Made(n=message.n, reason=TOO_MANY))
            return
        job = _Job(message)
        self._jobs.append(job)
        self._begin(job)

    def look(self) -> None:
        """A page was drawn, or none is to come: begin what has waited for that."""
        for job in [*self._jobs]:
            if not job.is_begun:
                self._begin(job)

    def forget(self) -> None:
        """The page was loaded anew, or the session ends: nobody waits for anything any more."""
        self._answers.clear()
        self._jobs = [job for job in self._jobs if job.is_begun]
        for job in self._jobs:
            job.n = None

    def _begin(self, job: _Job) -> None:
        offer = self._media.offered(job.widget)
        if offer is not None:
            job.is_begun = True
            self._threads.call(lambda: self._make(job, offer))
        elif not self._may_come():
            self._end(job, reason=GONE)

    def _make(self, job: _Job, offer: Offer) -> None:
        """Threading: one of scripts."""
        url = ""
        try:
            url = self._media.keep(offer.make(), offer)
        except BaseException:  # The author's code may raise anything.
            log.exception("The function that makes a download's data failed.")
        finally:
            self._clock.post(lambda: self._end(job, url, "" if url else FAILED))

    def _end(self, job: _Job, url: str = "", reason: str = "") -> None:
        self._jobs.remove(job)
        self._media.wait()
        if job.n is None:
            return
        answer = self._answers[job.n] = Made(n=job.n, url=url, reason=reason)
        if len(self._answers) > ANSWERS:
            del self._answers[next(iter(self._answers))]
        self._line.say(answer)
