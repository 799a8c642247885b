"""The control API: what the web page, and anybody who wants to steer the playground over HTTP, may do."""

from playground.control.api import ControlApi

__all__ = ["ControlApi"]
