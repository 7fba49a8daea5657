"""The same checks on pandera with pandas. Prints one JSON line: seconds of each part and the largest resident set."""

import json
import resource
import sys
import time

started = time.perf_counter()
import pandas as pd
import pandera
import pandera.pandas as pa

imported = time.perf_counter()
path, suite_path = sys.argv[1], sys.argv[2]
frame = pd.read_csv(path, parse_dates=["ordered_at", "shipped_on"]) if path.endswith(".csv") else pd.read_parquet(path)
loaded = time.perf_counter()

checks: dict[str, list] = {}
nullable: dict[str, bool] = {}
unique: set[str] = set()
table = []
for one in json.load(open(suite_path))["expectations"]:
    kind, kwargs = one["type"], one["kwargs"]
    column = kwargs.get("column")
    own = checks.setdefault(column, []) if column else []
    if kind == "expect_table_row_count_to_be_between":
        table.append(pa.Check(lambda frame, n=kwargs["min_value"]: len(frame) == n))
    elif kind == "expect_table_column_count_to_equal":
        table.append(pa.Check(lambda frame, n=kwargs["value"]: frame.shape[1] == n))
    elif kind == "expect_column_values_to_be_unique":
        unique.add(column)
    elif kind == "expect_column_values_to_not_be_null" and "mostly" in kwargs:
        own.append(pa.Check(lambda s, m=kwargs["mostly"]: s.notna().mean() >= m, ignore_na=False))
    elif kind == "expect_column_values_to_not_be_null":
        nullable[column] = False
    elif kind == "expect_column_values_to_be_between":
        own.append(pa.Check.in_range(kwargs["min_value"], kwargs["max_value"]))
    elif kind == "expect_column_values_to_be_in_set":
        own.append(pa.Check.isin(kwargs["value_set"]))
    elif kind == "expect_column_values_to_match_regex":
        own.append(pa.Check.str_matches(kwargs["regex"]))
    elif kind == "expect_column_value_lengths_to_be_between":
        own.append(pa.Check.str_length(kwargs["min_value"], kwargs["max_value"]))
    elif kind == "expect_column_mean_to_be_between":
        own.append(pa.Check(lambda s, a=kwargs["min_value"], b=kwargs["max_value"]: a <= s.mean() <= b))
    else:
        raise SystemExit(f"no pandera check for {kind}")

schema = pa.DataFrameSchema(
    {name: pa.Column(checks=own, nullable=nullable.get(name, True), unique=name in unique) for name, own in checks.items()},
    checks=table,
)
ready = time.perf_counter()
schema.validate(frame, lazy=True)
done = time.perf_counter()

print(
    json.dumps(
        {
            "version": pandera.__version__,
            "importSeconds": imported - started,
            "loadSeconds": loaded - imported,
            "setupSeconds": ready - loaded,
            "checkSeconds": done - ready,
            "residentBytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        }
    )
)
