"""What runs in the worker's child process: jobs in on standard input, answers out on standard output, until input ends.

A message is its length (8 bytes, big-endian) and a pickle; an empty job is answered at once and says that we are up.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import sys
from typing import BinaryIO

from ingest.errors import IngestError, Unreadable
from ingest.workers.child_process import HEADER

# Bytes of address space: a page or feed is at most some MB, its trees and our models some hundred.
MOST_MEMORY = 2 * 1024**3

_NICE = 10


def main() -> None:
    """Serves until standard input ends."""
    jobs = sys.stdin.buffer
    # Whatever a library prints must not end up between the answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    # Ctrl+C reaches the whole group; when to end is for the parent to say.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Readers' commands go before the reading of feeds, which keeps all processors busy.
    with contextlib.suppress(AttributeError, OSError):
        os.nice(_NICE)
    _limit_memory()
    while header := jobs.read(HEADER.size):
        (length,) = HEADER.unpack(header)
        _answer(answers, pickle.dumps(_result(jobs.read(length)), pickle.HIGHEST_PROTOCOL) if length else b"")


def _result(job: bytes) -> tuple[bool, object]:
    function, args, kwargs = pickle.loads(job)  # noqa: S301 - our own parent wrote it
    try:
        return True, function(*args, **kwargs)
    except IngestError as error:
        return False, (error.code, str(error))
    except MemoryError:
        return False, (Unreadable.code, "parser: out of memory; the source sends what can't be read")
    except Exception as error:
        # The message may quote the page: only the kind is told.
        where = function.__name__
        return False, (
            Unreadable.code,
            f"{where}: it broke ({type(error).__name__}); the source sends what can't be read",
        )


def _answer(answers: BinaryIO, answer: bytes) -> None:
    answers.write(HEADER.pack(len(answer)) + answer)
    answers.flush()


def _limit_memory() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


if __name__ == "__main__":
    main()
