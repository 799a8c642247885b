"""What the child process is asked to do. Importing this module imports no matplotlib, calling it does."""

from __future__ import annotations

import os

from bot.pictures.charts import Chart, Shade


def render(chart: Chart, shade: Shade, folder: str) -> bytes:
    """The chart as a PNG. matplotlib keeps its list of fonts in `folder`, so that the next child finds it there; where
    the environment names another, in that one."""
    os.environ.setdefault("MPLCONFIGDIR", folder)
    from bot.pictures.drawing import draw

    return draw(chart, shade)
