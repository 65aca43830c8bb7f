"""pandera with polars over a chat file; nobody looks inside the JSON cells."""

import sys

import pandera.polars as pa
import polars as pl

text = pa.Column(str, pa.Check.str_length(min_value=1))
schema = pa.DataFrameSchema(
    {
        **{name: text for name in ["id", "unit_id", "agent_id", "client_id", "organization_id", "message"]},
        "language": pa.Column(str, pa.Check.str_matches(r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$")),
        "timestamp": pa.Column(str, pa.Check.str_matches(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")),
        "subject": pa.Column(str, nullable=True),
        "metadata": pa.Column(str, nullable=True),
    },
    strict=True,
)
schema.validate(pl.read_csv(sys.argv[1], infer_schema=False))
