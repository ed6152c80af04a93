"""Letters of supervision: reminder, order or advice, circular; each with its answer."""
