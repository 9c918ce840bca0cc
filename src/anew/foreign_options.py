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
    "logger.messageFormat": _NOT_YET,
    "logger.enableRich": _NEVER_NEEDED,
    "client.disableDataExport": _NOT_YET,
    "client.showSidebarNavigation": _NOT_YET,
    "client.showErrorLinks": "Errors say what to do; they link to no search.",
    "client.allowedOrigins": "Which pages may open a session says server.corsAllowedOrigins.",
    "runner.postScriptGC": "Memory is collected as Python does it by itself.",
    "runner.fastReruns": "How runs make way for newer ones says runner.interrupt.",
    "runner.parallelMaxWorkers": _NOT_YET,
    "runner.cacheBackgroundRefreshMaxWorkers": _NOT_YET,
    "runner.cacheBackgroundRefreshTTLMultiplier": _NOT_YET,
    "runner.connectionDefaultTTL": _NOT_YET,
    "runner.cacheHashSeed": _NOT_YET,
    "server.folderWatchList": _NOT_YET,
    "server.folderWatchBlacklist": _NOT_YET,
    "server.enableExpensiveMemoryStats": _NOT_YET,
    "server.maxCacheDataSize": _NOT_YET,
    "server.cookieSecret": "Sessions are bound to a random cookie; nothing is signed.",
    "server.showEmailPrompt": _NO_TELEMETRY,
    "server.scriptHealthCheckEnabled": _NOT_YET,
    "server.baseUrlPath": _NOT_YET,
    "server.customComponentBaseUrlPath": _NOT_YET,
    "server.enableCORS": "Origins are always checked.",
    "server.enableXsrfProtection": "Origins and cookies are always checked.",
    "server.xsrfCookieSameSite": "The session's cookie is always SameSite=Lax.",
    "server.maxUploadSize": _NOT_YET,
    "server.maxWidgetStateSize": "server.maxMessageSize bounds what a browser sends.",
    "server.enableWebsocketCompression": "Patches are small; compression costs memory.",
    "server.websocketPingInterval": "Connections are probed every 20 seconds.",
    "server.enableStaticServing": _NOT_YET,
    "server.enableAgentApi": _NOT_YET,
    "server.agentWaitTimeout": _NOT_YET,
    "server.agentSessionTTL": _NOT_YET,
    "server.agentMaxSessions": _NOT_YET,
    "server.agentPreviewRows": _NOT_YET,
    "server.trustedUserHeaders": _NOT_YET,
    "server.unsafeMetricsUserAttributes": _NO_TELEMETRY,
    "server.sslCertFile": "Let a proxy in front end TLS.",
    "server.sslKeyFile": "Let a proxy in front end TLS.",
    "browser.serverAddress": "The printed address is the one that is listened on.",
    "browser.serverPort": "The printed address is the one that is listened on.",
    "browser.gatherUsageStats": _NO_TELEMETRY,
    "ui.hideTopBar": _NOT_YET,
    "magic.displayRootDocString": _NOT_YET,
    "magic.displayLastExprIfNoSemicolon": _NOT_YET,
    "secrets.files": _NOT_YET,
}


def why_foreign(name: str) -> str | None:
    """Why an option changes nothing here; None if it is not known at all."""
    if name.startswith("theme."):
        return "The page follows the browser's light or dark; its colours are not options yet."
    return FOREIGN_OPTIONS.get(name)
