"""Durations and sizes as authors write them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from anew.caching.limits import bytes_of
from anew.durations import seconds_of
from anew.settings.settings import Settings, with_options


@pytest.mark.parametrize(
    ("ttl", "seconds"),
    [
        (None, None),
        (5, 5.0),
        (0.5, 0.5),
        (float("inf"), float("inf")),
        (timedelta(days=1, seconds=1), 86_401.0),
        ("90s", 90.0),
        ("1h30m", 5_400.0),
        ("1d12h", 129_600.0),
        ("1.5 days", 129_600.0),
        ("2 Hours", 7_200.0),
        ("1 hr, 2 mins", 3_720.0),
        ("1w", 604_800.0),
        ("250ms", 0.25),
        ("5us", 0.000005),
        ("01:02", 3_720.0),
        ("1 day 00:00:01.5", 86_401.5),
    ],
)
def test_durations(ttl, seconds):
    assert seconds_of("cache_data", ttl) == pytest.approx(seconds)


@pytest.mark.parametrize(
    ("size", "count"),
    [
        (None, None),
        (1, 1),
        ("500", 500),
        ("10B", 10),
        ("1KB", 1_000),
        ("1.5 MB", 1_500_000),
        ("2g", 2 * 10**9),
        ("1KiB", 1_024),
        ("2GiB", 2 * 2**30),
    ],
)
def test_sizes(size, count):
    assert bytes_of("cache_data", "max_size", size) == count


@pytest.mark.parametrize("size", ["", "i", "MB", "-1", "1XB", "1 iB", "0.5"])
def test_what_is_no_size(size):
    with pytest.raises(ValueError, match=f"^cache_data: max_size={size!r} "):
        bytes_of("cache_data", "max_size", size)


def test_the_servers_limit_is_a_size():
    settings = with_options(Settings(), {"server.maxCacheDataSize": "1GiB"})

    assert settings.server.max_cache_data_size == "1GiB"
    with pytest.raises(ValueError, match="maxCacheDataSize"):
        with_options(Settings(), {"server.maxCacheDataSize": "much"})
