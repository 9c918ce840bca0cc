"""The options of all sections but the theme's: their types, defaults, descriptions and limits.

`settings.py` combines these sections into one record.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal

import msgspec

from anew.settings.kinds import LOG_FORMAT, ORIGIN, STYLE, TILES, URL_PATH

About = msgspec.Meta

Port = Annotated[int, msgspec.Meta(ge=1, le=65535)]
Seconds = Annotated[int, msgspec.Meta(ge=1)]
PositiveNumber = Annotated[float, msgspec.Meta(gt=0)]

MOST_MESSAGE_BYTES = 64 * 1024 * 1024  # The upper limit of `server.maxMessageSize`.

# A number of bytes, with or without a unit: "500MB" is 500 million, "2GiB" twice 2 ** 30.
SIZE_PATTERN = r"^\s*(\d+(?:\.\d+)?)(?:\s*([KMGTkmgt][Ii]?[Bb]?|[Bb]))?\s*$"


class GlobalSettings(msgspec.Struct, frozen=True, kw_only=True):
    disable_widget_state_duplication_warning: Annotated[
        bool,
        About(
            description="Do not warn in the log if a widget has both a default and a value that "
            "st.session_state set."
        ),
    ] = False


class LoggerSettings(msgspec.Struct, frozen=True, kw_only=True):
    level: Annotated[
        Literal["error", "warning", "info", "debug"],
        About(description="The lowest level of messages that are logged."),
    ] = "info"
    message_format: Annotated[
        str,
        About(
            description="The format of a line in the log, as in Python's logging.",
            extra={"kind": LOG_FORMAT},
        ),
    ] = "%(asctime)s %(levelname)s %(message)s"
    format: Annotated[
        Literal["text", "json"],
        About(
            description="text: a line as logger.messageFormat says; json: a JSON object a line, "
            "for programs."
        ),
    ] = "text"
    max_bytes_per_minute: Annotated[
        int,
        About(
            ge=10_000,
            description="The most bytes that anew itself logs per minute; further messages are "
            "only counted.",
        ),
    ] = 1_000_000
    hide_welcome_message: Annotated[
        bool, About(description="Print only errors at the start, and not the URL.")
    ] = False


class ClientSettings(msgspec.Struct, frozen=True, kw_only=True):
    show_error_details: Annotated[
        Literal["full", "stacktrace", "type", "none"],
        About(description="How much of an error in the script the page shows."),
    ] = "full"
    show_sidebar_navigation: Annotated[
        bool, About(description="Show a menu of the pages in the folder pages/.")
    ] = True
    toolbar_mode: Annotated[
        Literal["auto", "developer", "viewer", "minimal"],
        About(description="What the menu offers; auto is developer on localhost, else viewer."),
    ] = "auto"


class RunnerSettings(msgspec.Struct, frozen=True, kw_only=True):
    magic_enabled: Annotated[
        bool, About(description="Write bare expressions in the script to the page.")
    ] = True
    interrupt: Annotated[
        Literal["newer", "eager"],
        About(
            description="newer: a newer event ends a run, unless that run handles a click; "
            "eager: a newer event ends any run."
        ),
    ] = "newer"
    enum_coercion: Annotated[
        Literal["nameOnly", "nameAndValue", "off"],
        About(
            description="When a rerun defines an Enum again, which of its members stands for an old "
            "one: that of the same name, of the same name and value, or none."
        ),
    ] = "nameOnly"
    enforce_serializable_session_state: Annotated[
        bool,
        About(description="After each run, show an error if st.session_state cannot be pickled."),
    ] = False
    cache_background_refresh_max_workers: Annotated[
        int, About(ge=1, description="How many cached results are refreshed at once.")
    ] = 4
    cache_background_refresh_ttl_multiplier: Annotated[
        float,
        About(
            ge=1,
            description="An expired result is used while it is refreshed, up to this multiple of "
            "its ttl.",
        ),
    ] = 2.0
    connection_default_ttl: Annotated[
        PositiveNumber | None,
        About(
            description="How long st.connection gives out a connection before it makes a new one, in "
            "seconds, where a script does not say; by default without end.",
        ),
    ] = None
    max_elements: Annotated[
        int, About(ge=100, description="The most elements that one page may hold.")
    ] = 50_000
    max_threads: Annotated[
        int, About(ge=1, description="The most scripts that run at once in this process.")
    ] = 512
    max_tasks: Annotated[
        int, About(ge=1, description="The most tasks of st.task that run at once in this process.")
    ] = 32
    max_tasks_per_session: Annotated[
        int, About(ge=1, description="The most tasks of st.task that are on at once in a session.")
    ] = 8
    threads_follow: Annotated[
        bool,
        About(
            description="Threads that a script starts, and jobs that it gives to executors, take part "
            "in its run while that lasts. false: only those that st.attach_run() has attached."
        ),
    ] = True
    parallel_max_workers: Annotated[
        int, About(ge=1, le=64, description="The most fragments of one run that run side by side.")
    ] = 8


class ServerSettings(msgspec.Struct, frozen=True, kw_only=True):
    address: Annotated[str, About(description="The address to listen on.")] = "localhost"
    port: Annotated[int, About(ge=0, le=65535, description="The port; 0 for any free one.")] = 8501
    headless: Annotated[
        bool | None,
        About(description="Do not open a browser; by default true where there is no display."),
    ] = None
    run_on_save: Annotated[bool, About(description="Run again when the script is saved.")] = False
    allow_run_on_save: Annotated[
        bool, About(description="Let users choose to run the script whenever it is saved.")
    ] = True
    file_watcher_type: Annotated[
        Literal["auto", "poll", "none"],
        About(description="How changes to the script are detected."),
    ] = "auto"
    folder_watch_list: Annotated[
        tuple[str, ...],
        About(description="Other folders in which changes to modules are detected."),
    ] = ()
    folder_watch_blacklist: Annotated[
        tuple[str, ...],
        About(description="Folders in which changes are ignored."),
    ] = ()
    base_url_path: Annotated[
        str,
        About(
            description="The path below which the app is served, such as reports/sales.",
            extra={"kind": URL_PATH},
        ),
    ] = ""
    enable_static_serving: Annotated[
        bool,
        About(
            description="Serve the files in the folder static beside the script, as app/static/…"
        ),
    ] = False
    ssl_cert_file: Annotated[
        str | None, About(description="The certificate for https, as a PEM file.")
    ] = None
    ssl_key_file: Annotated[
        str | None, About(description="The private key of that certificate, as a PEM file.")
    ] = None
    websocket_ping_interval: Annotated[
        Seconds | None,
        About(description="The seconds between pings on each connection; by default 20."),
    ] = None
    allowed_hosts: Annotated[
        tuple[str, ...],
        About(
            description="Host names under which browsers may reach this server, besides "
            "localhost, server.address and plain IP addresses."
        ),
    ] = ()
    cors_allowed_origins: Annotated[
        tuple[str, ...],
        About(description="Other origins whose pages may open a session, as scheme://host:port."),
    ] = ()
    allowed_frame_ancestors: Annotated[
        tuple[Annotated[str, About(pattern=r"^(\*|https?://[A-Za-z0-9.*:\[\]-]+)$")], ...],
        About(
            description="Other origins whose pages may show the app in a frame, as "
            "scheme://host:port; https://*.example.org allows all subdomains, * allows any."
        ),
    ] = ()
    max_message_size: Annotated[
        int,
        About(
            ge=1024,
            le=MOST_MESSAGE_BYTES,
            description="The most characters of a text that a browser may send, such as the value "
            "of a text area.",
        ),
    ] = 16 * 1024 * 1024
    max_upload_size: Annotated[
        int,
        About(ge=1, description="The most megabytes per file, if its widget sets no other limit."),
    ] = 200
    max_uploads_size: Annotated[
        int,
        About(
            ge=1,
            description="The most megabytes of uploaded files in memory, of all sessions; and in the "
            "store, of one session.",
        ),
    ] = 2000
    request_timeout: Annotated[
        Seconds,
        About(
            description="The timeout, in seconds, for the headers of a request, and for an upload "
            "that stalls."
        ),
    ] = 20
    max_events_per_second: Annotated[
        float,
        About(
            gt=0, description="The most events per second of a session; bursts may be twice that."
        ),
    ] = 30.0
    max_cache_data_size: Annotated[
        str,
        About(
            pattern=f"^$|{SIZE_PATTERN}",
            description='The most memory for all results of st.cache_data, such as "2GB"; empty '
            "for no limit.",
        ),
    ] = ""
    max_sessions_per_browser: Annotated[
        int,
        About(
            ge=1,
            description="The most sessions that one browser may have at once, in each worker.",
        ),
    ] = 100
    workers: Annotated[
        int,
        About(
            ge=1,
            le=1000,
            description="How many processes serve the app. They accept connections on one port "
            "and share the store, so any of them can continue any session.",
        ),
    ] = 1
    drain_seconds: Annotated[
        float,
        About(
            ge=0,
            description="The seconds for current runs to finish when the server is asked to stop; "
            "a second signal stops it at once.",
        ),
    ] = 8.0
    max_sessions_per_address: Annotated[
        int,
        About(
            ge=0,
            description="The most sessions that one network address may have at once; this "
            "machine's own are not limited. 0 for no limit. Behind a proxy, set "
            "server.trustedProxies, too.",
        ),
    ] = 1000
    trusted_proxies: Annotated[
        tuple[str, ...],
        About(
            description="Addresses or networks of proxies whose X-Forwarded-For and "
            "X-Forwarded-Proto headers are trusted; by default this machine's."
        ),
    ] = ()
    metrics_path: Annotated[
        str,
        About(
            description="The path of metrics in the form of OpenMetrics, such as metrics; empty for "
            "none.",
            extra={"kind": URL_PATH},
        ),
    ] = ""
    metrics_token: Annotated[
        str,
        About(
            pattern=r"^([!-~]{16,200})?$",
            description="Who may read the metrics: whoever sends this as a bearer token, of at least "
            "16 characters; if it is empty, programs on this machine.",
            extra={"is_secret": True},
        ),
    ] = ""
    disconnected_session_ttl: Annotated[
        float,
        About(ge=0, description="The seconds for which the session of a closed tab is kept."),
    ] = 120.0


class BrowserSettings(msgspec.Struct, frozen=True, kw_only=True):
    server_address: Annotated[
        str,
        About(
            description="The host name under which browsers reach this server, if it is not "
            "server.address. The printed URL has it, and requests for it are accepted."
        ),
    ] = ""
    server_port: Annotated[
        Port | None,
        About(description="The port at which browsers reach this server, if it is another."),
    ] = None


class UiSettings(msgspec.Struct, frozen=True, kw_only=True):
    hide_top_bar: Annotated[
        bool, About(description="Hide the menu and the status at the top of the page.")
    ] = False


class MagicSettings(msgspec.Struct, frozen=True, kw_only=True):
    display_root_doc_string: Annotated[
        bool, About(description="Write the script's docstring to the page, as magic does strings.")
    ] = False


class SessionSettings(msgspec.Struct, frozen=True, kw_only=True):
    on_reload: Annotated[
        Literal["resume", "new"],
        About(description="Whether a reloaded tab resumes its session or gets a new one."),
    ] = "resume"


class StateSettings(msgspec.Struct, frozen=True, kw_only=True):
    store: Annotated[
        str,
        About(
            description="Where sessions are kept: sqlite (.anew/state.db beside the script), "
            "memory, or an address that begins with sqlite:///, valkey://, redis:// or "
            "postgresql://.",
            extra={"is_address": True},
        ),
    ] = "sqlite"
    ttl: Annotated[
        int,
        About(ge=60, description="Seconds for which a session is kept that nobody uses."),
    ] = 24 * 60 * 60
    durability: Annotated[
        Literal["normal", "full"],
        About(
            description="normal: what was saved outlives the server's process; full: also a loss "
            "of power, at the cost of slower saving."
        ),
    ] = "normal"
    max_key_size: Annotated[
        int,
        About(
            ge=1024,
            description="Bytes that the value of one key may take in the store; a larger one "
            "stays in memory only.",
        ),
    ] = 32 * 1024 * 1024
    max_session_size: Annotated[
        int,
        About(ge=1024, description="The same for all keys of a session together."),
    ] = 128 * 1024 * 1024


class SecretsSettings(msgspec.Struct, frozen=True, kw_only=True):
    files: Annotated[
        tuple[str, ...],
        About(
            description="Where st.secrets is read from: TOML files, or folders whose files each "
            "hold one secret; by default secrets.toml in .anew and .streamlit in the home and "
            "working directories and beside the script."
        ),
    ] = ()


class MapSettings(msgspec.Struct, frozen=True, kw_only=True):
    hosts: Annotated[
        tuple[str, ...],
        About(
            description="Origins, besides the app's own, from which maps may fetch data and tiles, "
            "such as https://tiles.example.org or https://*.example.org. They learn who looks at "
            "what.",
            extra={"kind": ORIGIN},
        ),
    ] = ()
    tiles: Annotated[
        str,
        About(
            description="Where the pictures are that maps are drawn on, such as "
            "https://tile.example.org/{z}/{x}/{y}.png, or app/static/tiles/{z}/{x}/{y}.png for some "
            "of the app's own; empty for outlines of the countries, which need no other host. A "
            "host that is named learns who looks at what.",
            extra={"kind": TILES},
        ),
    ] = ""
    tiles_max_zoom: Annotated[
        int,
        About(
            ge=0,
            le=30,
            description="The last level of these pictures. On a closer map they are drawn larger.",
        ),
    ] = 19
    attribution: Annotated[
        str,
        About(
            description="Whom the pictures are owed to, such as © OpenStreetMap contributors: it "
            "stands in the corner of each map that has them."
        ),
    ] = ""

    style: Annotated[
        str,
        About(
            description="The style of vector tiles that maps are drawn on instead, such as "
            "https://tiles.example.org/style.json, or app/static/style.json. All other hosts that it "
            "fetches from must be in map.hosts. They learn who looks at what.",
            extra={"kind": STYLE},
        ),
    ] = ""

    @property
    def origins(self) -> tuple[str, ...]:
        """All origins from which maps may fetch.

        >>> MapSettings(tiles="https://tile.example.org/{z}/{x}/{y}.png").origins
        ('https://tile.example.org',)
        """
        named = (re.match("https?://[^/]+", address) for address in (self.tiles, self.style))
        others = tuple(found[0] for found in named if found)
        return tuple(dict.fromkeys((*self.hosts, *others)))

    @property
    def lacks_attribution(self) -> bool:
        """Whether there are pictures of another host, and nobody is named."""
        return self.tiles.startswith(("https://", "http://")) and not self.attribution


class ComponentSettings(msgspec.Struct, frozen=True, kw_only=True):
    trusted: Annotated[
        tuple[str, ...],
        About(
            description="Components whose frames have the origin of the app, by the name of their "
            "package: they can do all that the user can do in it. html is the HTML of st.iframe, * "
            "all of them. All others are isolated."
        ),
    ] = ()

    def trusts(self, name: str) -> bool:
        """Whether the frames of a component have the origin of the app.

        >>> ComponentSettings(trusted=("st_aggrid",)).trusts("st_aggrid.agGrid")
        True
        """
        package, *_ = name.partition(".")
        return bool({"*", package, name} & {*self.trusted})


class CompatSettings(msgspec.Struct, frozen=True, kw_only=True):
    streamlit_import: Annotated[
        bool, About(description="Make `import streamlit` in the app import anew.")
    ] = True
