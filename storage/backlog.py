"""What stands in the outbox unsent, counted."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.records import Backlog, Kind, State
from storage.schema import outbox

_UNSENT = (State.QUEUED, State.SENDING, State.FAILED, State.UNCERTAIN)


async def backlog(connection: AsyncConnection, now: datetime) -> tuple[Backlog, ...]:
    """By kind and state; what there is none of is left out."""
    waits_for_a_moment = and_(outbox.c.state == State.QUEUED, outbox.c.not_before.is_not(None))
    since = case((waits_for_a_moment, outbox.c.not_before), else_=outbox.c.created_at)
    may_go = or_(~waits_for_a_moment, outbox.c.not_before <= now)
    counted = (
        select(outbox.c.kind, outbox.c.state, func.count(), func.min(case((may_go, since))))
        .where(outbox.c.state.in_(_UNSENT))
        .group_by(outbox.c.kind, outbox.c.state)
    )
    return tuple(
        Backlog(Kind(kind), State(state), count, oldest)
        for kind, state, count, oldest in await connection.execute(counted)
    )
