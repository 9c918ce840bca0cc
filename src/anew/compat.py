"""In an anew process, `import streamlit as st` imports anew.

Scripts, and modules that they import, are written for that name. A table lists the modules
of Streamlit that anew offers, and the names in each. A meta path finder, placed before all
others, answers every import of that name from the table, whether or not Streamlit itself is
installed. A module that is not in the table is refused by name: to mix modules of both
packages would fail later, and in stranger ways.

The option `compat.streamlitImport` decides whether the finder is installed.
"""

from __future__ import annotations

import sys
import threading
from functools import partial
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from typing import TYPE_CHECKING, Any, NoReturn, TypeAlias

from anew.ambient.context import Here, attached, captured, current_run, enter
from anew.app.session_state import session_state
from anew.errors import APIException
from anew.to_come import missing
from anew.version import API_VERSION, VERSION

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import ModuleType

    from anew.state.mapping import SessionState

NAME = "streamlit"

# A module of anew, or the names of a small module with the place where each is defined.
_Source: TypeAlias = "str | dict[str, str]"

_EXCEPTIONS = {
    "RerunException": "anew.ambient.control.RerunSignal",
    "StopException": "anew.ambient.control.StopSignal",
}
_CACHES = {
    "cache_data": "anew.caching.cache_data",
    "cache_resource": "anew.caching.cache_resource",
}
_CACHE_ERRORS = {
    "UnhashableParamError": "anew.errors.UnhashableParamError",
    "UnserializableReturnValueError": "anew.errors.UnserializableReturnValueError",
}
_CONTEXT = {
    "ScriptRunContext": "anew.ambient.context.Here",
    "add_script_run_ctx": "anew.compat.add_script_run_ctx",
    "get_script_run_ctx": "anew.compat.get_script_run_ctx",
}
_STATE = {
    "SessionStateProxy": "anew.state.mapping.SessionState",
    "get_session_state": "anew.compat.get_session_state",
}

_UPLOADS = {"UploadedFile": "anew.elements.shared.uploaded_file.UploadedFile"}
_VIEWS = {
    **{name: f"anew.testing.block.{name}" for name in ("Block", "Expander")},
    **{name: f"anew.testing.shown.{name}" for name in ("Button", "Checkbox")},
    "AppTestError": "anew.errors.AppTestError",
    "BlockList": "anew.testing.block.Elements",
    "ColorPicker": "anew.testing.shown.ColorField",
    "Dataframe": "anew.testing.tables.ShownTable",
    "DateInput": "anew.testing.shown.DateField",
    "Element": "anew.testing.shown.Shown",
    "ElementList": "anew.testing.block.Elements",
    "Exception": "anew.testing.shown.Error",
    "Markdown": "anew.testing.texts.ShownMarkdown",
    "Multiselect": "anew.testing.choices.SeveralChoices",
    "NumberInput": "anew.testing.shown.NumberField",
    "Radio": "anew.testing.choices.OneChoice",
    "Selectbox": "anew.testing.choices.OneChoice",
    "Slider": "anew.testing.shown.SliderHandle",
    "Table": "anew.testing.tables.ShownTable",
    "TextArea": "anew.testing.shown.TextField",
    "TextInput": "anew.testing.shown.TextField",
    "TimeInput": "anew.testing.shown.TimeField",
    "Toggle": "anew.testing.shown.Checkbox",
    "Widget": "anew.testing.shown.ShownWidget",
    "WidgetList": "anew.testing.block.Elements",
}

MODULES: dict[str, _Source] = {
    "streamlit": "anew",
    "streamlit.components": {},
    "streamlit.components.v1": {},
    "streamlit.config": {
        "get_option": "anew.app.options.get_option",
        "set_option": "anew.app.options.set_option",
    },
    "streamlit.delta_generator": {"DeltaGenerator": "anew.elements.container.Container"},
    "streamlit.errors": "anew.errors",
    "streamlit.logger": {"get_logger": "logging.getLogger"},
    "streamlit.runtime": {"exists": "anew.compat.exists"},
    "streamlit.runtime.caching": _CACHES,
    "streamlit.runtime.caching.cache_errors": _CACHE_ERRORS,
    "streamlit.runtime.context": {"ContextProxy": "anew.app.visitor.Visitor"},
    "streamlit.runtime.scriptrunner": {**_CONTEXT, **_EXCEPTIONS},
    "streamlit.runtime.scriptrunner_utils": {},
    "streamlit.runtime.scriptrunner_utils.exceptions": _EXCEPTIONS,
    "streamlit.runtime.scriptrunner_utils.script_run_context": _CONTEXT,
    "streamlit.runtime.secrets": {
        "AttrDict": "anew.app.secrets.Section",
        "Secrets": "anew.app.secrets.Secrets",
        "secrets_singleton": "anew.app.secrets.secrets",
    },
    "streamlit.runtime.state": _STATE,
    "streamlit.runtime.state.session_state_proxy": _STATE,
    "streamlit.runtime.uploaded_file_manager": _UPLOADS,
    "streamlit.testing": "anew.testing",
    "streamlit.testing.v1": "anew.testing",
    "streamlit.testing.v1.app_test": "anew.testing.app_test",
    "streamlit.testing.v1.element_tree": _VIEWS,
    "streamlit.testing.v1.errors": {"AppTestError": "anew.errors.AppTestError"},
    "streamlit.typing": _UPLOADS,
}


def install() -> Callable[[], None]:
    """Make `import streamlit` import anew, until the returned function is called.

    Installing again changes nothing and returns the same function. If Streamlit itself was
    imported before, its modules are taken out of `sys.modules` and put back at the end. Code
    that already imported them keeps them.

    >>> remove = install()
    >>> import anew, streamlit
    >>> streamlit is anew
    True
    >>> remove()
    """
    for finder in sys.meta_path:
        if isinstance(finder, _Finder):
            return finder.remove
    finder = _Finder()
    sys.meta_path.insert(0, finder)
    _package().__version__ = API_VERSION  # Scripts compare it with the API that they need.
    return finder.remove


def _package() -> Any:
    return import_module("anew")


class _Finder(MetaPathFinder):
    """Answers every import of `streamlit` and its modules, and no other."""

    def __init__(self) -> None:
        self._set_aside = _take_modules()

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if not _is_ours(fullname):
            return None
        if fullname not in MODULES:
            raise ModuleNotFoundError(_unknown(fullname), name=fullname)
        return ModuleSpec(fullname, _Loader())

    def remove(self) -> None:
        """Uninstall the finder. Calling it again does nothing."""
        if self not in sys.meta_path:
            return
        sys.meta_path.remove(self)
        _package().__version__ = VERSION
        _detach(_take_modules())
        sys.modules.update(self._set_aside)


class _Loader(Loader):
    """Loads a module of anew itself, or a small module that is filled with names of anew."""

    def __init__(self) -> None:
        self._own_spec: ModuleSpec | None = None

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        """Anew's module at once, so that threads that import meanwhile see no other module."""
        source = MODULES[spec.name]
        if not isinstance(source, str):
            return None  # Python creates a new module.
        module = import_module(source)
        self._own_spec = module.__spec__
        return module

    def exec_module(self, module: ModuleType) -> None:
        assert module.__spec__ is not None
        name = module.__spec__.name
        source = MODULES[name]
        if isinstance(source, str):
            module.__spec__ = self._own_spec  # The import system has overwritten it.
        else:
            _fill(module, source)
        if name == NAME:
            _import_small_modules()


def _fill(module: ModuleType, names: dict[str, str]) -> None:
    module.__doc__ = f"The names of {module.__name__} that anew has."
    module.__dict__["__all__"] = sorted(names)
    module.__path__ = []  # Makes it a package: submodules are found by their full names.
    module.__dict__["__getattr__"] = partial(_refuse, module.__name__)
    for name, place in names.items():
        module_name, _, attribute = place.rpartition(".")
        setattr(module, name, getattr(import_module(module_name), attribute))


def _refuse(module: str, name: str) -> NoReturn:
    if name.startswith("_"):
        raise AttributeError(f"module {module!r} has no attribute {name!r}")
    within = module.removeprefix(f"{NAME}.")
    raise missing(f"{within}.{name}", list(MODULES[module]))


def _import_small_modules() -> None:
    """Import the small modules, because scripts use them without: `st.runtime.exists()`."""
    for name, source in MODULES.items():
        if isinstance(source, dict) and not name.startswith(f"{NAME}.testing."):
            import_module(name)


def _is_ours(name: str) -> bool:
    return name == NAME or name.startswith(f"{NAME}.")


def _take_modules() -> dict[str, ModuleType]:
    return {name: sys.modules.pop(name) for name in list(sys.modules) if _is_ours(name)}


def _detach(modules: dict[str, ModuleType]) -> None:
    """Remove the attributes that the import system has set on anew's own modules."""
    for name, module in modules.items():
        parent_name, _, attribute = name.rpartition(".")
        parent = modules.get(parent_name)
        if parent is None or f"{parent.__name__}.{attribute}" in sys.modules:
            continue
        if vars(parent).get(attribute) is module:
            delattr(parent, attribute)


def _unknown(name: str) -> str:
    return (
        f"anew has no module {name!r} yet; in this process, {NAME!r} is anew. It has the modules "
        f"{', '.join(MODULES)}. To import the installed package of this name instead, set "
        f"compat.streamlitImport to false."
    )


# Functions of the small modules that anew has under no other name. --------------------------


def exists() -> bool:
    """Whether this code is in a run, not in a script that plain Python executes."""
    return current_run() is not None


def get_session_state() -> SessionState:
    return session_state


def get_script_run_ctx(suppress_warning: bool = False) -> Here | None:
    """The current run and place, to pass to a thread; None outside of a run."""
    return captured()


def add_script_run_ctx(
    thread: threading.Thread | None = None, ctx: Here | None = None
) -> threading.Thread:
    """Attach a thread to a run. `attach_run` does the same for a callable.

    Args:
        thread: A thread that has not started; by default the current one.
        ctx: The result of `get_script_run_ctx`; by default the current run. Without a run,
            the thread is not changed, and draws nothing.

    Returns:
        The thread.

    Raises:
        APIException: The thread has already started and is not the current one.
    """
    thread = thread or threading.current_thread()
    to = ctx or captured()
    if to is None:
        return thread
    if thread is threading.current_thread():
        enter(*to)  # For as long as the thread lasts.
    elif thread.ident is None:
        thread.run = attached(to, thread.run)  # type: ignore[method-assign]
    else:
        raise APIException(
            f"The thread {thread.name!r} has already started, so it cannot be attached to a run. "
            f"Call add_script_run_ctx(thread) before thread.start(). Or call get_script_run_ctx() "
            f"in the script and add_script_run_ctx(ctx=...) with its result in the thread."
        )
    return thread
