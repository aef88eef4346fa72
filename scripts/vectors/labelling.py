"""What the sentence model says of many texts: worked out once on every core, and kept in a folder."""

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache, partial
from hashlib import blake2b
from pathlib import Path

import numpy as np
from threadpoolctl import threadpool_limits

from scripts.vectors.teacher import Numbers, Teacher

_AT_ONCE = 2_000


def label(texts: Sequence[str], *, model: Path, kept_in: Path, processes: int) -> Numbers:
    """Unit rows, shape (texts, 384). What `kept_in` holds from an earlier run is read, not worked out again."""
    with ProcessPoolExecutor(processes) as pool:
        some = (texts[at : at + _AT_ONCE] for at in range(0, len(texts), _AT_ONCE))
        parts = list(pool.map(partial(_label_some, model=model, kept_in=kept_in), some))
    return np.concatenate(parts)


def _label_some(texts: Sequence[str], *, model: Path, kept_in: Path) -> Numbers:
    name = blake2b("\0".join(texts).encode(), digest_size=12).hexdigest()
    kept = kept_in / f"{name}.npy"
    if not kept.exists():
        with threadpool_limits(limits=1):
            rows = _teacher(model).embed(texts)
        kept_in.mkdir(parents=True, exist_ok=True)
        np.save(kept, rows.astype(np.float16))
    return np.load(kept).astype(np.float32)


@lru_cache(maxsize=1)
def _teacher(model: Path) -> Teacher:
    return Teacher(model)
