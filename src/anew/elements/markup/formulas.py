r"""Formulas in Markdown: `$x^2$` within a line, `$$` on lines of their own around a block.

The server marks their sources; the client sets them (client/src/elements/formulas/). Dollars in
prose are no formulas: the text between two of them neither begins nor ends with a space, and no
digit follows. So "$5 and $6" stays as it is, and so does what is escaped, as in "\$x\$".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it.common.utils import escapeHtml

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

LONGEST = 10_000  # Characters of a formula; what is longer is shown as it is written.
MOST = 1_000  # Formulas in a text.

# Possessive, so that what is no formula is found out in one pass.
_INLINE = re.compile(r"\$(?![\s$])((?:[^$\\\n]|\\[^\n]){1,10000}+)(?<!\s)\$(?![$\d])")
_DOUBLE = re.compile(r"\$\$((?:[^$\\\n]|\\[^\n]){1,10000}+)\$\$(?!\$)")


def marked(source: str, *, is_block: bool) -> str:
    """The HTML in whose place the client sets a formula."""
    if len(source) > LONGEST:
        return (
            f"<pre>{escapeHtml(source)}</pre>" if is_block else f"<code>{escapeHtml(source)}</code>"
        )
    if is_block:
        return f'<div class="stFormula stFormulaBlock">{escapeHtml(source)}</div>\n'
    return f'<span class="stFormula">{escapeHtml(source)}</span>'


def formula(state: StateInline, silent: bool) -> bool:
    """Parse a formula within a line (an inline rule)."""
    if state.src[state.pos] != "$":
        return False
    is_double = state.src.startswith("$$", state.pos)
    found = (_DOUBLE if is_double else _INLINE).match(state.src, state.pos, state.posMax)
    source = "" if found is None else found[1].strip()
    if found is None or not source or not _is_room(state):
        if is_double and not silent:
            state.pending += "$$"  # Or else the second of them could open a formula.
        state.pos += 2 * is_double
        return is_double
    if not silent:
        state.push("formula_open", "span", 1).attrs = {"class": "stFormula"}
        state.push("text", "", 0).content = source
        state.push("formula_close", "span", -1)
    state.pos = found.end()
    return True


def formula_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Parse a formula that stands by itself (a block rule). One that is not closed goes to the end."""
    if state.is_code_block(start):
        return False
    opening = _line(state, start)
    if not opening.startswith("$$") or "$$" in opening[2:]:
        return False
    if start + 1 >= end or (opening != "$$" and not _closes_later(state, start + 1, end)):
        return False
    if silent:
        return True
    lines, line = [opening[2:]], start + 1
    while line < end and state.sCount[line] >= state.blkIndent:
        text = _line(state, line)
        line += 1
        if text.endswith("$$"):
            lines.append(text[:-2])
            break
        lines.append(text)
    token = state.push("formula_block", "", 0)
    token.content = "\n".join(lines).strip()
    token.map = [start, line]
    state.line = line
    return True


def _is_room(state: StateInline) -> bool:
    """Whether the text may hold one more formula."""
    count: int = state.env.get("formulas", 0)
    state.env["formulas"] = count + 1
    return count < MOST


def _closes_later(state: StateBlock, line: int, end: int) -> bool:
    """Whether the paragraph goes on to a line that ends the formula."""
    while line < end and not state.isEmpty(line) and state.sCount[line] >= state.blkIndent:
        text = _line(state, line)
        if "$$" in text:
            return text.endswith("$$") and text.count("$$") == 1
        line += 1
    return False


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].rstrip()
