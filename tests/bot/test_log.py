from __future__ import annotations

import json
import logging
import sys

from bot.log import JsonLines, TextLines, redact

TOKEN = "1234567890:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr"


def record(message: str, error: BaseException | None = None, **fields: object) -> logging.LogRecord:
    info = (type(error), error, error.__traceback__) if error else None
    made = logging.LogRecord("bot.test", logging.INFO, __file__, 1, message, (), info)
    vars(made).update(fields)
    return made


def test_a_token_is_never_written() -> None:
    for style in (TextLines(), JsonLines()):
        line = style.format(record(f"POST https://api.example/bot{TOKEN}/getMe", url=f"/bot{TOKEN}/"))
        assert TOKEN not in line
        assert "<token>" in line
    assert redact(f"x{TOKEN[:20]}") != TOKEN


def test_an_errors_own_text_is_left_out_for_it_may_quote_a_reader() -> None:
    try:
        int("what a reader wrote")
    except ValueError as error:
        for style in (TextLines(), JsonLines()):
            line = style.format(record("failed", error))
            assert "reader wrote" not in line
            assert "ValueError" in line
            assert "test_log.py" in line
    assert sys.exc_info() == (None, None, None)


def test_of_libraries_only_their_authors_words_are_written() -> None:
    for style in (TextLines(), JsonLines()):
        made = logging.LogRecord(
            "telegram.Bot", logging.CRITICAL, __file__, 1, "Data was %r", ("a reader's words",), None
        )
        assert "a reader's words" not in style.format(made)
        assert "Data was" in style.format(made)


def test_json_is_one_object_a_line() -> None:
    line = JsonLines().format(record("sent\nagain", kind="digest", id=7))
    entry = json.loads(line)
    assert (entry["event"], entry["kind"], entry["id"], entry["level"]) == ("sent\nagain", "digest", 7, "info")
    assert "\n" not in line


def test_text_is_one_line_however_the_message_breaks() -> None:
    assert "\n" not in TextLines().format(record("one\ntwo", name2="x\ny"))
