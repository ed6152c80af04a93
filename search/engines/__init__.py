"""The engines: one interface, a database and Elasticsearch behind it."""
