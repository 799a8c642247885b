"""What a source says in most of its articles, taken out of what it sends: counted in storage, removed from drafts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from hashlib import blake2b

from ingest.cleaning.learnt_lines import line_marks, without_learnt
from ingest.prepare import Draft
from storage import Storage


async def without_habits(storage: Storage, feed_id: int, drafts: Sequence[Draft]) -> list[Draft]:
    """A feed's `drafts`, oldest first, without the lines that stand in most of its articles; these are counted first.

    Teasers are let through: what counts is the text of their pages. It must be asked before drafts are compared with
    the articles stored, which have lost those lines.
    """
    whole = [(draft, _key(draft)) for draft in drafts if not draft.teaser]
    memory = await storage.lines.memory(feed_id)
    counted, learnt = set(memory.keys), memory.learnt
    fresh = [
        (key, line_marks(draft.text) if draft.marks is None else draft.marks)
        for draft, key in whole
        if key not in counted
    ]
    if fresh:
        learnt = await storage.lines.learn(feed_id, fresh)
    return [
        draft if draft.teaser else replace(draft, text=without_learnt(draft.text, learnt), marks=None)
        for draft in drafts
    ]


def _key(draft: Draft) -> str:
    return blake2b(draft.key.encode("utf-8", "replace"), digest_size=6).hexdigest()
