"""The Telegram side: commands, messages, delivery, schedule, and the operator's command line."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("telegist")
except PackageNotFoundError:  # a checkout that was never installed
    __version__ = "0"
