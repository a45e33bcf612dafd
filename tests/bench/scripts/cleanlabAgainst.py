"""Compares the planted mistakes that Twinset found with what cleanlab's Datalab finds.

`python tests/bench/scripts/cleanlabAgainst.py CATALOG OUT.json [VALUE ...]`, after `plantedMistakes.ts` has written OUT.json. It needs
cleanlab[datalab] and scikit-learn, which are no part of the project. Both see the same embeddings and the same planted labels. Said are
the precision at 100 and the average precision over all products that have a value, and over those that say one of VALUE.
"""

import json
import sqlite3
import sys
from pathlib import Path

import numpy as np
from cleanlab import Datalab
from sklearn.metrics import average_precision_score

catalog, out, *values = sys.argv[1:]
database = sqlite3.connect(f"file:{Path(catalog) / 'twinset.db'}?mode=ro", uri=True)
(runtime,) = database.execute("SELECT value FROM catalog WHERE key = 'runtime'").fetchone()
space = json.loads(runtime)["space"]
image_of = dict(
    database.execute(
        "SELECT products.id, min(images.image_id) FROM images JOIN products ON products.key = images.product_key "
        "WHERE images.image_id IS NOT NULL GROUP BY products.id"
    )
)
query = "SELECT vector FROM embeddings WHERE space = ? AND image_id = ?"
cases, vectors = [], []
for case in json.loads(Path(out).read_text()):
    found = database.execute(query, (space, image_of.get(case["id"]))).fetchone()
    if case["says"] != "" and found is not None:
        cases.append(case)
        vectors.append(np.frombuffer(found[0], "<f4"))

labels = [case["says"] for case in cases]
lab = Datalab(data={"label": labels}, label_name="label")
lab.find_issues(features=np.stack(vectors), issue_types={"label": {}})
theirs = 1 - lab.get_issues("label")["label_score"].to_numpy()
ours = np.array([case["score"] for case in cases])
planted = np.array([case["says"] != case["truth"] for case in cases])


def describe(name: str, scores: np.ndarray, among: np.ndarray) -> None:
    order = np.argsort(-scores[among], kind="stable")
    precision = planted[among][order[:100]].mean()
    average = average_precision_score(planted[among], scores[among])
    print(f"{name}: precision at 100 {precision:.2f}, average precision {average:.4f}", flush=True)


everything = np.ones(len(cases), bool)
some = np.isin(labels, values)
print(f"{len(cases)} products, {planted.sum()} planted mistakes")
for name, scores in (("Twinset", ours), ("cleanlab", theirs)):
    describe(name, scores, everything)
    if values:
        describe(f"{name}, among {' and '.join(values)}", scores, some)
