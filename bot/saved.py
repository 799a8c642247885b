"""What a chat saved of what it is about to be shown."""

from __future__ import annotations

from collections.abc import Sequence

from storage import Storage
from storage.records import Address, Article


async def saved_among(storage: Storage, address: Address, shown: Sequence[Article]) -> frozenset[int]:
    """The ids of those of the articles that the chat saved. Storage is asked only where one stands alone: several have
    no button that tells."""
    return await storage.saved.among(address, [shown[0].id]) if len(shown) == 1 else frozenset()
