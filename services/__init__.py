"""Starts and stops real PostgreSQL, Redis and Elasticsearch on loopback, for tests and benchmarks.

Only the standard library is used, so that it runs before any package is installed:
`python3 -m services start | status | stop [--remove-data]`.
"""
