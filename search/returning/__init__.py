"""Returning: what lies in the pool is compared with later campaigns and regulations."""
