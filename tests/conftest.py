"""What tests of more than one package need."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import settings

# The same examples at every run, however slow the machine; HYPOTHESIS_PROFILE=explore looks for new ones.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.register_profile("explore", max_examples=400, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))


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
