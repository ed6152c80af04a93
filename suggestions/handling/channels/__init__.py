"""Legal channels: where claims and matters of the courts are referred to."""
