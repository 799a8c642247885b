"""The methods of the Bot API, by subject. Importing this package registers them all."""

from playground.methods import about, chat, commands, editing, files, inline, polling, queries, sending
from playground.methods.registry import METHODS

__all__ = ["METHODS", "about", "chat", "commands", "editing", "files", "inline", "polling", "queries", "sending"]
