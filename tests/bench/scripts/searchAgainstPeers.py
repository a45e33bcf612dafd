"""Compares searches over a closed catalog with scikit-learn's and faiss' brute force over the same vectors.

`python tests/bench/scripts/searchAgainstPeers.py CATALOG [ROUNDS]`. It needs scikit-learn and faiss-cpu, which are no part of the
project, and `node` on the path. In each round Twinset and the others take turns, one query at a time, ten nearest; the lines say
medians in milliseconds, and how many times as fast Twinset is.
"""

import json
import sqlite3
import statistics
import subprocess
import sys
import time
from pathlib import Path

import faiss
import numpy as np
from sklearn.neighbors import NearestNeighbors

catalog = Path(sys.argv[1])
rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
queries = 40

database = sqlite3.connect(f"file:{catalog / 'twinset.db'}?mode=ro", uri=True)
vectors = np.stack([np.frombuffer(vector, "<f4") for (vector,) in database.execute("SELECT vector FROM embeddings")])
database.close()
print(f"{len(vectors)} vectors of {vectors.shape[1]} numbers", flush=True)

flat = faiss.IndexFlatIP(vectors.shape[1])
flat.add(vectors)
brute = {
    metric: NearestNeighbors(n_neighbors=11, algorithm="brute", metric=metric).fit(vectors)
    for metric in ("euclidean", "cosine")
}
peers = {
    "scikit-learn euclidean": lambda query: brute["euclidean"].kneighbors(query),
    "scikit-learn cosine": lambda query: brute["cosine"].kneighbors(query),
    "faiss IndexFlatIP": lambda query: flat.search(query, 11),
}


def milliseconds_of(ask) -> float:
    times = []
    for at in np.random.default_rng(1).integers(0, len(vectors), queries + 5):
        started = time.perf_counter()
        ask(vectors[at : at + 1])
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times[5:])


ours = {"cosine": [], "euclidean": []}
theirs = {name: [] for name in peers}
script = Path(__file__).with_name("searchFigures.ts")
for _ in range(rounds):
    told = subprocess.run(["node", script, catalog, "400"], check=True, capture_output=True, text=True)
    figures = json.loads(told.stdout)
    print(told.stdout.strip(), flush=True)
    for metric, times in ours.items():
        times.append(figures[metric]["p50"])
    for name, ask in peers.items():
        theirs[name].append(milliseconds_of(ask))
for name, times in theirs.items():
    mine = statistics.median(ours["euclidean" if "euclidean" in name else "cosine"])
    other = statistics.median(times)
    print(f"{name}: {other:.1f} ms against {mine:.2f}: {other / mine:.0f} times as fast")
