"""Where files lie that only views serve."""

from django.core.files.storage import Storage, storages


def private_storage() -> Storage:
    """Uploads, papers and whatever bears personal data: never below a public address."""
    return storages["private"]
