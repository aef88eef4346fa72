"""The common ways to group texts, each as a function of the texts and the number of groups, and ours as people call it.

All draw from fixed seeds. The words of the sentence model's methods stand in `semantic.py`.
"""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import csr_matrix
from sklearn.cluster import KMeans
from sklearn.decomposition import NMF, LatentDirichletAllocation, TruncatedSVD
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.preprocessing import normalize

from benchmarks.theming.collections import Question
from webapp.text.pipeline import theme
from webapp.text.shapes import NO_REASON, NONE

Groups = Sequence[object]
Grouping = Callable[[Sequence[str], int], Groups]
Rows = NDArray[np.float64]
NOWHERE = (-1, NONE, NO_REASON)
"""Groups that are no theme: what HDBSCAN calls noise, and our special codes."""
NEIGHBOURS = 5
DIMENSIONS = 100


def ours(question: Question, themes: int) -> Groups:
    """The whole way through the public call; an answer's group is its first code."""
    themed = theme([one.answer for one in question.answers], question=question.text, themes=themes)
    return [answer.codes[0].theme for answer in themed.answers]


def tfidf(texts: Sequence[str]) -> csr_matrix:
    weights: csr_matrix = TfidfVectorizer(stop_words="english", sublinear_tf=True).fit_transform(texts)
    return weights


def tfidf_kmeans(texts: Sequence[str], themes: int) -> Groups:
    return kmeans(tfidf(texts), themes)


def kmeans(rows: Rows | csr_matrix, themes: int) -> Groups:
    groups: list[int] = KMeans(themes, n_init=3, random_state=0).fit_predict(rows).tolist()
    return groups


def nmf(texts: Sequence[str], themes: int) -> Groups:
    """The heaviest part of each text."""
    model = NMF(themes, init="nndsvda", max_iter=300, tol=1e-3, random_state=0)
    return _heaviest(model.fit_transform(tfidf(texts)))


def lda(texts: Sequence[str], themes: int) -> Groups:
    counts = CountVectorizer(stop_words="english").fit_transform(texts)
    return _heaviest(LatentDirichletAllocation(themes, max_iter=20, random_state=0).fit_transform(counts))


def lsa_ward(texts: Sequence[str], themes: int) -> Groups:
    weights = tfidf(texts)
    size = min(DIMENSIONS, min(weights.shape) - 1)
    return smoothed_ward(TruncatedSVD(size, random_state=0).fit_transform(weights), themes)


def smoothed_ward(rows: Rows, themes: int) -> Groups:
    """Each row becomes the weighted mean of its five nearest and itself, twice; Ward's tree; nearest centre, thrice."""
    rows = normalize(rows)
    for _ in range(2):
        closeness = rows @ rows.T
        near = np.argsort(-closeness, axis=1, kind="stable")[:, : NEIGHBOURS + 1]
        weights = np.maximum(np.take_along_axis(closeness, near, axis=1), 0)
        rows = normalize(np.einsum("ij,ijk->ik", weights, rows[near]))
    groups = fcluster(linkage(rows, "ward"), themes, "maxclust")
    for _ in range(3):
        centres = normalize(np.array([rows[groups == group].mean(axis=0) for group in np.unique(groups)]))
        groups = (rows @ centres.T).argmax(axis=1)
    return [int(group) for group in groups]


def _heaviest(weights: Rows) -> Groups:
    return [int(group) for group in weights.argmax(axis=1)]


LEXICAL: dict[str, Grouping] = {
    "LDA": lda,
    "TF-IDF + k-means": tfidf_kmeans,
    "TF-IDF + NMF": nmf,
    "LSA → 5-neighbour smoothing → Ward": lsa_ward,
}
