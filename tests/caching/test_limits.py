"""Limits on what caches keep, as the server's options set them."""

from __future__ import annotations

import pytest
from caching.stage import app

pytestmark = pytest.mark.usefixtures("fresh")


def test_all_results_together_keep_to_the_servers_limit(calls):
    """R131."""
    script = """
        import anew as st

        @st.cache_data(show_spinner=False)
        def load(name):
            calls.append(name)
            return name.encode() * 4_000

        @st.cache_data(show_spinner=False)
        def small(name):
            calls.append(name)
            return name

        small("s")
        for name in "abcac":
            load(name)
        small("s")
    """
    app(script, server__maxCacheDataSize="10 KB")

    assert calls == ["s", "a", "b", "c", "a"]


def test_an_old_result_is_good_for_as_long_as_the_option_says():
    script = """
        import anew as st

        @st.cache_data(ttl=10, refresh_mode="background", show_spinner=False)
        def load():
            return 1

        st.text(load._options.terms.stale_seconds)
    """
    at = app(script, runner__cacheBackgroundRefreshTTLMultiplier=3.5)

    assert at.text[0].value == "25.0"
