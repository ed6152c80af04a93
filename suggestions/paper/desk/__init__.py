"""The desk for paper: printing forms, uploading pictures of them, typing, comparing."""
