"""What `st.data_editor` does with a table: which cells a user may change, and what has been changed.

Each row has an id that stays its own, so a change that is said twice counts once. `to_edit` reads the
author's table (`natures`: what its columns can hold; `fields`, `rules`: what may be entered). `edits`
and `row_ids` are changes and rows as the browser knows them, `edited` as the state holds them.
`base` takes them from either, and `continuing` says whether a table goes on from the last one. `changes`
are told in Python's terms, and `giving` makes of them what was passed.
"""
