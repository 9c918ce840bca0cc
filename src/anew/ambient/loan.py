"""What a session lends to each of its runs, and a run to what is called within it.

Made once for a session, by its app's runner (`script/runner.py`), and replaced where something
of it changes. A run takes it as a whole; what is new with each run (its request, its control,
its layers, its page) is not part of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from anew.ambient.event_loop import EventLoop
from anew.ambient.media import Media
from anew.ambient.uploads import Uploads
from anew.ambient.visit import Visit
from anew.settings.settings import Settings
from anew.stores.blobs import Blobs

if TYPE_CHECKING:
    from collections.abc import Callable

    from anew.ambient.secret_files import SecretFiles


class Loan(NamedTuple):
    """Threading: frozen; each thing in it says by itself who may use it when."""

    # The app's: the same for all of its sessions.
    settings: Settings
    told: set[str]  # Notices for the author that were logged.
    secrets: SecretFiles | None  # None where there is no app.
    keeps_tables: bool  # Whether pages know what tables were made of, for tests.
    # Called with what the script raised; True leaves it unshown.
    on_script_error: Callable[[BaseException], object] | None
    # The session's.
    media: Media  # What the page shows and no message carries.
    uploads: Uploads  # What came in beside the messages.
    event_loop: EventLoop  # For scripts that await.
    visit: Visit  # Who looks at the page, as of the tab's last connection.

    def close(self) -> None:
        """The session is over, and its last run with it."""
        self.event_loop.close()
        self.media.close()
        self.uploads.close()


def loan_without_app(told: set[str]) -> Loan:
    """For commands that no app has called: nothing outlives it, but what was told."""
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
