"""Will a flight, at push-back, arrive more than 15 minutes late? Trains the model that params.yaml asks for and writes it as ONNX."""

import argparse
import json
from pathlib import Path

import numpy as np
import pyarrow.compute as pc
import pyarrow.parquet as pq
import yaml
from skl2onnx import to_onnx
from skl2onnx.common.data_types import FloatTensorType, StringTensorType
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss, roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder, StandardScaler

NUMBERS = ["hour", "weekday", "distance"]
AIRPORTS = ["origin", "destination"]


def sampled_rows(path, params):
    """The rows to learn from, in the order of the file."""
    table = pq.read_table(path, columns=["date", "delay", "late", *NUMBERS, *AIRPORTS])
    if params["months"] != "all":
        month = pc.add(pc.multiply(pc.year(table["date"]), 12), pc.month(table["date"]))
        table = table.filter(pc.less(month, pc.add(pc.min(month), params["months"])))
    table = table.take(np.arange(0, table.num_rows, params["sample_every"]))
    if params["drop_delay_over"] is not None:
        table = table.filter(pc.less_equal(table["delay"], params["drop_delay_over"]))
    return table


def features(table):
    """Numbers first, then the codes of the two airports: columns 0, 1, 2 and 3, 4."""
    return np.column_stack([table[name].to_numpy().astype(object) for name in NUMBERS + AIRPORTS])


def logistic():
    encode = ColumnTransformer([
        ("calendar", OneHotEncoder(handle_unknown="ignore"), [0, 1]),
        ("distance", StandardScaler(), [2]),
        ("airports", OneHotEncoder(handle_unknown="ignore"), [3, 4]),
    ])
    return make_pipeline(encode, LogisticRegression(max_iter=300))


def boosting(params):
    """Airports are numbered in alphabetical order; one never seen in training becomes -1."""
    numbered = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1)
    encode = ColumnTransformer([("numbers", "passthrough", [0, 1, 2]), ("airports", numbered, [3, 4])])
    trees = HistGradientBoostingClassifier(
        max_iter=params["max_iter"], max_leaf_nodes=params["max_leaf_nodes"], early_stopping=False, random_state=0
    )
    return make_pipeline(encode, trees)


def exported(model):
    """One input per column, [rows, 1] each, so that whoever serves the model needs no Python to prepare a row."""
    inputs = [(name, FloatTensorType([None, 1])) for name in NUMBERS]
    inputs += [(name, StringTensorType([None, 1])) for name in AIRPORTS]
    onnx = to_onnx(model, initial_types=inputs, options={"zipmap": False}, target_opset={"": 17, "ai.onnx.ml": 3})
    return onnx.SerializeToString(deterministic=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for option in ("--data", "--params", "--out"):
        parser.add_argument(option, type=Path, required=True)
    options = parser.parse_args()
    params = yaml.safe_load(options.params.read_text())

    table = sampled_rows(options.data, params)
    inputs, late = features(table), table["late"].to_numpy()
    model = logistic() if params["model"] == "logistic" else boosting(params)
    model.fit(inputs, late)

    # A tenth is enough to see whether the fit went well; the verdict is not made here.
    score = model.predict_proba(inputs[::10])[:, 1]
    metrics = {
        "train_rows": len(late),
        "train_roc_auc": float(roc_auc_score(late[::10], score)),
        "train_log_loss": float(log_loss(late[::10], score)),
    }
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "model.onnx").write_bytes(exported(model))
    (options.out / "metrics.json").write_text(json.dumps(metrics) + "\n")
    print(f"{params['model']} on {len(late):,} rows: ROC AUC {metrics['train_roc_auc']:.4f}, log loss {metrics['train_log_loss']:.4f}")


if __name__ == "__main__":
    main()
