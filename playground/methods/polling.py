"""Getting updates, by polls or by a webhook."""

from __future__ import annotations

import re
from typing import Any

from playground.errors import ApiError, bad_request
from playground.methods.registry import method
from playground.params import Params
from playground.webhooks import Webhook, check_address
from playground.world import World

_SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}\Z")


@method("getUpdates")
async def get_updates(world: World, params: Params) -> list[dict[str, Any]]:
    if world.webhook is not None:
        raise ApiError(
            409,
            "Conflict: can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first",
        )
    _remember_kinds(world, params)
    return await world.updates.take(params.integer("offset"), params.integer("limit", 100), params.integer("timeout"))


@method("setWebhook")
async def set_webhook(world: World, params: Params) -> bool:
    url, secret = params.text("url").strip(), params.text("secret_token")
    if url:
        check_address(url, world.webhooks_to)
        if not _SECRET.match(secret):
            raise bad_request("secret token must be up to 256 characters of A-Z, a-z, 0-9, _ and -")
    return _with_webhook(world, params, Webhook(url, secret) if url else None)


@method("deleteWebhook")
async def delete_webhook(world: World, params: Params) -> bool:
    return _with_webhook(world, params, None)


@method("getWebhookInfo")
async def get_webhook_info(world: World, params: Params) -> dict[str, Any]:
    body: dict[str, Any] = {
        "url": "",
        "has_custom_certificate": False,
        "pending_update_count": world.updates.pending,
    }
    if world.webhook is not None:
        body |= world.webhook.info()
    if world.updates.allowed:
        body["allowed_updates"] = world.updates.allowed
    return body


def _with_webhook(world: World, params: Params, webhook: Webhook | None) -> bool:
    _remember_kinds(world, params)
    if params.boolean("drop_pending_updates"):
        world.updates.drop()
    world.webhook = webhook
    if webhook is not None:
        world.updates.end_poll("setWebhook request")
    return True


def _remember_kinds(world: World, params: Params) -> None:
    kinds = params.sequence("allowed_updates")
    if kinds is not None:
        world.updates.allow([str(kind) for kind in kinds])
