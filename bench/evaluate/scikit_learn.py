"""scikit-learn, one number each: python scikit_learn.py WHAT LABEL CANDIDATE BASELINE -> JSON of seconds and value."""

import json
import resource
import sys
import time

import numpy as np
from sklearn.metrics import brier_score_loss, confusion_matrix, log_loss, roc_auc_score

what, label_file, candidate_file, baseline_file = sys.argv[1:]
label = np.fromfile(label_file, dtype=np.uint8)
candidate = np.fromfile(candidate_file, dtype=np.float64)
baseline = np.fromfile(baseline_file, dtype=np.float64)
# A thousand resamples would take minutes: twenty are run, and the time is multiplied.
run, asked = 20, 1000


def auc():
    return float(roc_auc_score(label, candidate))


def summary():
    cells = confusion_matrix(label, candidate > 0.5)
    return [int(cells[1, 1]), float(log_loss(label, candidate)), float(brier_score_loss(label, candidate))]


def bootstrap():
    random = np.random.default_rng(1)
    found = []
    for _ in range(run):
        rows = random.integers(0, len(label), len(label))
        found.append(roc_auc_score(label[rows], candidate[rows]) - roc_auc_score(label[rows], baseline[rows]))
    return float(np.std(found, ddof=1))


started = time.perf_counter()
value = {"auc": auc, "summary": summary, "bootstrap": bootstrap}[what]()
seconds = (time.perf_counter() - started) * (asked / run if what == "bootstrap" else 1)
print(json.dumps({"seconds": seconds, "value": value, "bytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024}))
