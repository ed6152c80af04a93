"""Figures of handling: kept as counters, each with its numerator, denominator and rows."""
