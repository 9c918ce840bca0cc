"""The options of each section but the themes': type, default, meaning, and what values may be.

They are a part of `settings.py`, which puts them together and reads them.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from anew.settings.kinds import LOG_FORMAT, URL_PATH

About = msgspec.Meta

Port = Annotated[int, msgspec.Meta(ge=1, le=65535)]
Seconds = Annotated[int, msgspec.Meta(ge=1)]

MOST_MESSAGE_BYTES = 64 * 1024 * 1024  # What one message from a browser may have at all.

# A number of bytes, with or without a unit: "500MB" is 500 million, "2GiB" twice 2 ** 30.
SIZE_PATTERN = r"^\s*(\d+(?:\.\d+)?)(?:\s*([KMGTkmgt][Ii]?[Bb]?|[Bb]))?\s*$"


class GlobalSettings(msgspec.Struct, frozen=True, kw_only=True):
    disable_widget_state_duplication_warning: Annotated[
        bool,
        About(description="Do not log it when a widget has a default and a value in the state."),
    ] = False


class LoggerSettings(msgspec.Struct, frozen=True, kw_only=True):
    level: Annotated[
        Literal["error", "warning", "info", "debug"],
        About(description="What is logged."),
    ] = "info"
    message_format: Annotated[
        str,
        About(
            description="How a line of the log is written, as Python's logging has it.",
            extra={"kind": LOG_FORMAT},
        ),
    ] = "%(asctime)s %(levelname)s %(message)s"
    max_bytes_per_minute: Annotated[
        int,
        About(
            ge=10_000,
            description="Bytes that anew itself logs in a minute; what comes beyond them is counted.",
        ),
    ] = 1_000_000
    hide_welcome_message: Annotated[
        bool, About(description="Print nothing at the start but the errors.")
    ] = False


class ClientSettings(msgspec.Struct, frozen=True, kw_only=True):
    show_error_details: Annotated[
        Literal["full", "stacktrace", "type", "none"],
        About(description="What of an error in the script the page shows."),
    ] = "full"
    show_sidebar_navigation: Annotated[
        bool, About(description="Show the menu of the pages in a folder pages/.")
    ] = True
    toolbar_mode: Annotated[
        Literal["auto", "developer", "viewer", "minimal"],
        About(description="What the menu offers; auto is developer on localhost, else viewer."),
    ] = "auto"


class RunnerSettings(msgspec.Struct, frozen=True, kw_only=True):
    magic_enabled: Annotated[
        bool, About(description="Write a bare expression in the script to the page.")
    ] = True
    interrupt: Annotated[
        Literal["newer", "eager"],
        About(
            description="newer: a run that carries a click goes on to its end; "
            "eager: any newer event ends any run."
        ),
    ] = "newer"
    enum_coercion: Annotated[
        Literal["nameOnly", "nameAndValue", "off"],
        About(
            description="Which member of an Enum that a script defines anew stands for one of "
            "before: that of the same name, of the same name and value, or none."
        ),
    ] = "nameOnly"
    enforce_serializable_session_state: Annotated[
        bool,
        About(
            description="After each run, show an error if pickle does not take all of the state."
        ),
    ] = False
    cache_background_refresh_max_workers: Annotated[
        int, About(ge=1, description="How many cached results are renewed at once.")
    ] = 4
    cache_background_refresh_ttl_multiplier: Annotated[
        float,
        About(
            ge=1,
            description="Up to so many times its ttl, an old result is used while it is renewed.",
        ),
    ] = 2.0
    max_elements: Annotated[
        int, About(ge=100, description="How many elements one page may hold.")
    ] = 50_000
    max_threads: Annotated[
        int, About(ge=1, description="How many scripts may run at once in this process.")
    ] = 512


class ServerSettings(msgspec.Struct, frozen=True, kw_only=True):
    address: Annotated[str, About(description="The address to listen on.")] = "localhost"
    port: Annotated[int, About(ge=0, le=65535, description="The port; 0 takes any free one.")] = (
        8501
    )
    headless: Annotated[
        bool | None,
        About(description="Do not open a browser; by default true where there is no display."),
    ] = None
    run_on_save: Annotated[bool, About(description="Run again when the script is saved.")] = False
    allow_run_on_save: Annotated[
        bool, About(description="Users may switch on that the script runs when it is saved.")
    ] = True
    file_watcher_type: Annotated[
        Literal["auto", "poll", "none"],
        About(description="How changes of the script are noticed."),
    ] = "auto"
    folder_watch_list: Annotated[
        tuple[str, ...],
        About(description="Other folders whose modules are noticed when they change."),
    ] = ()
    folder_watch_blacklist: Annotated[
        tuple[str, ...],
        About(description="Folders in which no change is noticed."),
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
        str | None, About(description="The key of that certificate, as a PEM file.")
    ] = None
    websocket_ping_interval: Annotated[
        Seconds | None,
        About(description="Seconds between probes of each connection; by default 20."),
    ] = None
    allowed_hosts: Annotated[
        tuple[str, ...],
        About(
            description="Names by which browsers may call this server, beside localhost, "
            "the address and plain IP addresses."
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
            "scheme://host:port; https://*.example.org is all below, * is any."
        ),
    ] = ()
    max_message_size: Annotated[
        int,
        About(
            ge=1024,
            le=MOST_MESSAGE_BYTES,
            description="Characters of one text that a browser sends, such as of a text area.",
        ),
    ] = 16 * 1024 * 1024
    max_upload_size: Annotated[
        int, About(ge=1, description="Megabytes of one file, if its widget sets no other limit.")
    ] = 200
    max_uploads_size: Annotated[
        int, About(ge=1, description="Megabytes of the uploaded files of all sessions, in memory.")
    ] = 2000
    request_timeout: Annotated[
        Seconds,
        About(
            description="Seconds in which a browser has to send the head of a request, and in which "
            "an upload has to get on."
        ),
    ] = 20
    max_events_per_second: Annotated[
        float, About(gt=0, description="Events of one session; a burst of twice as many passes.")
    ] = 30.0
    max_cache_data_size: Annotated[
        str,
        About(
            pattern=f"^$|{SIZE_PATTERN}",
            description='What all that st.cache_data holds may take in memory, such as "2GB"; '
            "empty for no limit.",
        ),
    ] = ""
    max_sessions_per_browser: Annotated[
        int, About(ge=1, description="Sessions that one browser may have at once.")
    ] = 100
    drain_seconds: Annotated[
        float,
        About(
            ge=0,
            description="Seconds that runs have to end when the server is asked to stop; a second "
            "signal ends it at once.",
        ),
    ] = 8.0
    max_sessions_per_address: Annotated[
        int,
        About(
            ge=0,
            description="Sessions that one network address may have at once, but for this machine's "
            "own; 0 for any number. Behind a proxy, say server.trustedProxies.",
        ),
    ] = 1000
    trusted_proxies: Annotated[
        tuple[str, ...],
        About(
            description="Addresses or networks of proxies whose X-Forwarded-For and -Proto are "
            "believed; by default this machine's."
        ),
    ] = ()
    disconnected_session_ttl: Annotated[
        float,
        About(ge=0, description="Seconds for which the session of a closed tab is kept."),
    ] = 120.0


class BrowserSettings(msgspec.Struct, frozen=True, kw_only=True):
    server_address: Annotated[
        str,
        About(
            description="The name by which browsers reach this server, where it is not the "
            "address; it is printed, opened and allowed."
        ),
    ] = ""
    server_port: Annotated[
        Port | None,
        About(description="The port by which browsers reach this server, if it is another."),
    ] = None


class UiSettings(msgspec.Struct, frozen=True, kw_only=True):
    hide_top_bar: Annotated[
        bool, About(description="Show no menu and no status at the top of the page.")
    ] = False


class MagicSettings(msgspec.Struct, frozen=True, kw_only=True):
    display_root_doc_string: Annotated[
        bool, About(description="Write the script's docstring to the page, as other text.")
    ] = False


class SessionSettings(msgspec.Struct, frozen=True, kw_only=True):
    on_reload: Annotated[
        Literal["resume", "new"],
        About(description="Whether a reloaded tab goes on with its session or gets a new one."),
    ] = "resume"


class SecretsSettings(msgspec.Struct, frozen=True, kw_only=True):
    files: Annotated[
        tuple[str, ...],
        About(
            description="Where st.secrets is read from: TOML files, and folders of files that "
            "each hold one secret; by default secrets.toml in .anew and .streamlit in the home, "
            "the working directory and beside the script."
        ),
    ] = ()


class CompatSettings(msgspec.Struct, frozen=True, kw_only=True):
    streamlit_import: Annotated[
        bool, About(description="`import streamlit` in the app gives anew.")
    ] = True
