"""The table of what each store keeps through which failure, in the page about state that lasts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anew.stores.keeps import ALL

if TYPE_CHECKING:
    from anew.stores.keeps import Keeps, Loss

BEGIN = "<!-- This table is generated from src/anew/stores/keeps.py by `make generate`. -->"
END = "<!-- The generated table ends here. -->"

HEAD = """| `state.store`, and how it is set up | anew's process is killed | the store's process is killed | \
the power fails | another server takes over | note |
| --- | --- | --- | --- | --- | --- |"""

WORDS: dict[Loss, str] = {
    "none": "nothing",
    "tail": "the newest changes",
    "all": "**everything**",
    "unaffected": "\N{EN DASH}",
}


def page(text: str) -> str:
    """The page with a fresh table.

    Args:
        text: The page as it is.
    """
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise SystemExit(f"docs/durability.md must have these two lines:\n{BEGIN}\n{END}")
    table = "\n".join([HEAD, *map(_row, ALL)])
    return f"{before}{BEGIN}\n\n{table}\n\n{END}{after}"


def _row(keeps: Keeps) -> str:
    name = f"`{keeps.store}`" + (f": {keeps.setting}" if keeps.setting else "")
    losses = (keeps.worker_killed, keeps.store_killed, keeps.power_lost, keeps.failover)
    cells = [name, *(WORDS[loss] for loss in losses), keeps.note]
    return f"| {' | '.join(cells)} |"
