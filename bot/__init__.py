"""The Telegram side: commands, messages, delivery, schedule, and the operator's command line."""

import os
from importlib.metadata import PackageNotFoundError, version

# python-telegram-bot is to give durations as timedelta everywhere; until it does so by itself, it warns at each.
os.environ.setdefault("PTB_TIMEDELTA", "1")

try:
    __version__ = version("telegist")
except PackageNotFoundError:  # a checkout that was never installed
    __version__ = "0"
