"""Instructions: what leaders write on suggestions (批示), reports to them, and what came of it.

All of this is internal: nothing here may reach a public page, an index, an export or the
history that an author reads. What may be said in public passes a review first (release.py).
"""
