"""Which files are pages of the app."""

from __future__ import annotations

import os

from anew.script.source import Script


def test_a_page_that_is_made_in_the_moment_of_the_last_look_is_found(tmp_path):
    """Then the time of the folder's last change is the same."""
    folder = tmp_path / "pages"
    folder.mkdir()
    (tmp_path / "app.py").write_text("")
    (folder / "one.py").write_text("")
    script = Script(tmp_path / "app.py")
    found = script.page_files()
    last_change_ns = folder.stat().st_mtime_ns

    (folder / "two.py").write_text("")
    os.utime(folder, ns=(last_change_ns, last_change_ns))
    script.forget()

    assert script.page_files() == (*found, folder / "two.py")
