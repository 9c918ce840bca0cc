"""The one place where a pickle is read: for a function with `persist="pickle"`.

Reading a pickle can run any code that its writer chose. So an author has to ask for it by
name, and only that function's files in the app's cache folder are read. Anyone who can
write to that folder can run code in the app.
"""

from __future__ import annotations

from pickle import dumps, loads

__all__ = ["dumps", "loads"]
