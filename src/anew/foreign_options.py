"""Options that other configuration files may hold and that change nothing here, and why.

They are read over with a notice: a file that serves two systems should start both.
"""

from __future__ import annotations

_NEVER_NEEDED = "anew has no such step."
_NOT_YET = "anew does not have what it is for yet."
_NO_TELEMETRY = "anew sends nothing to anybody."
_INTERNAL = "It is for that system's own developers."
_OTHER_DATA = "anew sends pages as patches, and large data by address."

FOREIGN_OPTIONS = {
    "global.showWarningOnDirectExecution": "The log says it once, whenever it happens.",
    "global.developmentMode": _INTERNAL,
    "global.e2eTest": _INTERNAL,
    "global.unitTest": _INTERNAL,
    "global.appTest": _INTERNAL,
    "global.suppressDeprecationWarnings": _NEVER_NEEDED,
    "global.minCachedMessageSize": _OTHER_DATA,
    "global.maxCachedMessageAge": _OTHER_DATA,
    "logger.enableRich": _NEVER_NEEDED,
    "client.disableDataExport": _NOT_YET,
    "client.showErrorLinks": "Errors say what to do; they link to no search.",
    "client.allowedOrigins": "Which pages may open a session says server.corsAllowedOrigins.",
    "runner.postScriptGC": "Memory is collected as Python does it by itself.",
    "runner.fastReruns": "How runs make way for newer ones says runner.interrupt.",
    "runner.parallelMaxWorkers": _NOT_YET,
    "runner.connectionDefaultTTL": _NOT_YET,
    "runner.cacheHashSeed": "All of an argument counts; nothing is sampled.",
    "server.enableExpensiveMemoryStats": _NOT_YET,
    "server.cookieSecret": "Sessions are bound to a random cookie; nothing is signed.",
    "server.showEmailPrompt": _NO_TELEMETRY,
    "server.scriptHealthCheckEnabled": _NOT_YET,
    "server.customComponentBaseUrlPath": _NOT_YET,
    "server.enableCORS": "Origins are always checked.",
    "server.enableXsrfProtection": "Origins and cookies are always checked.",
    "server.xsrfCookieSameSite": "The session's cookie is always SameSite=Lax.",
    "server.maxWidgetStateSize": "server.maxMessageSize bounds what a browser sends.",
    "server.enableWebsocketCompression": "Patches are small; compression costs memory.",
    "server.enableAgentApi": _NOT_YET,
    "server.agentWaitTimeout": _NOT_YET,
    "server.agentSessionTTL": _NOT_YET,
    "server.agentMaxSessions": _NOT_YET,
    "server.agentPreviewRows": _NOT_YET,
    "server.trustedUserHeaders": _NOT_YET,
    "server.unsafeMetricsUserAttributes": _NO_TELEMETRY,
    "browser.gatherUsageStats": _NO_TELEMETRY,
    "magic.displayLastExprIfNoSemicolon": "What a call returns is shown by st.write.",
}

# In [theme] and its sections.
FOREIGN_THEME_OPTIONS = {
    "fontFaces": "The page loads no fonts; theme.font names such as the browser has.",
    "chartCategoricalColors": _NOT_YET,
    "chartSequentialColors": _NOT_YET,
    "chartDivergingColors": _NOT_YET,
}


def why_foreign(name: str) -> str | None:
    """Why an option changes nothing here; None if it is not known at all."""
    section, _, option = name.rpartition(".")
    if section.partition(".")[0] == "theme":
        return FOREIGN_THEME_OPTIONS.get(option)
    return FOREIGN_OPTIONS.get(name)
