"""The screening desk in the Wagtail admin."""
