"""The work desk: what each member of staff has to do, and what is late."""
