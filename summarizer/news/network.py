"""A small feed-forward network: numbers in, one number out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

# Multiplications up to which OpenBLAS keeps to the calling thread. Products as small as ours gain nothing from more
# threads, and those burn processor time while they wait; in blocks, long texts take little memory, too.
_ONE_THREAD = 250_000
_ARRAYS = ("hidden", "bias", "out", "linear")


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """A linear layer beside one of tanh units: x ↦ tanh(x·hidden + bias)·out + x·linear + constant.

    For `d` features and `h` units `hidden` is (d, h), `bias` and `out` are (h,), `linear` is (d,).
    """

    hidden: NDArray[np.float32]
    bias: NDArray[np.float32]
    out: NDArray[np.float32]
    linear: NDArray[np.float32]
    constant: float

    def __call__(self, features: NDArray[np.float32]) -> NDArray[np.float64]:
        """One number for each row of (n, d) features."""
        result = np.empty(len(features), np.float64)
        rows = max(1, _ONE_THREAD // max(1, self.hidden.size))
        for start in range(0, len(features), rows):
            block = features[start : start + rows]
            units = np.tanh(block @ self.hidden + self.bias)
            result[start : start + rows] = units @ self.out + block @ self.linear + self.constant
        return result


def product(left: NDArray[np.float32], right: NDArray[np.float32]) -> NDArray[np.float32]:
    """The matrix product, computed by one thread."""
    rows = max(1, _ONE_THREAD // max(1, right.size))
    return np.concatenate([left[start : start + rows] @ right for start in range(0, max(1, len(left)), rows)])


def mean(networks: Sequence[Network]) -> Network:
    """One network that gives the mean of what these give."""
    share = 1 / len(networks)
    return Network(
        hidden=np.concatenate([network.hidden for network in networks], axis=1),
        bias=np.concatenate([network.bias for network in networks]),
        out=np.concatenate([network.out for network in networks]) * np.float32(share),
        linear=np.mean([network.linear for network in networks], axis=0),
        constant=share * sum(network.constant for network in networks),
    )


def from_plain(numbers: Mapping[str, Any]) -> Network:
    """A network of the numbers that `plain` gave."""
    arrays = {name: np.array(numbers[name], np.float32) for name in _ARRAYS}
    return Network(**arrays, constant=float(numbers["constant"]))


def plain(network: Network, *, digits: int = 4) -> dict[str, Any]:
    """The network's numbers as lists, each to so many significant digits."""

    def rounded(value: Any) -> Any:
        return [rounded(one) for one in value] if isinstance(value, list) else float(f"{value:.{digits}g}")

    return {name: rounded(getattr(network, name).tolist()) for name in _ARRAYS} | {
        "constant": rounded(network.constant)
    }
