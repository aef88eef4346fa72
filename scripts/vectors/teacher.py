"""The sentence model whose vectors the table is fitted to, read from its file and run with numpy alone.

BERT as published (Devlin and others, 2019): word, place and kind of each piece are added; then, layer by layer, pieces
attend to each other and pass two dense layers. A text's vector is the mean over its pieces, made length 1.
"""

import json
import struct
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.special import erf
from tokenizers import Tokenizer

Numbers = NDArray[np.float32]
HEADS = 12
LAYERS = 6
MOST_PIECES = 128
_TINY = 1e-12
_AT_ONCE = 64


class Teacher:
    """all-MiniLM-L6-v2 or another BERT of its shape, from a folder with `model.safetensors` and `tokenizer.json`."""

    def __init__(self, folder: Path) -> None:
        self._weights = _read_weights(folder / "model.safetensors")
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(MOST_PIECES)

    def embed(self, texts: Sequence[str]) -> Numbers:
        """Rows of unit length, shape (texts, 384). Texts of one length go together, so none is padded."""
        pieces = [encoding.ids for encoding in self._tokenizer.encode_batch(list(texts))]
        vectors = np.zeros((len(texts), self._weights["embeddings.LayerNorm.weight"].size), dtype=np.float32)
        for group in _alike([len(one) for one in pieces]):
            vectors[group] = self._forward(np.array([pieces[at] for at in group]))
        return vectors

    def _forward(self, pieces: NDArray[np.int64]) -> Numbers:
        """`pieces`: shape (texts, pieces)."""
        kinds = self._weights["embeddings.token_type_embeddings.weight"][0]
        places = self._weights["embeddings.position_embeddings.weight"][: pieces.shape[1]]
        state = self._levelled(
            self._weights["embeddings.word_embeddings.weight"][pieces] + places + kinds, "embeddings.LayerNorm"
        )
        for number in range(LAYERS):
            state = self._layer(state, f"encoder.layer.{number}.")
        mean = state.mean(axis=1)
        return np.asarray(mean / np.linalg.norm(mean, axis=1, keepdims=True), dtype=np.float32)

    def _layer(self, state: Numbers, name: str) -> Numbers:
        heard = self._dense(self._attend(state, name + "attention.self."), name + "attention.output.dense")
        state = self._levelled(state + heard, name + "attention.output.LayerNorm")
        wide = self._dense(state, name + "intermediate.dense")
        wide *= 0.5 * (1 + erf(wide / np.float32(2**0.5)))
        return self._levelled(state + self._dense(wide, name + "output.dense"), name + "output.LayerNorm")

    def _attend(self, state: Numbers, name: str) -> Numbers:
        texts, length, width = state.shape
        query, key, value = (
            self._dense(state, name + part).reshape(texts, length, HEADS, width // HEADS).transpose(0, 2, 1, 3)
            for part in ("query", "key", "value")
        )
        scores = query @ key.transpose(0, 1, 3, 2) / np.float32((width // HEADS) ** 0.5)
        scores = np.exp(scores - scores.max(axis=-1, keepdims=True))
        scores /= scores.sum(axis=-1, keepdims=True)
        return (scores @ value).transpose(0, 2, 1, 3).reshape(texts, length, width)

    def _dense(self, state: Numbers, name: str) -> Numbers:
        rows = state.reshape(-1, state.shape[-1]) @ self._weights[name + ".weight"].T
        return (rows + self._weights[name + ".bias"]).reshape(*state.shape[:-1], -1)

    def _levelled(self, state: Numbers, name: str) -> Numbers:
        state = state - state.mean(axis=-1, keepdims=True)
        state /= np.sqrt((state * state).mean(axis=-1, keepdims=True) + np.float32(_TINY))
        return state * self._weights[name + ".weight"] + self._weights[name + ".bias"]


def _alike(lengths: Sequence[int]) -> list[NDArray[np.int64]]:
    """Groups of texts with as many pieces as each other."""
    order = np.argsort(lengths, kind="stable")
    edges = np.flatnonzero(np.diff(np.array(lengths)[order])) + 1
    return [group[at : at + _AT_ONCE] for group in np.split(order, edges) for at in range(0, len(group), _AT_ONCE)]


def _read_weights(path: Path) -> dict[str, Numbers]:
    """A safetensors file: the length of a JSON header, the header, then the numbers."""
    raw = memoryview(path.read_bytes())
    (length,) = struct.unpack("<Q", raw[:8])
    header = json.loads(bytes(raw[8 : 8 + length]))
    numbers = raw[8 + length :]
    return {
        name: np.frombuffer(numbers[slice(*entry["data_offsets"])], dtype="<f4").reshape(entry["shape"])
        for name, entry in header.items()
        if entry.get("dtype") == "F32"
    }
