"""A group of commands of which one need not be named: `telegist broadcast FILE` is `telegist broadcast send FILE`."""

from __future__ import annotations

from typing import Any

from typer.core import TyperGroup


def defaulting_to(name: str, *, alone: bool) -> type[TyperGroup]:
    """A group whose command `name` is meant where none is named; `alone`: also where nothing else is said either."""

    class Defaulting(TyperGroup):
        def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
            named = args and (args[0] in self.commands or args[0] in ctx.help_option_names)
            if not named and (args or alone):
                args = [name, *args]
            return super().parse_args(ctx, args)

    return Defaulting
