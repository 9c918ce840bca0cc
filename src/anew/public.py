"""The public names of `import anew as st`, and the module that defines each."""

from __future__ import annotations

from anew.elements import DEFINED_IN

MODULES = ("column_config", "components", "connections", "errors", "testing")  # Public modules.

# Public names that draw nothing.
_OTHERS = {
    "App": "anew.server.application",
    "Page": "anew.app.page",
    "attach_run": "anew.ambient.context",
    "bottom": "anew.elements.areas",
    "cache_data": "anew.caching",
    "cache_resource": "anew.caching",
    "connection": "anew.connections.connection",
    "context": "anew.app.visitor",
    "create_app": "anew.server.app",
    "dialog": "anew.app.dialog",
    "fragment": "anew.app.fragment",
    "get_option": "anew.app.options",
    "login": "anew.app.sign_in",
    "logo": "anew.app.logo",
    "logout": "anew.app.sign_in",
    "navigation": "anew.app.navigation",
    "query_params": "anew.app.query_params",
    "rerun": "anew.app.flow",
    "secrets": "anew.app.secrets",
    "session_state": "anew.app.session_state",
    "set_option": "anew.app.options",
    "set_page_config": "anew.app.page_config",
    "sidebar": "anew.elements.areas",
    "stop": "anew.app.flow",
    "switch_page": "anew.app.flow",
    "task": "anew.tasks",
    "this_session": "anew.app.this_session",
    "user": "anew.app.user",
}

# The module to import each name from. `anew/__init__.pyi` declares the same for type checkers.
PLACES = {name: f"anew.elements.{module}" for name, module in DEFINED_IN.items()} | _OTHERS
NAMES = sorted((*PLACES, *MODULES, "__version__"))
