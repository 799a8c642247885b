"""Structured logs that hold no secret: not the bot's token, not what readers write, at any level."""

from __future__ import annotations

import json
import logging
import re
import sys
from datetime import UTC, datetime
from traceback import extract_tb
from typing import Literal

_TOKEN = re.compile(r"\d{5,20}:[A-Za-z0-9_-]{20,100}")
_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}

_OURS = frozenset({"bot", "ingest", "storage", "summarizer", "language"})

# Much of what these say, at INFO and below, is of interest to their developers only.
_TALKATIVE = (
    "telegram",
    "httpx",
    "httpcore",
    "aiohttp",
    "asyncio",
    "aiosqlite",
    "sqlalchemy",
    "alembic",
    "apscheduler",
    "matplotlib",
    "pymorphy3",
)


def redact(text: str) -> str:
    """`text` with every bot token in it made unreadable."""
    return _TOKEN.sub("<token>", text)


def configure(level: str, style: Literal["text", "json"]) -> None:
    """Sends everything to standard error, one line an event, at `level` and above."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if style == "json" else TextLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(max(root.level, logging.WARNING))


class TextLines(logging.Formatter):
    """`2026-11-23T08:00:00Z INFO bot.courier: sent kind=digest id=7`."""

    def format(self, record: logging.LogRecord) -> str:
        fields = "".join(f" {key}={value}" for key, value in _fields(record).items())
        line = f"{_stamp(record)} {record.levelname} {record.name}: {_message(record)}{fields}"
        return redact(" | ".join([line, *_trace(record)]).replace("\n", " | "))


class JsonLines(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        entry = {
            "time": _stamp(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": _message(record),
            **_fields(record),
        }
        if trace := _trace(record):
            entry["trace"] = trace
        return redact(json.dumps(entry, ensure_ascii=False, default=str))


def _message(record: logging.LogRecord) -> str:
    """What is said. Of libraries only the words of their authors: their values may be a reader's."""
    ours = record.name.partition(".")[0] in _OURS
    return record.getMessage() if ours else str(record.msg)


def _stamp(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


def _fields(record: logging.LogRecord) -> dict[str, object]:
    return {key: value for key, value in vars(record).items() if key not in _STANDARD}


def _trace(record: logging.LogRecord) -> list[str]:
    """Where it happened and of what kind it was. Not the error's own text: that may quote what a reader wrote."""
    if not record.exc_info or record.exc_info[1] is None:
        return []
    error = record.exc_info[1]
    frames = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in extract_tb(error.__traceback__)]
    return [*frames, type(error).__name__]
