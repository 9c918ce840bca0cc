"""A text on the page that grows while a run goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anew.ambient.context import here
from anew.arguments import shown_text
from anew.elements.markdown import MarkdownBlock
from anew.elements.markup import Markdown
from anew.elements.markup.growing import Growth
from anew.elements.placing import place

if TYPE_CHECKING:
    from anew.page.builder import Slot


class StreamedText:
    """Markdown to which is appended. It has a place from its first text on."""

    def __init__(self, cursor: str = "", *, allow_html: bool = False) -> None:
        self._allow_html = allow_html
        self._cursor = shown_text(cursor)
        self._growth = Growth()
        self._slot: Slot | None = None
        self._texts: list[str] = []

    @property
    def text(self) -> str:
        return "".join(self._texts)

    def add(self, text: str) -> None:
        """Append; a checkpoint, where the run may end. The text is on the page then."""
        self._texts.append(text)
        self._growth.add(text)
        body: Markdown = self._growth.now(self._cursor)
        if self._allow_html:  # Its tags may open in one block and close in another.
            body = Markdown(self.text, allow_html=True)
        record = MarkdownBlock(body=body)
        if self._slot is None:
            self._slot = place(record)
        else:
            self._slot.put(record)
            here().run.control.checkpoint()

    def end(self) -> None:
        """Nothing is added any more. No checkpoint: a run that ends says so, too."""
        if self._slot is not None and not self._allow_html:
            self._slot.put(MarkdownBlock(body=self._growth.whole()))
