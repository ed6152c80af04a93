"""Limits on what anybody may write: counted per address and account, eased by proof of work."""
