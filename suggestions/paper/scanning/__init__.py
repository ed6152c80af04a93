"""Scanning: from the photograph of a form to an upright, cropped, evenly bright page."""
