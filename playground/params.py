"""The parameters of a Bot API call, however they came: query, form, multipart or JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from playground.errors import ApiError, bad_request


@dataclass(frozen=True)
class Upload:
    """A file sent with a call."""

    name: str
    mime_type: str
    content: bytes


@dataclass(frozen=True)
class Params:
    """Named values with the conversions the Bot API makes."""

    values: dict[str, Any] = field(default_factory=dict)
    uploads: dict[str, Upload] = field(default_factory=dict)

    def raw(self, name: str) -> Any:
        """The value as it came, None when absent."""
        return self.values.get(name)

    def text(self, name: str) -> str:
        """A string, empty when absent."""
        value = self.values.get(name)
        if isinstance(value, dict | list):
            raise bad_request(f'field "{name}" must be a valid string')
        if isinstance(value, bool):
            return str(value).lower()
        return "" if value is None else str(value)

    def integer(self, name: str, default: int = 0) -> int:
        """A whole number; rubbish counts as absent, as it does with Telegram."""
        number = self.optional_integer(name)
        return default if number is None else number

    def optional_integer(self, name: str) -> int | None:
        """A whole number or None."""
        try:
            return int(self.text(name))
        except ValueError:
            return None

    def boolean(self, name: str) -> bool:
        """True for ``true``, ``yes``, ``1``."""
        return self.text(name).strip().lower() in {"true", "yes", "1"}

    def structure(self, name: str) -> Any:
        """An object or array, given as such or as JSON text; None when absent."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value.strip():
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {name} JSON object") from None

    def mapping(self, name: str) -> dict[str, Any] | None:
        """An object or None."""
        value = self.structure(name)
        if value is not None and not isinstance(value, dict):
            raise bad_request(f"object expected as {name.replace('_', ' ')}")
        return value

    def sequence(self, name: str) -> list[Any] | None:
        """An array or None."""
        value = self.structure(name)
        if value is not None and not isinstance(value, list):
            raise bad_request(f"can't parse {name}: expected an Array")
        return value


async def read_params(request: web.Request) -> Params:
    """All parameters of a request. Raises `ApiError` 400 for a body that can't be read."""
    values: dict[str, Any] = dict(request.query)
    uploads: dict[str, Upload] = {}
    if request.method == "POST" and request.can_read_body:
        if request.content_type == "application/json":
            values |= await _json_body(request)
        elif request.content_type in {"application/x-www-form-urlencoded", "multipart/form-data"}:
            try:
                form = await request.post()
            except (ValueError, KeyError, AssertionError):
                raise bad_request("failed to parse the request's body") from None
            for name, value in form.items():
                if isinstance(value, web.FileField):
                    mime_type = value.content_type or "application/octet-stream"
                    uploads[name] = Upload(value.filename or "file", mime_type, value.file.read())
                elif isinstance(value, str):
                    values[name] = value
                else:
                    raise bad_request(f'field "{name}" must be a valid string')
    return Params(values, uploads)


async def _json_body(request: web.Request) -> dict[str, Any]:
    try:
        body = await request.json()
    except ValueError:
        raise bad_request("can't parse JSON object") from None
    if not isinstance(body, dict):
        raise ApiError(400, "Bad Request: expected an Object as the request's body")
    return body
