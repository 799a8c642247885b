from __future__ import annotations

import gzip
import subprocess
import sys
import tracemalloc
import zlib
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.fetching.inflate import Body, BodyTooLarge, DamagedBody

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


CODINGS = {
    "gzip": gzip.compress,
    "x-gzip": lambda data: gzip.compress(data[: len(data) // 2]) + gzip.compress(data[len(data) // 2 :]),
    "deflate": zlib.compress,
    "Deflate ": raw_deflate,
    "br": lambda data: brotli.compress(data, quality=2),
    "zstd": zstd.compress,
    "ZSTD": lambda data: zstd.compress(data[: len(data) // 2]) + zstd.compress(data[len(data) // 2 :]),
    "": bytes,
}


@pytest.mark.parametrize("coding", CODINGS)
@given(
    data=st.one_of(st.binary(max_size=2000), st.binary(min_size=1, max_size=30).map(lambda some: some * 9000)),
    size=st.integers(1, 999),
)
def test_what_was_packed_comes_out_in_whatever_pieces(coding: str, data: bytes, size: int) -> None:
    packed = CODINGS[coding](data)
    size = max(size, len(packed) // 50)
    body = Body(coding, 300_000)
    for start in range(0, len(packed), size):
        body.add(packed[start : start + size])
    assert body.whole() == data


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_a_bomb_is_stopped_at_the_limit_and_costs_little(coding: str) -> None:
    packed = CODINGS[coding](bytes(64 * 1024 * 1024))
    tracemalloc.start()
    try:
        with pytest.raises(BodyTooLarge):
            Body(coding, 1024 * 1024).add(packed)
        assert tracemalloc.get_traced_memory()[1] < 16 * 1024 * 1024
    finally:
        tracemalloc.stop()


def test_the_bytes_sent_are_bounded_as_well() -> None:
    body = Body("gzip", 1000)
    with pytest.raises(BodyTooLarge):
        body.add(bytes(1001))


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_what_breaks_off_or_is_no_such_thing_is_damaged(coding: str) -> None:
    packed = CODINGS[coding](b"news " * 1000)
    broken = Body(coding, 100_000)
    broken.add(packed[:-3])
    with pytest.raises(DamagedBody):
        broken.whole()
    rubbish = Body(coding, 100_000)
    with pytest.raises(DamagedBody):
        rubbish.add(b"\xff\xff<html>" * 50)


@pytest.mark.parametrize("coding", ["gzip, gzip", "dcb", "compress"])
def test_a_coding_nobody_asked_for_is_refused(coding: str) -> None:
    with pytest.raises(DamagedBody, match="not asked for"):
        Body(coding, 1000)


GIGABYTE = 1024**3
CHUNK = 16 * 1024**2


def brotli_bomb() -> bytes:
    """A gigabyte of zeros in less than a kilobyte: each further flushed block of zeros is like the second."""
    packer = brotli.Compressor(lgwin=24, quality=5)
    first, second = (packer.process(bytes(CHUNK)) + packer.flush() for _ in range(2))
    return bytes(first + second * (GIGABYTE // CHUNK - 1) + packer.finish())


def zstd_bomb(window: int) -> bytes:
    packer = zstd.ZstdCompressor(options={zstd.CompressionParameter.window_log: window})
    return b"".join(packer.compress(bytes(CHUNK)) for _ in range(GIGABYTE // CHUNK)) + packer.flush()


MEASURE = """
import sys
from ingest.fetching.inflate import Body, BodyTooLarge, DamagedBody

def peak():
    return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))

packed = sys.stdin.buffer.read()
for coding in ("gzip", "br", "zstd"):
    Body(coding, 1000)
before = peak()
try:
    Body(sys.argv[1], 10 * 1024**2).add(packed)
except (BodyTooLarge, DamagedBody) as error:
    print(type(error).__name__, peak() - before)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak of a process's memory is read from /proc")
@pytest.mark.parametrize(
    ("coding", "bomb", "outcome"),
    [
        ("br", brotli_bomb, "BodyTooLarge"),
        ("zstd", lambda: zstd_bomb(23), "BodyTooLarge"),
        ("zstd", lambda: zstd_bomb(27), "DamagedBody"),
    ],
)
def test_a_gigabyte_in_a_small_answer_costs_less_than_32_mib_of_the_process(
    coding: str, bomb: Callable[[], bytes], outcome: str
) -> None:
    packed = bomb()
    assert len(packed) < 64 * 1024
    done = subprocess.run([sys.executable, "-c", MEASURE, coding], input=packed, capture_output=True, check=True)
    kind, kibibytes = done.stdout.split()
    assert kind.decode() == outcome
    assert int(kibibytes) < 32 * 1024


def test_an_answer_of_countless_empty_frames_is_refused() -> None:
    with pytest.raises(DamagedBody, match="256 frames"):
        Body("zstd", 10_000).add(zstd.compress(b"") * 257)


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_an_answer_in_many_parts_comes_out_whole(coding: str) -> None:
    body = Body(coding, 10_000)
    for _ in range(200):
        body.add(CODINGS[coding](b"news"))
    assert body.whole() == b"news" * 200
