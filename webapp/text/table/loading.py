"""Reading the table once, when it is first needed."""

import os
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from webapp.text.table.pieces import Pieces, find_written

PATH = "FOLKMOOT_VECTORS"
"""Names another table in the environment: an `.npz` with the same parts, over the same pieces."""
_HERE = Path(__file__).parent


class Table:
    """A row for every word piece: whole numbers from -127 to 127, and what to multiply each row by."""

    def __init__(self, whole: NDArray[np.int8], scale: NDArray[np.float32], pieces: Sequence[str]) -> None:
        """`whole`: shape (pieces, dimensions); `scale`: shape (pieces,). Raises `ValueError` where they differ."""
        if not len(whole) == len(scale) == len(pieces):
            raise ValueError(f"{len(whole)} rows and {len(scale)} scales for {len(pieces)} pieces")
        self._whole = whole
        self._scale = scale
        self.pieces = Pieces({piece: row for row, piece in enumerate(pieces)})

    @property
    def dimensions(self) -> int:
        return int(self._whole.shape[1])

    def sum_words(self, words: Sequence[str]) -> NDArray[np.float32]:
        """For each word the sum of its pieces' vectors, shape (words, dimensions)."""
        cut = [self.pieces.cut(word) for word in words]
        used, columns = np.unique(np.array([row for rows in cut for row in rows], dtype=np.int64), return_inverse=True)
        rows = self._whole[used].astype(np.float32) * self._scale[used, None]
        return np.asarray(_counted([len(one) for one in cut], columns, len(used)) @ rows, dtype=np.float32)

    def sum_texts(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """For each text the sum of its words' vectors, shape (texts, dimensions)."""
        numbers: dict[str, int] = {}
        found = [[numbers.setdefault(word, len(numbers)) for word in find_written(text)] for text in texts]
        columns = np.array([number for some in found for number in some], dtype=np.int64)
        counts = _counted([len(some) for some in found], columns, len(numbers))
        return np.asarray(counts @ self.sum_words(list(numbers)), dtype=np.float32)


def _counted(lengths: Sequence[int], columns: NDArray[np.int64], width: int) -> csr_matrix:
    """A one in `columns` for each thing that each row holds; the next row begins where the last one ends."""
    ends = np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)])
    return csr_matrix((np.ones(len(columns), dtype=np.float32), columns, ends), shape=(len(lengths), width))


def load_table(path: Path | None = None) -> Table:
    """The table at `path`; where none is given, the one named in the environment, or else the one carried here."""
    named = os.environ.get(PATH)
    return _load((path or Path(named or _HERE / "table.npz")).resolve())


@lru_cache(maxsize=2)
def _load(path: Path) -> Table:
    pieces = (_HERE / "pieces.txt").read_text("utf-8").splitlines()
    with np.load(path, allow_pickle=False) as parts:
        return Table(parts["q"], parts["scale"], pieces)
