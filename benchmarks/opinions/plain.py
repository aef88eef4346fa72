"""The plain way: a dense table, all its singular vectors, k-means and the silhouette over all people; groups alone."""

import numpy as np
from sklearn.cluster import KMeans
from sklearn.metrics import silhouette_score

from benchmarks.opinions.made_up import STATEMENTS, tell
from webapp.tally.opinions.facts import Votes


def group(votes: Votes) -> object:
    """The label of each person in the grouping with the best silhouette, of 2 to 5 groups."""
    table = np.full((len(votes.participants), STATEMENTS), np.nan)
    table[np.frombuffer(votes.people, np.int32), np.frombuffer(votes.about, np.int32)] = votes.values
    cast = (~np.isnan(table)).sum(axis=1)
    means = np.nanmean(table, axis=0)
    table = np.where(np.isnan(table), means, table) - means
    _, _, axes = np.linalg.svd(table, full_matrices=False)
    places = table @ axes[:2].T * np.sqrt(STATEMENTS / cast)[:, None]
    tried = [KMeans(groups, n_init=10, random_state=0).fit_predict(places) for groups in range(2, 6)]
    return max(tried, key=lambda labels: silhouette_score(places, labels))


if __name__ == "__main__":
    tell(group)
