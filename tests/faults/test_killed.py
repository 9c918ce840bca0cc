"""A worker is killed (-9) at a random moment, of a callback too, and another takes over."""

from __future__ import annotations

import asyncio
import time
from statistics import quantiles

import pytest
from faults.crowd import Crowd
from faults.trials import Trials

PAUSE_SECONDS = "0.005"  # Of a callback, at most.
KILLS = 25  # For each crowd: its lists get long.


@pytest.mark.slow
def test_a_worker_is_killed_at_a_random_moment_and_another_takes_over(nodes_of, kind):
    nodes = nodes_of(2, ANEW_TESTS_PAUSE=PAUSE_SECONDS)
    seconds: list[float] = []

    async def killed(chance) -> list[str]:
        kills = KILLS if trials.is_full else 3
        async with Crowd(nodes, chance) as crowd:
            for _ in range(kills):
                crowd.act()
                await asyncio.sleep(chance.uniform(0, 0.05))
                node = chance.choice(nodes)
                node.kill()
                began = time.monotonic()
                await asyncio.sleep(chance.choice([0, 0, chance.uniform(0, 0.1)]))
                node.start(waits=False)
                await crowd.settled()
                seconds.append(time.monotonic() - began)
            trials.count(kills)
            return crowd.faults()

    with Trials("kill -9 of a worker", store=kind, short=1, full=40) as trials:
        for chance in trials:
            trials.add(asyncio.run(killed(chance)))
        if len(seconds) > 1:
            hundredths = quantiles(seconds, n=100)
            trials.set(recovery_p50=hundredths[49], recovery_p99=hundredths[98])
