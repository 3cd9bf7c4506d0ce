"""Arrays in files: written as they grow, read in place."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Self

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


class GrowingArray:
    """A .npy file of one dimension that is written piece by piece; `size` is how long it is."""

    def __init__(self, path: Path, kind: npt.DTypeLike) -> None:
        import numpy as np

        self.size = 0
        self._kind: np.dtype[Any] = np.dtype(kind)
        self._stream: BinaryIO = path.open("wb")
        self._head = self._write_head()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *problem: object) -> None:
        try:
            self._stream.seek(0)
            # The head has room for any length.
            if self._write_head() != self._head:
                raise ValueError("the head of an array has grown over its beginning")
        finally:
            self._stream.close()

    def write(self, values: npt.NDArray[Any] | bytes) -> None:
        """Add values of the array's kind, or the bytes of some."""
        if isinstance(values, bytes):
            self._stream.write(values)
            self.size += len(values) // self._kind.itemsize
        else:
            self._stream.write(values.astype(self._kind, copy=False).data)
            self.size += len(values)

    def _write_head(self) -> int:
        from numpy.lib import format as npy

        about = {"descr": npy.dtype_to_descr(self._kind), "fortran_order": False, "shape": (self.size,)}
        npy.write_array_header_1_0(self._stream, about)
        return self._stream.tell()


def widened(halves: npt.NDArray[np.float16]) -> npt.NDArray[np.float32]:
    """Return finite numbers of half precision in single precision; numpy, which turns one at a time, takes six times as long.

    Both kinds lay out their bits alike; the zero of the exponent lies 112 higher.
    """
    import numpy as np

    # The sign spreads over the bits between its places, which are 0 then.
    bits = halves.view(np.int16).astype(np.int32)
    bits <<= np.int32(13)
    bits &= np.int32(~0x70000000)
    wide = bits.view(np.float32)
    wide *= np.float32(2.0**112)
    return wide


def open_array(path: Path) -> npt.NDArray[Any]:
    """Open an array in place; as a plain array, which is quicker to take slices of."""
    import numpy as np

    return np.asarray(np.load(path, mmap_mode="r", allow_pickle=False)).view(np.ndarray)
