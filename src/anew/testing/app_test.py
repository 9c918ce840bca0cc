"""`AppTest`: runs an app without a browser, on the same engine, and inspects what it shows."""

from __future__ import annotations

import inspect
import linecache
import sys
import textwrap
import weakref
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from anew import compat
from anew.ambient.context import LooseLayers
from anew.app.page import Page, source_of
from anew.errors import AppTestError, AppTestFileNotFoundError, AppTestTimeoutError
from anew.protocol.codec import decode, to_json
from anew.protocol.ids import new_tab_id
from anew.protocol.messages import Location
from anew.protocol.query import collected, encoded, parsed, without_own
from anew.script.request import Failed
from anew.script.runner import Runner
from anew.script.source import Script
from anew.session.saving import Keeping
from anew.session.session import Session
from anew.settings.settings import Settings, settings_of
from anew.state.mapping import SessionState
from anew.testing.block import Block
from anew.testing.clock import FakeClock
from anew.testing.finishing import finish
from anew.testing.restart import restarted
from anew.testing.screen import Screen
from anew.testing.tab import Tab
from anew.testing.user import TestedIdentity
from anew.threads import Threads

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from anew.ambient.uploads import Uploads
    from anew.protocol.messages import Event, Node

DEFAULT_TIMEOUT_SECONDS = 3.0


class AppTest(Block):
    """An app under test: run it, use its widgets as a user would, check what it shows.

    Each kind of element is an attribute, whose elements are found by index or by key. User
    actions are collected and sent at the next `run`, as one event.

    Example:
        >>> from anew.testing import AppTest
        >>> at = AppTest.from_string('''
        ... import anew as st
        ... name = st.text_input("Your name", key="name")
        ... if st.button("Greet"):
        ...     st.success(f"Hello, {name}!")
        ... ''')
        >>> at.run()
        app
            main
                text_input 'Your name' value='' key='name'
                button 'Greet'
            sidebar
        >>> at.text_input(key="name").input("Ada")
        text_input 'Your name' value='' key='name'
        >>> at.button[0].click().run().success[0].value
        'Hello, Ada!'
        >>> at.session_state.name
        'Ada'
    """

    def __init__(
        self,
        script: Script,
        *,
        default_timeout: float = DEFAULT_TIMEOUT_SECONDS,
        settings: Settings | None = None,
    ) -> None:
        """An app that has not run yet. Use `from_file`, `from_string` or `from_function`."""
        super().__init__(Screen(self), 0, "app")
        self.default_timeout = default_timeout
        self._settings = settings or Settings()
        script.keeps_tables = True
        runner = Runner(script, self._settings)
        # Threads are not kept for the next run: they end as soon as they are idle.
        runner.threads = Threads(self._settings.runner.max_threads, idle_seconds=0.0)
        runner.task_threads = Threads(self._settings.runner.max_tasks, idle_seconds=0.0)
        # The URL's query parameters: as the last run left them, and for the next one.
        self.query_params: dict[str, Any] = {}
        # The content of st.secrets. While it is empty, the app reads its own files.
        self.secrets: dict[str, Any] = {}
        # What the app reads as st.user, tokens included; st.logout() empties it.
        self.user: dict[str, Any] = {"email": "test@example.com"}
        self.session_state = SessionState(lambda: LooseLayers(self._session.state))
        self._script = script
        self._clock = FakeClock()
        self._tab = Tab()
        self._identity = TestedIdentity()
        self._tab.visit = self._tab.visit._replace(identity=self._identity)
        self._page: str | None = None  # The URL path of the page to go to in the next run.
        # The page to go to once the first run has declared the pages of the app.
        self._page_after_first_run: str | None = None
        self._runner = runner
        self._session = Session(new_tab_id(), runner, self._clock)
        weakref.finalize(self, self._session.close)

    # Making one ------------------------------------------------------------------------

    @classmethod
    def from_file(
        cls,
        script_path: str | Path,
        *,
        default_timeout: float = DEFAULT_TIMEOUT_SECONDS,
        settings: Mapping[str, object] | None = None,
    ) -> Self:
        """An app from its script.

        Args:
            script_path: The script's path: absolute, or relative to the file that calls
                this, or to the working directory.
            default_timeout: The timeout of a run, in seconds.
            settings: The app's options, as `st.create_app` takes them.

        Raises:
            AppTestFileNotFoundError: There is no such file.
        """
        path = _found(Path(script_path), Path(_caller_file()).parent)
        options = settings_of(settings)
        script = Script(
            path,
            is_magic=options.runner.magic_enabled,
            shows_docstring=options.magic.display_root_doc_string,
        )
        return cls(script, default_timeout=default_timeout, settings=options)

    @classmethod
    def from_string(
        cls,
        script: str,
        *,
        default_timeout: float = DEFAULT_TIMEOUT_SECONDS,
        settings: Mapping[str, object] | None = None,
    ) -> Self:
        """An app from its source code, which may be indented as a whole.

        Args:
            script: The source code.
            default_timeout: The timeout of a run, in seconds.
            settings: The app's options, as `st.create_app` takes them.
        """
        options = settings_of(settings)
        text = textwrap.dedent(script)
        source = Script(
            "script.py",
            text=text,
            is_magic=options.runner.magic_enabled,
            shows_docstring=options.magic.display_root_doc_string,
        )
        return cls(source, default_timeout=default_timeout, settings=options)

    @classmethod
    def from_function(
        cls,
        script: Callable[..., object],
        *,
        default_timeout: float = DEFAULT_TIMEOUT_SECONDS,
        args: Sequence[object] | None = None,
        kwargs: Mapping[str, object] | None = None,
        settings: Mapping[str, object] | None = None,
    ) -> Self:
        """An app from a function, which is called at every run.

        The function's source is run as a script, which can also use the global and enclosing
        names that the function uses.

        Args:
            script: The function, made with `def`.
            default_timeout: The timeout of a run, in seconds.
            args: Positional arguments for it.
            kwargs: Keyword arguments for it.
            settings: The app's options, as `st.create_app` takes them.

        Raises:
            AppTestError: The function's source cannot be read.
        """
        options = settings_of(settings)
        text = _text_of(script)
        source = Script(
            inspect.getsourcefile(script) or "script.py",
            text=text,
            names={**_names_around(script), _ARGS: tuple(args or ()), _KWARGS: dict(kwargs or {})},
            is_magic=options.runner.magic_enabled,
            shows_docstring=options.magic.display_root_doc_string,
        )
        return cls(source, default_timeout=default_timeout, settings=options)

    # Running it ------------------------------------------------------------------------

    def run(self, *, timeout: float | None = None) -> Self:
        """Run the app until it is done, with the user actions since the last run.

        Args:
            timeout: The timeout in seconds; by default `default_timeout`.

        Raises:
            AppTestTimeoutError: The run takes longer. It is asked to stop.
            AppTestError: The server refused what was entered.
        """
        seconds = self.default_timeout if timeout is None else timeout
        self._identity.become(self.user)
        self._script.secrets.given = self.secrets or None
        with _as_the_main_script(self._script), self._streamlit_import():
            self._begin()
            self._wait(seconds)
            if self._page_after_first_run is not None:
                self.switch_page(self._page_after_first_run)
                self._begin()
                self._wait(seconds)
        self.user = self._identity.left(self.user)
        self._look()
        return self

    def finish_tasks(self, *, timeout: float | None = None) -> Self:
        """Wait until the app's tasks have ended, and run what has read them, as a server would.

        Args:
            timeout: How long that may take, in seconds; by default `default_timeout`.

        Raises:
            AppTestTimeoutError: It takes longer.

        Example:
            >>> from anew.testing import AppTest
            >>> at = AppTest.from_string('''
            ... import anew as st
            ... @st.task
            ... def add(one, two):
            ...     return one + two
            ... st.button("Add", on_click=add.start, args=(1, 2))
            ... st.text(f"{add.status} {add.result}")
            ... ''').run()
            >>> at.button[0].click().run().finish_tasks().text[0].value
            'done 3'
        """
        seconds = self.default_timeout if timeout is None else timeout
        with _as_the_main_script(self._script), self._streamlit_import():
            try:
                finish(self._session, self._clock, seconds)
            except TimeoutError:
                raise AppTestTimeoutError(
                    f"The app's tasks did not end within {seconds:g} seconds. If they need longer, "
                    f"pass .finish_tasks(timeout=...). If they never end, cancel them first."
                ) from None
        self._look()
        return self

    def restart(self) -> Self:
        """Restart the server: the next run goes on with what a store keeps of the state.

        Values that no store can keep are gone, such as connections, and uploaded files. Input since the last run is
        discarded; in a browser the tab would send it again.

        Example:
            >>> from anew.testing import AppTest
            >>> at = AppTest.from_string('''
            ... import threading
            ... import anew as st
            ... st.session_state.setdefault("visits", []).append(st.context.is_resumed)
            ... if "lock" not in st.session_state:
            ...     st.session_state.lock = threading.Lock()
            ... ''')
            >>> at.run().restart().run().session_state.visits
            [False, True]
        """
        before = self._session
        resumed = restarted(before.state, self._tab, self._script.folder, self._settings)
        keeping = Keeping(resumed=resumed)
        self._session = Session(before.tab, self._runner, self._clock, keeping)
        weakref.finalize(self, self._session.close)
        before.close()
        return self

    def switch_page(self, page_path: str) -> Self:
        """Go to another page of the app, as by a link. The next run shows it.

        Args:
            page_path: The path of the page's script, relative to the folder of the app's main
                script; or the page's URL path, if it is a function. "" is the default page. If
                an app with `st.navigation` has not run yet, the next `run` runs it twice: first
                to learn which pages it has.

        Raises:
            AppTestError: The app has no such page.
        """
        self._page, self._page_after_first_run = self._found_page(page_path), None
        if self._page is None and self._session.outcome is None:
            self._page_after_first_run = page_path
        elif self._page is None:
            raise self._no_page(page_path)
        return self

    @property
    def main(self) -> Block:
        """The main area."""
        return self._area(0)

    @property
    def sidebar(self) -> Block:
        """The sidebar."""
        return self._area(1)

    @property
    def uploads(self) -> Uploads:
        """The files that were uploaded to the app."""
        return self._session.uploads

    def _begin(self) -> None:
        location, is_link = self._destination(), self._page is not None
        self._page = None
        if not self._session.is_attached:
            self._tab.location = location
            self._session.attach(self._tab, self._tab.hello())
            return
        values, trigger = self._screen.send()
        if values or trigger or location == self._tab.location:
            self._send(self._tab.event(values, trigger))
        if location != self._tab.location:
            self._send(self._tab.event(location=location, is_link=is_link))

    def _send(self, event: Event) -> None:
        self._session.receive(decode(to_json(event)))

    def _destination(self) -> Location:
        """The location of the tab in the next run."""
        here = self._tab.location
        given = collected([self.query_params])
        if self._page in {None, here.page} or given != parsed(here.query):
            return Location(here.page if self._page is None else self._page, encoded(given))
        return Location(self._page or "", without_own(here.query))  # R125

    def _found_page(self, page: str) -> str | None:
        """A page's URL path; None if no such page of the app is known."""
        path = (self._script.folder / page).resolve()
        if not page or path == self._script.path:
            return ""
        return next(
            (
                own.url_path
                for own in self._pages()
                if page == own.url_path or path == source_of(own)
            ),
            None,
        )

    def _pages(self) -> tuple[Page, ...]:
        return self._session.known_pages or tuple(map(Page, self._script.page_files()[1:]))

    def _no_page(self, page: str) -> AppTestError:
        names = ", ".join(repr(own.url_path) for own in self._pages()) or "none"
        return AppTestError(
            f"The app has no page {page!r}. The URL paths of its pages are: {names}."
        )

    def _wait(self, seconds: float) -> None:
        try:
            self._clock.run_until(lambda: self._session.is_idle, seconds)
        except TimeoutError:
            self._session.stop()
            raise AppTestTimeoutError(
                f"The app did not end its run within {seconds:g} seconds. If it needs longer, "
                f"pass .run(timeout=...) or default_timeout=... . If it never ends, look for an "
                f"endless loop, or for st.rerun() without a condition."
            ) from None

    def _look(self) -> None:
        outcome, page, tree = self._session.outcome, self._session.page, self._tab.tree
        if self._tab.closed is not None:
            raise AppTestError(f"The server closed the connection. {self._tab.closed.reason}")
        if page is None or tree is None:
            raise AppTestError("The run ended without a page.") from _error_of(outcome)
        request = self._session.request
        clicked = None if request is None else request.trigger
        self._screen.look(tree.root, page.root, self._session.state, clicked)
        self.query_params = {
            name: texts[0] if len(texts) == 1 else texts
            for name, texts in parsed(self._tab.location.query).items()
        }
        if isinstance(outcome, Failed) and not self.exception:
            raise AppTestError("anew itself failed.") from outcome.error
        if self._tab.refused:
            reason = self._tab.refused[0]["reason"]
            self._tab.refused.clear()
            raise AppTestError(f"The server refused what was entered. {reason}")

    @contextmanager
    def _streamlit_import(self) -> Iterator[None]:
        """Make `import streamlit` import anew while the app runs, as under `anew run`."""
        if not self._settings.compat.streamlit_import:
            yield
            return
        before = list(sys.meta_path)
        remove = compat.install()
        is_new = sys.meta_path != before
        try:
            yield
        finally:
            if is_new:
                remove()

    def __repr__(self) -> str:
        if self._session.page is None:
            return f"app {self._script.path.name!r}, which has not run yet"
        return super().__repr__()

    def _area(self, index: int) -> Block:
        area: Block = self.children[index]
        return area

    def _node(self) -> Node:
        return self._screen.root


_ARGS, _KWARGS = "__args__", "__kwargs__"


def _error_of(outcome: object) -> BaseException | None:
    return outcome.error if isinstance(outcome, Failed) else None


def _caller_file() -> str:
    """The file of the code that called into this module."""
    frame = inspect.currentframe()
    while frame is not None and frame.f_code.co_filename == __file__:
        frame = frame.f_back
    return "." if frame is None else frame.f_code.co_filename


def _found(path: Path, folder: Path) -> Path:
    for candidate in (folder / path, Path.cwd() / path):
        if candidate.is_file():
            return candidate
    raise AppTestFileNotFoundError(
        f"There is no file {str(path)!r}, neither in {str(folder)!r} nor in the working "
        f"directory. Pass the path of the script."
    )


def _text_of(function: Callable[..., object]) -> str:
    """A script that defines the function and calls it. Line numbers stay those of the file."""
    try:
        lines, first = inspect.getsourcelines(function)
    except (OSError, TypeError) as error:
        raise AppTestError(f"The source of {function!r} cannot be read: {error}") from error
    if not inspect.isfunction(function) or function.__name__ == "<lambda>":
        raise AppTestError(f"{function!r} is not a function made with def.")
    above = "\n" * (first - 1)
    body = textwrap.dedent("".join(lines))
    return f"{above}{body}\n{function.__name__}(*{_ARGS}, **{_KWARGS})\n"


def _names_around(function: Callable[..., object]) -> dict[str, object]:
    around = inspect.getclosurevars(function).nonlocals
    names = {**getattr(function, "__globals__", {}), **around}
    return {name: value for name, value in names.items() if not name.startswith("__")}


@contextmanager
def _as_the_main_script(script: Script) -> Iterator[None]:
    """Let the script be `__main__` and import modules beside it, as under `anew run`."""
    main, folder, name = sys.modules["__main__"], str(script.folder), str(script.path)
    has_no_file = script.text is not None and not script.path.exists()
    if script.text is not None and has_no_file:  # Tracebacks look up the lines here.
        lines = script.text.splitlines(keepends=True)
        linecache.cache[name] = (len(script.text), None, lines, name)
    sys.path.insert(0, folder)
    try:
        yield
    finally:
        sys.path.remove(folder)
        sys.modules["__main__"] = main
        if has_no_file:
            linecache.cache.pop(name, None)
