from __future__ import annotations

import gzip
import tracemalloc
import zlib

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.inflate import Body, BodyTooLarge, DamagedBody


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


CODINGS = {
    "gzip": gzip.compress,
    "x-gzip": lambda data: gzip.compress(data[: len(data) // 2]) + gzip.compress(data[len(data) // 2 :]),
    "deflate": zlib.compress,
    "Deflate ": raw_deflate,
    "br": lambda data: brotli.compress(data, quality=2),
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


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br"])
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


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br"])
def test_what_breaks_off_or_is_no_such_thing_is_damaged(coding: str) -> None:
    packed = CODINGS[coding](b"news " * 1000)
    broken = Body(coding, 100_000)
    broken.add(packed[:-3])
    with pytest.raises(DamagedBody):
        broken.whole()
    rubbish = Body(coding, 100_000)
    with pytest.raises(DamagedBody):
        rubbish.add(b"\xff\xff<html>" * 50)


@pytest.mark.parametrize("coding", ["gzip, gzip", "zstd", "compress"])
def test_a_coding_nobody_asked_for_is_refused(coding: str) -> None:
    with pytest.raises(DamagedBody, match="not asked for"):
        Body(coding, 1000)
