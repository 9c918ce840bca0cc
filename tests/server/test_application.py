"""`st.App`: what an author puts around an app, on real servers."""

from __future__ import annotations

import asyncio
import sys
from contextlib import asynccontextmanager
from importlib import import_module

import httpx
import pytest
from server.apps import COUNTER, SocketTab, serving
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.routing import Mount, Route, WebSocketRoute
from websockets.sync.client import connect

import anew as st
from anew.compat import install
from anew.script.imports import forget_modules

SAYS = """
import anew as st
st.text(st.secrets["word"])
"""


@pytest.fixture
def script(tmp_path):
    path = tmp_path / "counter.py"
    path.write_text(COUNTER)
    return path


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    yield
    install()()  # An app that is served makes `import streamlit` import anew, in the whole process.


def shown(tab) -> list[str]:
    return [element["body"] for element in tab.elements("text")]


def get(port: int, path: str, **more) -> httpx.Response:
    return httpx.get(f"http://localhost:{port}{path}", **more)


async def hello(request):
    return PlainTextResponse("hello")


async def broken(request):
    raise KeyError("what is missing")


def test_it_serves_the_page_of_the_script(script):
    app = st.App(script)
    with serving(app) as port:
        tab = SocketTab.settled(port)
        assert shown(tab) == ["Count = 0"]
        [button] = tab.elements("button")
        tab.do(tab.event(trigger=button["id"]))
        assert shown(tab) == ["Count = 1"]
    assert app.script_path == script


def test_the_lifespan_is_around_all_requests_and_its_state_is_in_routes(script):
    heard = []

    @asynccontextmanager
    async def lifespan(app):
        heard.append(("begins", app.state))
        yield {"greeting": "hello"}
        heard.append(("ends", app.state))

    async def greet(request):
        heard.append(("asked", app.state))
        return PlainTextResponse(request.state.greeting)

    app = st.App(script, lifespan=lifespan, routes=[Route("/greet", greet)])
    state = {"greeting": "hello"}
    for _ in range(2):  # It may be served again.
        heard.clear()
        with serving(app) as port:
            assert get(port, "/greet").text == "hello"
            assert shown(SocketTab.settled(port)) == ["Count = 0"]
        assert heard == [("begins", {}), ("asked", state), ("ends", state)]
        assert app.state == {}


def test_a_lifespan_may_yield_nothing(script):
    @asynccontextmanager
    async def lifespan(app):
        yield

    app = st.App(script, lifespan=lifespan, routes=[Route("/hello", hello)])
    with serving(app) as port:
        assert get(port, "/hello").text == "hello"
        assert app.state == {}


def test_a_lifespan_that_yields_no_dict_is_told(script):
    @asynccontextmanager
    async def lifespan(app):
        yield 3

    async def served(app):
        async with app.lifespan()(None):
            pass

    with pytest.raises(st.errors.InvalidParameterTypeError, match=r"yielded 3, which is no dict"):
        asyncio.run(served(st.App(script, lifespan=lifespan)))


def test_routes_are_beside_the_page_and_may_open_sockets(script):
    async def echo(socket):
        await socket.accept()
        await socket.send_text(await socket.receive_text())
        await socket.close()

    inner = Starlette(routes=[Route("/inner", hello)])
    routes = [Route("/api/hello", hello), WebSocketRoute("/api/echo", echo), Mount("/more", inner)]
    with serving(st.App(script, routes=routes)) as port:
        assert get(port, "/api/hello").text == "hello"
        assert get(port, "/more/inner").text == "hello"
        with connect(f"ws://localhost:{port}/api/echo") as socket:
            socket.send("back")
            assert socket.recv() == "back"
        assert "<html" in get(port, "/other").text  # All else is the app's.
        assert shown(SocketTab.settled(port)) == ["Count = 0"]
        # What other sites have resolved to this machine is answered by none.
        assert get(port, "/api/hello", headers={"Host": "evil.example"}).status_code == 403


def test_middleware_is_around_all_that_is_answered(script):
    class Stamp:
        def __init__(self, inner, text):
            self.inner, self.text = inner, text

        async def __call__(self, scope, receive, send):
            async def stamped(message):
                if message["type"] == "http.response.start":
                    message["headers"].append((b"x-stamp", self.text))
                await send(message)

            await self.inner(scope, receive, stamped)

    stamps = [Middleware(Stamp, b"outer"), Middleware(Stamp, b"inner")]
    app = st.App(script, routes=[Route("/hello", hello)], middleware=stamps)
    with serving(app) as port:
        for path in ("/", "/hello", "/healthz", "/nothing.js"):
            assert get(port, path).headers.get_list("x-stamp") == ["inner", "outer"]
        assert shown(SocketTab.settled(port)) == ["Count = 0"]


def test_errors_of_routes_go_to_their_handlers(script):
    async def missing(request, error):
        return JSONResponse({"missing": str(error)}, 404)

    routes = [Route("/broken", broken)]
    with serving(st.App(script, routes=routes, exception_handlers={KeyError: missing})) as port:
        response = get(port, "/broken")
        assert (response.status_code, response.json()) == (404, {"missing": "'what is missing'"})


@pytest.mark.parametrize("debug", [False, True])
def test_the_traceback_of_a_route_is_shown_to_who_asks_for_it(script, debug):
    with serving(st.App(script, routes=[Route("/broken", broken)], debug=debug)) as port:
        response = get(port, "/broken")
        assert response.status_code == 500
        assert ("what is missing" in response.text) == debug


def test_errors_of_the_script_are_told_and_may_be_hidden(script):
    """R106."""
    script.write_text("raise ValueError('of the script')")
    heard = []

    def note(error):
        heard.append(str(error))
        return True

    with serving(st.App(script, on_script_error=note)) as port:
        tab = SocketTab.settled(port)
        assert heard == ["of the script"]
        assert tab.elements("exception") == []


def test_secrets_are_given(script):
    """R132."""
    script.write_text(SAYS)
    with serving(st.App(script, secrets={"word": "xyzzy"})) as port:
        assert shown(SocketTab.settled(port)) == ["xyzzy"]


def test_options_are_those_of_files(script, tmp_path):
    (tmp_path / ".streamlit").mkdir()
    (tmp_path / ".streamlit" / "config.toml").write_text("[server]\nbaseUrlPath = 'reports'\n")
    with serving(st.App(script, routes=[Route("/hello", hello)])) as port:
        assert get(port, "/reports/healthz").text == "ok"
        assert get(port, "/reports/hello").text == "hello"


def test_it_is_mounted_below_a_path_with_its_lifespan(script):
    @asynccontextmanager
    async def lifespan(app):
        yield {"greeting": "hello"}

    async def greet(request):
        return PlainTextResponse(request.state.greeting)

    app = st.App(script, lifespan=lifespan, routes=[Route("/greet", greet)])
    site = Starlette(routes=[Mount("/counter", app)], lifespan=app.lifespan())
    with serving(site) as port:
        assert get(port, "/counter/greet").text == "hello"
        tab = SocketTab(port, path="/counter")
        tab.connect()
        tab.settle()
        assert shown(tab) == ["Count = 0"]
        assert app.state == {"greeting": "hello"}
    assert app.state == {}


def test_a_mounted_app_whose_lifespan_nobody_runs_says_so_once(script, caplog):
    @asynccontextmanager
    async def lifespan(app):
        yield {}

    app = st.App(script, lifespan=lifespan)
    with serving(Starlette(routes=[Mount("/counter", app)])) as port:
        for _ in range(2):
            assert get(port, "/counter/healthz").text == "ok"
    assert caplog.text.count("The lifespan of the app of counter.py has not begun") == 1


def test_two_apps_are_in_one_process(script, tmp_path):
    (tmp_path / "says.py").write_text(SAYS)
    one, two = st.App(script), st.App("says.py", secrets={"word": "two"})

    @asynccontextmanager
    async def both(site):
        async with one.lifespan()(site), two.lifespan()(site):
            yield

    site = Starlette(routes=[Mount("/one", one), Mount("/two", two)], lifespan=both)
    with serving(site) as port:
        for path, text in (("/one", "Count = 0"), ("/two", "two")):
            tab = SocketTab(port, path=path)
            tab.connect()
            tab.settle()
            assert shown(tab) == [text]


def test_the_module_of_an_app_is_not_imported_again_when_files_change(script, tmp_path):
    for name, text in (("makes_it", "import anew\napp = anew.App('counter.py')"), ("other", "")):
        (tmp_path / f"{name}.py").write_text(text)
    sys.path.insert(0, str(tmp_path))
    try:
        made, other = import_module("makes_it"), import_module("other")
        forget_modules(tmp_path)
        assert import_module("makes_it") is made
        assert import_module("other") is not other
    finally:
        sys.path.remove(str(tmp_path))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"routes": [Route("/_anew/x", hello)]}, r"files and services are at /_anew\. Choose"),
        ({"routes": [Mount("/media", hello)]}, r"files and services are at /media\. Choose"),
        ({"routes": [Route("/healthz", hello)]}, r"files and services are at /healthz\. Choose"),
        ({"routes": [Route("/", hello)]}, r"would answer instead of the app's page"),
        ({"routes": [Mount("/", hello)]}, r"would answer instead of the app's page"),
        ({"routes": [Route("/{all:path}", hello)]}, r"would answer instead of the app's page"),
        ({"routes": [hello]}, r"routes has <function hello .*Each has to be a Route"),
        ({"routes": hello}, r"routes=<function hello .* is no list\. Pass a list of Route"),
        ({"middleware": [Starlette]}, r"middleware has <class .*Each has to be a Middleware\("),
        ({"lifespan": 1}, r"lifespan=1 is no function\."),
        ({"on_script_error": 1}, r"on_script_error=1 is no function\."),
        ({"on_session_start": "x"}, r"on_session_start='x' is no function\."),
        ({"on_session_end": hello}, r"on_session_end=<function hello .*is an async function\."),
    ],
)
def test_what_does_not_fit_is_told_when_the_app_is_made(script, arguments, message):
    errors = st.errors.InvalidParameterTypeError, st.errors.InvalidParameterValueError
    with pytest.raises(errors, match=message):
        st.App(script, **arguments)


def test_a_route_that_only_begins_like_one_of_ours_is_fine(script):
    with serving(st.App(script, routes=[Route("/mediation", hello)])) as port:
        assert get(port, "/mediation").text == "hello"


def test_a_script_that_is_not_there_is_told(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"^There is no script 'nothing\.py', neither"):
        st.App("nothing.py")
    with pytest.raises(st.errors.InvalidParameterTypeError, match=r"^script_path=3 is no path"):
        st.App(3)
