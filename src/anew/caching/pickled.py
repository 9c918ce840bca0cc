"""The one place where a pickle is read: for a function with `persist="pickle"`.

Reading a pickle can run any code that its writer wanted. So an author has to ask for it by
name, and only files that this project's cache folder holds under that function are read:
whoever can write there can run code in the app.
"""

from __future__ import annotations

from pickle import dumps, loads

__all__ = ["dumps", "loads"]
