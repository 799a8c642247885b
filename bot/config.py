"""The configuration: defaults, a TOML file over them, environment variables over both.

Every key is explained in `config.example.toml`. `TELEGIST_SECTION__KEY` sets a key from the environment, and
`TELEGIST_SECTION__KEY_FILE` names a file that holds its value, so that a secret need not stand in either.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, ValidationError
from pydantic.fields import FieldInfo
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from bot.errors import ConfigError, UnknownZone, WrongTime
from bot.log import redact
from bot.schedule.times import parse_time
from bot.schedule.zones import parse_zone
from ingest import IngestSettings
from summarizer import ENGINES

PREFIX = "TELEGIST_"
PUSH_PATH = "/push"
WEBHOOK_PATH = "/telegram"
DEFAULT_FILE = Path("config.toml")
_SECRETS = frozenset({"token", "proxy"})
_SECRET_FILE_LIMIT = 64 * 1024


def _time(value: str) -> str:
    try:
        return parse_time(value)
    except WrongTime:
        raise ValueError("a time of day such as 08:00 is allowed") from None


def _zone(value: str) -> str:
    try:
        return parse_zone(value)
    except UnknownZone as error:
        near = f", perhaps {', '.join(error.near)}" if error.near else ""
        raise ValueError(f"a time zone of the IANA list such as Europe/Berlin is allowed{near}") from None


def _engine(value: str) -> str:
    if value not in ENGINES:
        raise ValueError(f"allowed are {', '.join(ENGINES)}")
    return value


def _http_address(value: str) -> str:
    if not value.startswith(("http://", "https://")):
        raise ValueError("an address that begins with http:// or https:// is allowed")
    return value


def _proxy(value: SecretStr) -> SecretStr:
    address = value.get_secret_value()
    if address and not (urlsplit(address).scheme in {"http", "https"} and urlsplit(address).hostname):
        raise ValueError("an address that begins with http:// or https:// is allowed, or nothing")
    return value


def _public_address(value: str) -> str:
    if not value:
        return value
    parts = urlsplit(value)
    if parts.scheme != "https" or not parts.hostname or "@" in parts.netloc or parts.query or parts.fragment:
        raise ValueError("an address that begins with https:// is allowed, without a query, or nothing")
    return value.rstrip("/")


def _socket_address(value: str) -> str:
    host, colon, port = value.rpartition(":")
    if not (host and colon and port.isascii() and port.isdigit() and 0 < int(port[:6]) < 65536):
        raise ValueError("a host and a port such as 127.0.0.1:8080 are allowed")
    return value


def _listed(value: Any) -> Any:
    """A list, also where the environment gives one thing, or several with commas between."""
    if isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    return [value] if isinstance(value, int) else value


class Section(BaseModel):
    """A table of the file; a key it does not know is an error, for it is most often a misspelt one."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Telegram(Section):
    token: SecretStr = SecretStr("")
    api_url: Annotated[str, AfterValidator(_http_address), AfterValidator(lambda url: url.rstrip("/"))] = (
        "https://api.telegram.org"
    )
    admins: Annotated[tuple[int, ...], BeforeValidator(_listed)] = ()
    proxy: Annotated[SecretStr, AfterValidator(_proxy)] = SecretStr("")
    connect_timeout: Annotated[float, Field(gt=0, le=300)] = 10
    read_timeout: Annotated[float, Field(gt=0, le=300)] = 20
    webhook: bool = False


class StorageSection(Section):
    url: str = "sqlite+aiosqlite:///telegist.db"


class IngestSection(Section):
    feeds: Annotated[tuple[Annotated[str, AfterValidator(_http_address)], ...], BeforeValidator(_listed)] = ()
    interval: Annotated[timedelta, Field(ge=timedelta(minutes=1), le=timedelta(days=7))] = timedelta(minutes=15)
    longest_interval: Annotated[timedelta, Field(ge=timedelta(minutes=1), le=timedelta(days=7))] = timedelta(hours=3)
    links_per_hour: Annotated[int, Field(ge=0, le=10_000)] = 20
    allow_private_networks: bool = False


class PushSection(Section):
    public_url: Annotated[str, AfterValidator(_public_address)] = ""
    listen: Annotated[str, AfterValidator(_socket_address)] = "127.0.0.1:8080"


class StatusSection(Section):
    listen: Annotated[str, AfterValidator(lambda value: value and _socket_address(value))] = ""


class SummarizerSection(Section):
    engine: Annotated[str, AfterValidator(_engine)] = "news"
    sentences: Annotated[int, Field(ge=1, le=10)] = 3


class DigestSection(Section):
    time: Annotated[str, AfterValidator(_time)] = "08:00"
    timezone: Annotated[str, AfterValidator(_zone)] = "UTC"
    items: Annotated[int, Field(ge=1, le=20)] = 7


class DeliverySection(Section):
    per_second: Annotated[float, Field(gt=0, le=1000)] = 30
    chat_per_second: Annotated[float, Field(gt=0, le=30)] = 1
    group_per_minute: Annotated[int, Field(ge=1, le=600)] = 20
    paid_broadcast: bool = False
    uncertain: Literal["resend-once", "never"] = "resend-once"


class RetentionSection(Section):
    articles_days: Annotated[int, Field(ge=1, le=36_500)] = 90


class LogSection(Section):
    level: Literal["debug", "info", "warning", "error"] = "info"
    format: Literal["text", "json"] = "text"


class Environment(EnvSettingsSource):
    """Environment variables; one named `…_FILE` stands for the content of the file it names."""

    def decode_complex_value(self, field_name: str, field: FieldInfo, value: Any) -> Any:
        try:
            return super().decode_complex_value(field_name, field, value)
        except ValueError:
            return value  # the key's own validator says what is allowed

    def _load_env_vars(self) -> Mapping[str, str | None]:
        return dict(_from_file(name, value) for name, value in super()._load_env_vars().items())


def _from_file(name: str, value: str | None) -> tuple[str, str | None]:
    if not (name.startswith(PREFIX.lower()) and name.endswith("_file") and value):
        return name, value
    try:
        with Path(value).open(encoding="utf8") as file:
            return name.removesuffix("_file"), file.read(_SECRET_FILE_LIMIT).strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{name.upper()}: {value}: cannot be read: {error}") from None


class Settings(BaseSettings):
    """All of the configuration; `load` makes one."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_nested_delimiter="__", extra="ignore", frozen=True)

    telegram: Telegram = Telegram()
    storage: StorageSection = StorageSection()
    ingest: IngestSection = IngestSection()
    push: PushSection = PushSection()
    status: StatusSection = StatusSection()
    summarizer: SummarizerSection = SummarizerSection()
    digest: DigestSection = DigestSection()
    delivery: DeliverySection = DeliverySection()
    retention: RetentionSection = RetentionSection()
    log: LogSection = LogSection()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        # What `load` read from the file comes in as initial values, and the environment stands over it.
        return Environment(settings_cls), init_settings


def load(path: Path | None = None) -> Settings:
    """The configuration from `path` (None: `config.toml` here, if there is one) and the environment.

    Raises ConfigError: one line for each wrong key, naming it, its value and what is allowed.
    """
    values = _read(path) if path else _read(DEFAULT_FILE) if DEFAULT_FILE.is_file() else {}
    _refuse_unknown_sections(values, str(path or DEFAULT_FILE))
    _refuse_unknown_sections(_sections_in_environment(), "the environment")
    try:
        settings = Settings(**values)
    except ValidationError as error:
        raise ConfigError("\n".join(_lines(error))) from None
    if settings.telegram.webhook and not settings.push.public_url:
        raise ConfigError(
            "[telegram] webhook = true: needs [push] public_url, the address Telegram is to bring them to"
        )
    return settings


def ingest_settings(settings: Settings) -> IngestSettings:
    """What ingest needs of the configuration."""
    return IngestSettings(
        interval=settings.ingest.interval,
        longest_interval=settings.ingest.longest_interval,
        links_per_hour=settings.ingest.links_per_hour,
        callback=settings.push.public_url and settings.push.public_url + PUSH_PATH,
        allow_private_networks=settings.ingest.allow_private_networks,
        engine=settings.summarizer.engine,
        sentences=settings.summarizer.sentences,
    )


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf8"))
    except FileNotFoundError:
        raise ConfigError(f"--config: {path}: no such file; copy config.example.toml there to begin with") from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"--config: {path}: cannot be read: {error}") from None


def _sections_in_environment() -> list[str]:
    """The sections that TELEGIST_SECTION__KEY variables name."""
    names = (name.removeprefix(PREFIX).partition("__") for name in os.environ if name.startswith(PREFIX))
    return [section.lower() for section, separator, _ in names if separator]


def _refuse_unknown_sections(named: Iterable[str], place: str) -> None:
    known = list(Settings.model_fields)
    for name in named:
        if name not in known:
            raise ConfigError(f"[{name}] in {place}: no such section; allowed are {', '.join(known)}")


def _lines(error: ValidationError) -> list[str]:
    lines = []
    for problem in error.errors(include_url=False):
        place = [str(part) for part in problem["loc"]]
        key = f"[{place[0]}] {'.'.join(place[1:])}".strip()
        if problem["type"] == "extra_forbidden":
            allowed = ", ".join(Settings.model_fields[place[0]].annotation.model_fields)  # type: ignore[union-attr]
            lines.append(f"{key}: no such key; allowed are {allowed}")
            continue
        if problem["type"] == "model_type":
            lines.append(f"{key} is a section, not a value: write its keys below it")
            continue
        value = "(hidden)" if place[-1] in _SECRETS else redact(repr(problem["input"]))
        lines.append(f"{key} = {value}: {problem['msg'].removeprefix('Value error, ')}")
    return lines


__all__ = ["Settings", "ingest_settings", "load"]
