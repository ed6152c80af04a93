"""The home page and plain content pages."""
