"""What can go wrong between a source and an article.

Each class is one kind of failure with a `code` the bot translates for readers. The message is for operators, in
English: 'what: which: why, and what to do'. It never holds the text of a page.
"""

from __future__ import annotations

from datetime import timedelta


class IngestError(Exception):
    """The base of all failures of this package. `retry_after` is how long the source asked to be left alone."""

    code = "ingest"

    def __init__(self, message: str, *, retry_after: timedelta | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class BadAddress(IngestError):
    """Not an http or https address."""

    code = "bad_address"


class ForbiddenAddress(IngestError):
    """The address leads into a private, local or reserved network."""

    code = "forbidden_address"


class Unreachable(IngestError):
    """No name, no route, no TLS, a broken answer, or too many redirects."""

    code = "unreachable"


class Timeout(IngestError):
    """A site, or the parsing of what it sent, took too long."""

    code = "timeout"


class TooLarge(IngestError):
    """More bytes than allowed, as sent or once decompressed."""

    code = "too_large"


class HttpStatus(IngestError):
    """The site answered with an error."""

    code = "http_status"


class Gone(IngestError):
    """The site says that the address is gone for good (410)."""

    code = "gone"


class NotAnArticle(IngestError):
    """A page or text in which no article was found."""

    code = "not_an_article"


class NotAFeed(IngestError):
    """Something else where a feed was expected."""

    code = "not_a_feed"


class BadFile(IngestError):
    """A file that is missing, unreadable, or of a kind we don't take."""

    code = "bad_file"


class Unreadable(IngestError):
    """The parser broke on what a site sent (it ran out of memory, or died)."""

    code = "unreadable"


class Busy(IngestError):
    """Too much is being done at once."""

    code = "busy"


class TooMany(IngestError):
    """One asker has asked for more than their share."""

    code = "too_many"


BY_CODE: dict[str, type[IngestError]] = {
    kind.code: kind
    for kind in (
        IngestError,
        BadAddress,
        ForbiddenAddress,
        Unreachable,
        Timeout,
        TooLarge,
        HttpStatus,
        Gone,
        NotAnArticle,
        NotAFeed,
        BadFile,
        Unreadable,
        Busy,
        TooMany,
    )
}
