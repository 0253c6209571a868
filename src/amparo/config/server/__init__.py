"""The house under the product: its data folder, its keys, its private PostgreSQL, and the supervisor.

Everything imported by the supervisor is standard library only, so that the process that watches stays small.
`database` and `testing` need psycopg and are imported by the processes that talk to the server.
"""
