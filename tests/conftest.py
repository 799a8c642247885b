"""What tests of more than one package need."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest


@pytest.fixture(scope="session")
def parsed_by_telegram() -> Callable[[str], tuple[str, list[dict[str, Any]]]]:
    """Telegram's own HTML parser (TDLib's): text in, what readers see and its entities out; fails where it refuses."""
    tdjson = pytest.importorskip("tdjson", reason="tdjson, TDLib's own parser, is not installed")
    quiet = {"@type": "setLogVerbosityLevel", "new_verbosity_level": 0}
    tdjson.td_execute(json.dumps(quiet).encode())

    def parse(text: str) -> tuple[str, list[dict[str, Any]]]:
        request = {"@type": "parseTextEntities", "text": text, "parse_mode": {"@type": "textParseModeHTML"}}
        answer = json.loads(tdjson.td_execute(json.dumps(request).encode()))
        assert answer["@type"] == "formattedText", f"Telegram refuses it: {answer.get('message')}: {text!r}"
        return answer["text"], answer["entities"]

    return parse
