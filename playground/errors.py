"""What the Bot API says when it refuses."""

from __future__ import annotations

from typing import Any


class ApiError(Exception):
    """A refused call: HTTP status, Telegram's description and, for some, parameters such as ``retry_after``."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(f"{code}: {description}")
        self.code = code
        self.description = description
        self.parameters = parameters

    def as_json(self) -> dict[str, Any]:
        """The answer's body."""
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


class WrongUseError(Exception):
    """A test or the page asked for what a real reader could not do, such as pressing a button that is not there."""


def bad_request(reason: str, **parameters: int) -> ApiError:
    """A 400 with Telegram's prefix."""
    return ApiError(400, f"Bad Request: {reason}", **parameters)


def forbidden(reason: str) -> ApiError:
    """A 403 with Telegram's prefix."""
    return ApiError(403, f"Forbidden: {reason}")


def too_many_requests(retry_after: int) -> ApiError:
    """A 429 that names the seconds to wait."""
    return ApiError(429, f"Too Many Requests: retry after {retry_after}", retry_after=retry_after)
