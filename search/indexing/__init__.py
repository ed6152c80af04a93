"""How the indexes follow the database: an outbox, its shipping, rebuilding and verifying."""
