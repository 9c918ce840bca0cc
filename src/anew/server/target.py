"""What `anew run` is asked to serve: a script, or a module that defines an app (`app = st.App(…)`).

Which of both a file is, its syntax tells, so that no script is executed to find out.
"""

from __future__ import annotations

import ast
import sys
import traceback
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from anew.errors import ConfigError
from anew.syntax import parsed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from anew.server.app import App
    from anew.settings.settings import Settings

NAME = "App"
PACKAGES = frozenset({"anew", "streamlit"})
MODULES = PACKAGES | {"streamlit.starlette", "streamlit.web.server.starlette"}
PREFERRED = "app"  # Of several, the one of this name is served; else the first.


class Application:
    """What a module defines: the app of a script with what an author puts around it."""

    def _made(self, settings: Settings) -> App:
        """What it consists of, wired together with these options."""
        raise NotImplementedError


def parts_of(application: Application, settings: Settings) -> App:
    """What an application consists of, wired together with these options."""
    return application._made(settings)  # noqa: SLF001  # authors have no use for it


class Target(NamedTuple):
    """A file to serve."""

    file: Path
    app: str = ""  # The variable of the app that it defines; empty if it is a script.
    script: Path | None = None  # That app's script, if it is known before the file is executed.

    @property
    def folder(self) -> Path:
        """The folder of the script."""
        return (self.script or self.file).resolve().parent


def target_of(file: Path) -> Target:
    """A file as what it is: its syntax tells, and it is not executed."""
    source = file.read_bytes()
    if NAME.encode() not in source:  # Most scripts need not be read any further.
        return Target(file)
    try:
        tree = parsed(source)
    except (SyntaxError, ValueError):
        return Target(file)  # The page shows what is wrong with a script.
    found = dict(_apps_in(tree))
    if not found:
        return Target(file)
    name = PREFERRED if PREFERRED in found else next(iter(found))
    return Target(file, name, _script_of(found[name], file))


def executed(target: Target) -> Application:
    """The app that a module defines. The module is executed, unless it was imported before.

    Raises:
        ConfigError: It raises an error, or defines none.
    """
    found = _found(target)
    if not isinstance(found, Application):
        raise ConfigError(
            f"{str(target.file)!r} defines {target.app} = App(...), but {target.app} is {found!r} "
            f"once the file has been executed. Keep the app in this variable."
        )
    return found


def _found(target: Target) -> object:
    # The main module of a worker is that of the program that started it: it has the app already.
    main = sys.modules.get("__mp_main__")
    if main is not None and _is_of(main, target.file):
        return vars(main).get(target.app)
    return vars(_imported(target.file)).get(target.app)


def _is_of(module: ModuleType, file: Path) -> bool:
    return Path(getattr(module, "__file__", None) or "").resolve() == file.resolve()


def _imported(file: Path) -> ModuleType:
    """A file as a module. Scripts may import it, by its name."""
    if str(file.resolve().parent) not in sys.path:
        sys.path.insert(0, str(file.resolve().parent))
    name = file.stem if file.stem not in sys.modules else f"{file.stem}_served_by_anew"
    spec = spec_from_file_location(name, file.resolve())
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules[name] = module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        del sys.modules[name]
        raise ConfigError(
            f"{str(file)!r} defines an app, and raised an error when it was imported.\n"
            f"{traceback.format_exc()}"
        ) from error
    return module


def _apps_in(tree: ast.Module) -> Iterator[tuple[str, ast.Call]]:
    """The variables at the top level that get an app, in their order."""
    classes, modules = set[str](), set[str]()  # As the file calls them.
    for statement in tree.body:
        match statement:
            case ast.Import(names=names):
                modules.update(one.asname or one.name for one in names if one.name in MODULES)
            case ast.ImportFrom(module=module, names=names, level=0) if module in MODULES:
                classes.update(one.asname or one.name for one in names if one.name == NAME)
            case (
                ast.Assign(targets=[ast.Name(id=name)], value=ast.Call() as call)
                | ast.AnnAssign(target=ast.Name(id=name), value=ast.Call() as call)
            ):
                called = ast.unparse(call.func)
                if called in classes or called in {f"{module}.{NAME}" for module in modules}:
                    yield name, call
            case _:
                pass


def _script_of(call: ast.Call, file: Path) -> Path | None:
    named = {word.arg: word.value for word in call.keywords}
    first = call.args[0] if call.args else named.get("script_path")
    if isinstance(first, ast.Constant) and isinstance(first.value, str):
        return file.resolve().parent / first.value
    return None
