"""Two bots on one database: one delivers, the other takes over when it dies."""

from __future__ import annotations

from pathlib import Path

from playground import Playground
from tests.faults.bot_process import bot_process
from tests.faults.broadcast import Broadcast

_MESSAGES = 300
"""Ten seconds' work for the first, in which the second starts, on a busy machine too."""


async def test_the_second_bot_waits_and_takes_over_when_the_first_is_killed(
    playground: Playground, tmp_path: Path
) -> None:
    path = tmp_path / "test.db"
    broadcast = Broadcast(playground, path, _MESSAGES)
    await broadcast.promise()
    async with bot_process(playground, path) as first, bot_process(playground, path) as second:
        await first.start()
        await broadcast.reach(1)
        await second.start()
        await second.says("at work")
        assert "courier: sent" not in second.said
        await first.kill()
        under_way = broadcast.under_way()
        assert broadcast.arrived.total() < _MESSAGES
        await broadcast.settle()
        assert await second.stop() == 0
    count = broadcast.count()
    assert (count.sent, count.lost) == (_MESSAGES, 0)
    assert count.doubled <= len(under_way)
