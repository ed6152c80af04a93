"""The desk of erasures in the Wagtail admin."""
