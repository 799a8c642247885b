"""Files the bot may fetch back."""

from __future__ import annotations

from typing import Any

from playground.errors import bad_request
from playground.methods.registry import method
from playground.params import Params
from playground.world import World


@method("getFile")
async def get_file(world: World, params: Params) -> dict[str, Any]:
    stored = world.files.get(params.text("file_id"))
    if stored is None:
        raise bad_request("invalid file_id")
    attachment, _ = stored
    identity = {"file_id": attachment.id, "file_unique_id": attachment.id[:16], "file_size": attachment.size}
    return identity | {"file_path": f"documents/{attachment.id}"}
