"""The components that a script's text declares or imports, made known without running the script.

A server that is asked for the files of a component before it has run the script can know it all the
same. What the app's own files declare is read from them; of what they import, only installed packages are
imported, because these declare their components then. Modules beside the script are not
imported: code of the author may draw when it is.
"""

from __future__ import annotations

import importlib
import logging
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from anew.ambient.declared import declared
from anew.script.written import files_of

if TYPE_CHECKING:
    from anew.script.source import Script

log = logging.getLogger("anew")

OWN = ("anew", "streamlit")


def declare_written(script: Script) -> None:
    """Declare the components that a script, its pages and modules beside it declare by their text."""
    for file in files_of(script):
        for name, folder in file.written.components:
            if folder.is_dir():
                declared.assume(f"{file.module}.{name}", folder)


def import_written(script: Script) -> None:
    """Make the imports of a script, of its pages, and of modules beside it. It may take seconds."""
    imports = [(one.module, one.name) for file in files_of(script) for one in file.installed]
    for module, name in dict.fromkeys(imports):
        root = module.partition(".")[0]
        if root in sys.stdlib_module_names or root in OWN:
            continue
        try:
            found = importlib.import_module(module)
            if name and not hasattr(found, name):
                with suppress(ModuleNotFoundError):
                    importlib.import_module(f"{module}.{name}")
        except BaseException as error:  # noqa: BLE001  # others' code; the run will tell of it
            log.debug("%s could not be imported early: %r", module, error)
