"""What Streamlit's options mean here, for files, environment variables and flags alike.

The same file should start an app with either. So for an option that anew has, values in
Streamlit's current and older forms are understood; one that anew does not have is ignored, and a
notice gives the reason.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from anew.settings.json_values import of_json
from anew.settings.sections import MOST_MESSAGE_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from anew.settings.settings import Option

# Other forms of values -------------------------------------------------------------------


TRUTHS = {
    "true": True,
    "yes": True,
    "y": True,
    "on": True,
    "t": True,
    "1": True,
    "false": False,
    "no": False,
    "n": False,
    "off": False,
    "f": False,
    "0": False,
}


def _details(value: object) -> object:
    """In older releases of Streamlit this was a switch."""
    truth = TRUTHS.get(str(value).lower())
    return value if truth is None else "full" if truth else "stacktrace"


def _bytes_of_megabytes(value: object) -> object:
    """Streamlit counts in megabytes, anew in bytes and with an upper limit."""
    try:
        wanted = int(float(str(value)) * 1024 * 1024)
    except (ValueError, OverflowError):  # Not a number, or an infinite one.
        return value
    return min(max(wanted, 1024), MOST_MESSAGE_BYTES)


def _watcher(value: object) -> object:
    if value is False:
        return "none"
    return "auto" if value is True or value == "watchdog" else value


def _lower_case(value: object) -> object:
    return value.lower() if isinstance(value, str) else value


def _color(value: object) -> object:
    """A hexadecimal colour may lack its `#`."""
    is_bare = isinstance(value, str) and re.fullmatch(
        r"[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8}", value
    )
    return f"#{value}" if is_bare else value


def _colors(value: object) -> object:
    return list(map(_color, value)) if isinstance(value, list) else value


def _pixels(value: object) -> object:
    """A length may lack its unit, which then is pixels."""
    return f"{value}px" if re.fullmatch(r"[0-9]+(\.[0-9]+)?", str(value)) else value


def _number_of_pixels(value: object) -> object:
    found = re.fullmatch(r"([0-9]+)(?:\.[0-9]+)?(?:\s*px)?", str(value).strip())
    return int(found[1]) if found else value


TRANSLATIONS: dict[str, Callable[[object], object]] = {
    "client.showErrorDetails": _details,
    "client.toolbarMode": _lower_case,
    "logger.level": _lower_case,
    "server.fileWatcherType": _watcher,
    "server.maxMessageSize": _bytes_of_megabytes,
}
# For the options of [theme] and its subsections, by the ends of their names.
THEME_TRANSLATIONS: dict[str, Callable[[object], object]] = {
    "Color": _color,
    "Colors": _colors,
    "Radius": _pixels,
    "baseFontSize": _number_of_pixels,
    "base": _lower_case,
}


def readings(option: Option, value: object) -> Iterator[object]:
    """What a value may mean for an option, the likeliest first. The option may refuse them all."""
    yield translated(option.name, value)
    yield value
    if option.is_switch:
        yield TRUTHS.get(str(value).lower(), value)
    if isinstance(value, str) and option.may_be_list and (listed := of_json(value)):
        yield listed
    if isinstance(value, str) and option.is_list:
        yield value.replace(",", " ").split()
    if isinstance(value, list) and not option.is_list:
        yield ", ".join(map(str, value))
    if isinstance(value, float) and value.is_integer():
        yield int(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        yield str(value)


def translated(name: str, value: object) -> object:
    """Translate a value of Streamlit's option to anew's."""
    section, _, own = name.rpartition(".")
    if section.partition(".")[0] != "theme":
        return TRANSLATIONS[name](value) if name in TRANSLATIONS else value
    for end, translate in THEME_TRANSLATIONS.items():
        if own.endswith(end):
            return translate(value)
    return value


# Options without effect -------------------------------------------------------------------

_NEVER_NEEDED = "anew has nothing that it would change."
_NOT_YET = "anew does not have the feature that it is for yet."
_NO_TELEMETRY = "anew does not send usage data."
_INTERNAL = "It is for the developers of Streamlit."
_OTHER_DATA = "anew sends pages as patches, and large data by URLs of its own."
_GONE = "Newer releases of Streamlit do not have it either."

FOREIGN_OPTIONS = {
    "global.showWarningOnDirectExecution": "The warning is always logged, once.",
    "global.developmentMode": _INTERNAL,
    "global.e2eTest": _INTERNAL,
    "global.unitTest": _INTERNAL,
    "global.appTest": _INTERNAL,
    "global.suppressDeprecationWarnings": _NEVER_NEEDED,
    "global.minCachedMessageSize": _OTHER_DATA,
    "global.maxCachedMessageAge": _OTHER_DATA,
    "global.dataFrameSerialization": _GONE,
    "global.disableWatchdogWarning": _GONE,
    "global.logLevel": "logger.level sets how much is logged.",
    "global.metrics": _GONE,
    "global.sharingMode": _GONE,
    "global.storeCachedForwardMessagesInMemory": _GONE,
    "logger.enableRich": _NEVER_NEEDED,
    "client.caching": _GONE,
    "client.displayEnabled": _GONE,
    "client.disableDataExport": _NOT_YET,
    "client.showErrorLinks": "Errors say what to do; they have no links to search engines.",
    "client.allowedOrigins": "server.corsAllowedOrigins sets which pages may open a session.",
    "runner.fixMatplotlib": _GONE,
    "runner.installTracer": _GONE,
    "runner.postScriptGC": "Python's garbage collector runs when it needs to.",
    "runner.fastReruns": "runner.interrupt sets whether a newer event ends a run.",
    "runner.cacheHashSeed": "Cache keys use all of an argument; nothing is sampled.",
    "server.enableExpensiveMemoryStats": _NOT_YET,
    "server.cookieSecret": "Sessions are bound to a random cookie; nothing is signed.",
    "server.showEmailPrompt": _NO_TELEMETRY,
    "server.liveSave": _GONE,
    "server.scriptHealthCheckEnabled": _NOT_YET,
    "server.customComponentBaseUrlPath": _NOT_YET,
    "server.enableCORS": "Origins are always checked.",
    "server.enableXsrfProtection": "Origins and cookies are always checked.",
    "server.xsrfCookieSameSite": (
        "The session cookie is SameSite=Lax; only in a frame of another site, it is None."
    ),
    "server.maxWidgetStateSize": "server.maxMessageSize limits what a browser may send.",
    "server.enableWebsocketCompression": "Patches are small; compression costs memory.",
    "server.enableAgentApi": _NOT_YET,
    "server.agentWaitTimeout": _NOT_YET,
    "server.agentSessionTTL": _NOT_YET,
    "server.agentMaxSessions": _NOT_YET,
    "server.agentPreviewRows": _NOT_YET,
    "server.trustedUserHeaders": "st.context.headers has what a proxy sends. To have users sign in "
    "at the app itself, see st.login.",
    "server.unsafeMetricsUserAttributes": _NO_TELEMETRY,
    "browser.gatherUsageStats": _NO_TELEMETRY,
    "deprecation.showfileUploaderEncoding": _GONE,
    "deprecation.showImageFormat": _GONE,
    "deprecation.showPyplotGlobalUse": _GONE,
    "magic.displayLastExprIfNoSemicolon": "To show what a call returns, pass it to st.write.",
    "mapbox.token": _GONE,
}
# Those that are switches: their flags need no value.
FOREIGN_SWITCHES = frozenset(
    {
        "browser.gatherUsageStats",
        "client.caching",
        "client.disableDataExport",
        "client.displayEnabled",
        "deprecation.showImageFormat",
        "deprecation.showPyplotGlobalUse",
        "deprecation.showfileUploaderEncoding",
        "global.appTest",
        "global.developmentMode",
        "global.disableWatchdogWarning",
        "global.e2eTest",
        "global.showWarningOnDirectExecution",
        "global.storeCachedForwardMessagesInMemory",
        "global.suppressDeprecationWarnings",
        "global.unitTest",
        "logger.enableRich",
        "magic.displayLastExprIfNoSemicolon",
        "runner.fastReruns",
        "runner.fixMatplotlib",
        "runner.installTracer",
        "runner.postScriptGC",
        "server.enableAgentApi",
        "server.enableCORS",
        "server.enableExpensiveMemoryStats",
        "server.enableWebsocketCompression",
        "server.enableXsrfProtection",
        "server.liveSave",
        "server.scriptHealthCheckEnabled",
        "server.showEmailPrompt",
    }
)


def foreign_names() -> Iterator[str]:
    """The full name of every option that is ignored."""
    yield from FOREIGN_OPTIONS


def why_foreign(name: str) -> str | None:
    """Why an option of Streamlit has no effect here; None if it is unknown."""
    if name in FOREIGN_OPTIONS:
        return FOREIGN_OPTIONS[name]
    # An option may be a table, such as server.trustedUserHeaders; its entries share its reason.
    return FOREIGN_OPTIONS.get(name.rpartition(".")[0])
