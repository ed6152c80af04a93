"""The desk of golden ideas in the Wagtail admin: what is done about them."""
