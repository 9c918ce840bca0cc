"""What a session lends to each of its runs, and a run to what is called within it.

Created once for a session by its app's runner (`script/runner.py`), and replaced when a part of it
changes. A run takes it as a whole; what is new in each run (its request, its control, its layers,
its page) is not part of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Self

import msgspec

from anew.ambient.event_loop import EventLoop
from anew.ambient.media import Media
from anew.ambient.uploads import Uploads
from anew.ambient.visit import Visit
from anew.settings.settings import Settings
from anew.stores.blobs import Blobs

if TYPE_CHECKING:
    from collections.abc import Callable

    from anew.ambient.handle import SessionHandle
    from anew.ambient.secret_files import SecretFiles
    from anew.threads import Threads


class Loan(NamedTuple):
    """Threading: frozen; each of its parts has its own rules."""

    # The app's: the same for all of its sessions.
    settings: Settings
    told: set[str]  # Notices that were logged for the author.
    secrets: SecretFiles | None  # None without an app.
    keeps_tables: bool  # Whether pages keep the data of their tables, for tests.
    # Called with the exception that the script raised; True keeps it from being shown.
    on_script_error: Callable[[BaseException], object] | None
    # The session's.
    media: Media  # What the page shows, but messages do not carry.
    uploads: Uploads  # Files that arrived outside of the messages.
    event_loop: EventLoop  # For scripts that await.
    visit: Visit  # The visitor, as of the tab's last connection.
    session: str = ""  # Its name.
    handle: SessionHandle | None = None  # For other threads.
    task_threads: Threads | None = None  # The app's, on which no script runs.

    def visited(self, visit: Visit) -> Self:
        """The same, with what is known of the visitor now."""
        return self._replace(visit=visit)

    def seen_in(self, theme: str) -> Self:
        """The same, with a page that has become light or dark."""
        browser = msgspec.structs.replace(self.visit.browser, theme=theme)
        return self._replace(visit=self.visit._replace(browser=browser))

    def close(self) -> None:
        """The session is over, and its last run with it."""
        self.event_loop.close()
        self.media.close()
        self.uploads.close()


def loan_without_app(told: set[str]) -> Loan:
    """A loan for commands outside of an app: nothing outlives it but `told`."""
    return Loan(
        settings=Settings(),
        told=told,
        secrets=None,
        keeps_tables=False,
        on_script_error=None,
        media=Media(Blobs(), "nobody"),
        uploads=Uploads(),
        event_loop=EventLoop(),
        visit=Visit(),
    )
