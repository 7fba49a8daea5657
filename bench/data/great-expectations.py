"""The suite on Great Expectations with pandas. Prints one JSON line: seconds of each part and the largest resident set."""

import json
import resource
import sys
import time

started = time.perf_counter()
import great_expectations as gx
import pandas as pd
from great_expectations.expectations.expectation_configuration import ExpectationConfiguration

imported = time.perf_counter()
path, suite_path = sys.argv[1], sys.argv[2]
frame = pd.read_csv(path, parse_dates=["ordered_at", "shipped_on"]) if path.endswith(".csv") else pd.read_parquet(path)
loaded = time.perf_counter()

context = gx.get_context(mode="ephemeral")
context.variables.progress_bars = {"globally": False}
definition = context.data_sources.add_pandas("bench").add_dataframe_asset("orders").add_batch_definition_whole_dataframe("all")
suite = context.suites.add(gx.ExpectationSuite(name="orders"))
for one in json.load(open(suite_path))["expectations"]:
    suite.add_expectation_configuration(ExpectationConfiguration(type=one["type"], kwargs=one["kwargs"]))
batch = definition.get_batch(batch_parameters={"dataframe": frame})
ready = time.perf_counter()
result = batch.validate(suite, result_format="SUMMARY")
done = time.perf_counter()

print(
    json.dumps(
        {
            "version": gx.__version__,
            "passed": sum(1 for one in result.results if one.success),
            "checks": len(result.results),
            "importSeconds": imported - started,
            "loadSeconds": loaded - imported,
            "setupSeconds": ready - loaded,
            "checkSeconds": done - ready,
            "residentBytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        }
    )
)
