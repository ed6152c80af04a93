"""Cases that a leader takes on, by a ladder of three rungs (提级包案)."""
