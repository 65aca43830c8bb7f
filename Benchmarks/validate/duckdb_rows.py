"""DuckDB over a chat file: typed columns and CHECKs on one thread; nobody looks inside the JSON cells."""

import sys

import duckdb

base = duckdb.connect()
base.execute("PRAGMA threads=1")
texts = ["id", "unit_id", "agent_id", "client_id", "organization_id"]
columns = ", ".join(f"{c} VARCHAR NOT NULL CHECK (length({c}) > 0)" for c in texts)
base.execute(
    f"CREATE TABLE t ({columns}, language VARCHAR NOT NULL CHECK (regexp_full_match(language,"
    " '[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*')), timestamp TIMESTAMP NOT NULL, subject VARCHAR, message VARCHAR NOT NULL,"
    " metadata VARCHAR)"
)
order = [*texts, "language", "timestamp", "subject", "message", "metadata"]
spec = "{" + ", ".join(f"'{c}': '{'TIMESTAMP' if c == 'timestamp' else 'VARCHAR'}'" for c in order) + "}"
read = f"read_csv(?, header=true, quote='\"', escape='\"', columns={spec})"
base.execute(f"INSERT INTO t SELECT * FROM {read}", [sys.argv[1]])
