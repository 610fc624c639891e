"""Logistic regression with an L2 penalty over sets of n-grams: what train_page and train_said share."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import scipy.sparse as sparse
from scipy.optimize import minimize

PENALTY = 0.3
LEAST = 0.06  # logits of a weight that is kept


class Grams:
    """A row a set, a column a gram of ``names``; grams that have no name are left out."""

    def __init__(self, sets: Sequence[set[str]], names: Sequence[str]) -> None:
        self.names = names
        index = {gram: i for i, gram in enumerate(names)}
        flat, ends = [], [0]
        for found in sets:
            flat.extend(sorted(index[gram] for gram in found if gram in index))
            ends.append(len(flat))
        shape = (len(sets), len(names))
        self._table = sparse.csr_matrix((np.ones(len(flat)), np.array(flat, np.int32), np.array(ends)), shape)

    def fit(self, sides: np.ndarray, counts: np.ndarray) -> tuple[float, dict[str, float]]:
        """The bias and the weights that are kept, in logits. sides: 1 or -1 a row; counts: how much a row counts."""
        table, turned = self._table, self._table.T.tocsr()

        def loss(at: np.ndarray) -> tuple[float, np.ndarray]:
            side = sides * (table @ at[:-1] + at[-1])
            slope = -counts * sides / (1 + np.exp(side))
            value = (counts * np.logaddexp(0, -side)).sum() + 0.5 * PENALTY * (at[:-1] ** 2).sum()
            return value, np.append(turned @ slope + PENALTY * at[:-1], slope.sum())

        begun = np.zeros(len(self.names) + 1)
        solved = minimize(loss, begun, jac=True, method="L-BFGS-B", options={"maxiter": 1500, "maxfun": 3000}).x
        weights = {gram: float(w) for gram, w in zip(self.names, solved, strict=False) if abs(w) >= LEAST}
        return float(solved[-1]), weights
