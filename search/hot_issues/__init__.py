"""Hot issues: recent suggestions that want the same, found at night for the editors."""
