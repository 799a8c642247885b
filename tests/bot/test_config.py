from __future__ import annotations

import tomllib
from datetime import timedelta
from pathlib import Path

import pytest

from bot.config import Settings, load
from bot.errors import ConfigError

EXAMPLE = Path(__file__).parents[2] / "config.example.toml"


@pytest.fixture(autouse=True)
def _bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


def config(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "some.toml"
    path.write_text(text, encoding="utf8")
    return path


def test_without_a_file_the_defaults_hold() -> None:
    settings = load()
    assert settings.storage.url == "sqlite+aiosqlite:///telegist.db"
    assert settings.digest.time == "08:00"


def test_a_config_toml_in_the_folder_is_read(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('[digest]\ntime = "7:30"\n')
    assert load().digest.time == "07:30"


def test_the_example_names_every_key_with_its_default() -> None:
    example = tomllib.loads(EXAMPLE.read_text(encoding="utf8"))
    for section, model in Settings.model_fields.items():
        assert set(example[section]) == set(model.annotation.model_fields), section  # type: ignore[union-attr]
    assert load(EXAMPLE) == load()


def test_the_environment_stands_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGIST_DIGEST__ITEMS", "3")
    monkeypatch.setenv("TELEGIST_INGEST__FEEDS", '["https://example.org/feed"]')
    settings = load(config(tmp_path, '[digest]\nitems = 9\ntimezone = "Europe/Berlin"\n'))
    assert (settings.digest.items, settings.digest.timezone) == (3, "Europe/Berlin")
    assert settings.ingest.feeds == ("https://example.org/feed",)


def test_a_secret_can_lie_in_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = tmp_path / "token"
    secret.write_text("123456:secret\n")
    monkeypatch.setenv("TELEGIST_TELEGRAM__TOKEN_FILE", str(secret))
    settings = load()
    assert settings.telegram.token.get_secret_value() == "123456:secret"
    assert "secret" not in repr(settings)


def test_a_secrets_file_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGIST_TELEGRAM__TOKEN_FILE", "/nowhere/token")
    with pytest.raises(ConfigError, match="TELEGIST_TELEGRAM__TOKEN_FILE: /nowhere/token"):
        load()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[digest]\ntime = "25:00"', "[digest] time = '25:00': a time of day such as 08:00 is allowed"),
        ('[digest]\ntimezone = "Mars/Base"', "[digest] timezone = 'Mars/Base': a time zone of the IANA list"),
        ('[digest]\ntimezone = "Europe/Berln"', "perhaps Europe/Berlin"),
        ("[digest]\nitems = 0", "[digest] items = 0: Input should be greater than or equal to 1"),
        ('[summarizer]\nengine = "gpt"', "[summarizer] engine = 'gpt': allowed are news, lead,"),
        ('[telegram]\napi_url = "telegram.org"', "an address that begins with http:// or https:// is allowed"),
        ('[delivery]\nuncertain = "maybe"', "Input should be 'resend-once' or 'never'"),
        ('[push]\npublic_url = "http://bot.example"', "an address that begins with https:// is allowed"),
        ('[push]\npublic_url = "https://bot.example/?a=1"', "without a query"),
        ('[push]\nlisten = "8080"', "a host and a port such as 127.0.0.1:8080 are allowed"),
        ('[push]\nlisten = "127.0.0.1:99999"', "a host and a port such as 127.0.0.1:8080 are allowed"),
        ("[digest]\ncolour = 1", "[digest] colour: no such key; allowed are time, timezone, items"),
        ("[diggest]\nitems = 1", "[diggest]"),
        ("digest = 5", "[digest]"),
        ("[digest", "cannot be read"),
        ('[ingest]\ninterval = "PT1S"', "[ingest] interval"),
    ],
)
def test_a_wrong_value_is_one_line_that_names_key_value_and_what_is_allowed(
    tmp_path: Path, text: str, said: str
) -> None:
    with pytest.raises(ConfigError) as refused:
        load(config(tmp_path, text))
    assert said in str(refused.value)
    assert len(str(refused.value).splitlines()) == 1


def test_a_wrong_token_is_not_printed(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as refused:
        load(config(tmp_path, "[telegram]\ntoken = 1234567890"))
    assert "1234567890" not in str(refused.value)


def test_a_file_that_is_named_must_be_there() -> None:
    with pytest.raises(ConfigError, match="no such file"):
        load(Path("missing.toml"))


def test_lists_in_the_environment_need_no_brackets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGIST_INGEST__FEEDS", "https://example.org/feed/, https://example.org/other")
    monkeypatch.setenv("TELEGIST_TELEGRAM__ADMINS", "5")
    assert load().ingest.feeds == ("https://example.org/feed/", "https://example.org/other")
    assert load().telegram.admins == (5,)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("TELEGIST_BOGUS__KEY", "1", "[bogus] in the environment: no such section"),
        ("TELEGIST_TELEGRAM__ADMINS", "abc", "[telegram] admins.0 = 'abc'"),
        ("TELEGIST_TELEGRAM", "12345678:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr", "[telegram] is a section"),
    ],
)
def test_a_wrong_variable_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ConfigError) as refused:
        load()
    assert said in str(refused.value)
    assert "AAbbCC" not in str(refused.value)


def test_an_interval_may_be_seconds(tmp_path: Path) -> None:
    assert load(config(tmp_path, "[ingest]\ninterval = 600")).ingest.interval == timedelta(minutes=10)
