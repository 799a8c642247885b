"""Getting updates."""

from __future__ import annotations

from typing import Any

from playground.errors import ApiError
from playground.methods.registry import method
from playground.params import Params
from playground.world import World


@method("getUpdates")
async def get_updates(world: World, params: Params) -> list[dict[str, Any]]:
    if world.webhook:
        raise ApiError(
            409,
            "Conflict: can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first",
        )
    _remember_kinds(world, params)
    return await world.updates.take(params.integer("offset"), params.integer("limit", 100), params.integer("timeout"))


@method("setWebhook")
async def set_webhook(world: World, params: Params) -> bool:
    url = params.text("url")
    if url and not url.lower().startswith("https://"):
        raise ApiError(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
    if url:
        raise ApiError(400, "Bad Request: bad webhook: the playground delivers by getUpdates only")
    return _without_webhook(world, params)


@method("deleteWebhook")
async def delete_webhook(world: World, params: Params) -> bool:
    return _without_webhook(world, params)


@method("getWebhookInfo")
async def get_webhook_info(world: World, params: Params) -> dict[str, Any]:
    body: dict[str, Any] = {
        "url": world.webhook,
        "has_custom_certificate": False,
        "pending_update_count": world.updates.pending,
    }
    if world.updates.allowed:
        body["allowed_updates"] = world.updates.allowed
    return body


def _without_webhook(world: World, params: Params) -> bool:
    _remember_kinds(world, params)
    if params.boolean("drop_pending_updates"):
        world.updates.drop()
    world.webhook = ""
    return True


def _remember_kinds(world: World, params: Params) -> None:
    kinds = params.sequence("allowed_updates")
    if kinds is not None:
        world.updates.allow([str(kind) for kind in kinds])
