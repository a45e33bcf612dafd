"""Compares the layouts that a closed catalog keeps with scikit-learn's t-SNE of the same embeddings.

`python tests/bench/scripts/mapAgainstSklearn.py CATALOG`, after `map --method umap --trustworthiness` and
`map --method tsne --trustworthiness`. It needs scikit-learn, which is no part of the project. Each layout's trustworthiness at
10 is said as Twinset measured it and as scikit-learn measures it on the same places.
"""

import sqlite3
import sys
import time
from pathlib import Path

import numpy as np
from sklearn.manifold import TSNE, trustworthiness

database = sqlite3.connect(f"file:{Path(sys.argv[1]) / 'twinset.db'}?mode=ro", uri=True)


def vectors_of(space: str, image_ids: bytes) -> np.ndarray:
    rows = []
    for at in range(0, len(image_ids), 32):
        image_id = image_ids[at : at + 32].hex()
        query = "SELECT vector FROM embeddings WHERE space = ? AND image_id = ?"
        (vector,) = database.execute(query, (space, image_id)).fetchone()
        rows.append(np.frombuffer(vector, "<f4"))
    return np.stack(rows)


layouts = database.execute(
    "SELECT space, method, trustworthiness, image_ids, places FROM map_layouts ORDER BY method"
).fetchall()
if not layouts:
    sys.exit("This catalog keeps no layout: run the command map first.")
for space, method, measured, image_ids, places in layouts:
    vectors = vectors_of(space, image_ids)
    positions = np.frombuffer(places, "<u2").reshape(-1, 2).astype(float)
    ours = trustworthiness(vectors, positions, n_neighbors=10)
    told = "not measured" if measured is None else f"{measured:.4f}"
    print(f"{method}: {len(vectors)} images, Twinset {told}, scikit-learn of the same places {ours:.4f}", flush=True)

started = time.process_time()
theirs = TSNE(perplexity=30, random_state=1).fit_transform(vectors)
seconds = time.process_time() - started
print(f"scikit-learn's t-SNE: {trustworthiness(vectors, theirs, n_neighbors=10):.4f}, {seconds:.0f} CPU-seconds")
