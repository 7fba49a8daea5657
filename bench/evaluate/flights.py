"""Cuts the months into what is trained on and what is judged on: python flights.py PREFIX ROWS TRAIN... TEST"""

import sys

import pyarrow as pa
import pyarrow.parquet as pq

prefix, rows, *train, test = sys.argv[1:]
pq.write_table(pa.concat_tables([pq.read_table(file) for file in train]), f"{prefix}-train.parquet")
judged = pq.read_table(test)
step = judged.num_rows / int(rows)
pq.write_table(judged.take([int(at * step) for at in range(int(rows))]), f"{prefix}-test.parquet")
