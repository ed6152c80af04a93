"""Did you mean: another spelling of a query that finds little."""
