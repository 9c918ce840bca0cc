"""A script whose classes are looked up as those of a run are."""

from __future__ import annotations

from anew.codec.classes import DefinedClasses
from anew.codec.encoding import decoded, encoded
from anew.codec.fingerprint import fingerprint

HEAD = """
import dataclasses, enum, typing
from dataclasses import dataclass, field
"""


class App:
    """Runs a script's text, and encodes and decodes with what it has bound."""

    def __init__(self, text: str, *, folders=()):
        self._mains = []
        self.classes = DefinedClasses(self._mains, folders)
        self.run(text)

    def run(self, text: str):
        names = {"__name__": "__main__"}
        exec(HEAD + text, names)
        self._mains[:] = [names]
        return self

    def __getattr__(self, name):
        return self._mains[-1][name]

    def encoded(self, value):
        return encoded(value, self.classes)

    def decoded(self, content):
        return decoded(content, self.classes)

    def there_and_back(self, value):
        return self.decoded(self.encoded(value))

    def fingerprint(self, value):
        return fingerprint(value, self.classes)
