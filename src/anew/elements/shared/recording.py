"""What recordings of sound are: the type of their files, and how many samples a second they have."""

from __future__ import annotations

from typing import TypeAlias

from anew.arguments import one_of

SampleRate: TypeAlias = int | None

WAV = (".wav",)
SAMPLE_RATES = (8_000, 11_025, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000)


def checked_rate(kind: str, parameter: str, given: SampleRate) -> int:
    """The samples per second; 0 for those of the browser."""
    one_of(kind, parameter, given, (*SAMPLE_RATES, None))
    return int(given or 0)
