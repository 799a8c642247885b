"""What a source says of the section an article stands in: by its feed's categories, and by the article's address."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from urllib.parse import unquote, urlsplit

from ingest.text.markup import title

_MOST = 10
_LONGEST = 60  # characters; longer ones are no names
_DEEPEST = 4


def categories(stated: object) -> tuple[str, ...]:
    """The names among what a feed states as an entry's categories: plain, each once, the first ten."""
    listed: Iterable[object] = stated if isinstance(stated, Iterable) and not isinstance(stated, str | dict) else ()
    names = (title(name) for name in islice(listed, 5 * _MOST) if isinstance(name, str))
    return tuple(islice(dict.fromkeys(name for name in names if 0 < len(name) <= _LONGEST), _MOST))


def in_address(url: str | None) -> tuple[str, ...]:
    """The parts of an article's address that may name its section: folders, and the host's first label.

    'https://sport.example.org/football/cup/1234-final' gives 'football', 'cup' and 'sport'.
    """
    try:
        address = urlsplit(url or "")
        host = address.hostname or ""
    except ValueError:
        return ()
    folders = [unquote(part, errors="replace") for part in address.path[:500].split("/")[:-1] if part][:_DEEPEST]
    labels = host.split(".")
    parts = [*folders, *(labels[:1] if len(labels) > 2 else ())]
    names = (part.replace("-", " ").replace("_", " ") for part in parts)
    return tuple(dict.fromkeys(name for name in names if len(name) <= _LONGEST and any(map(str.isalpha, name))))
