"""What the public form answers."""

from html import unescape

from django.core.files.uploadedfile import SimpleUploadedFile

from suggestions.models import Suggestion


def text_of(response):
    return unescape(response.content.decode())


def refused(response, message):
    """The form again, with the message and everything that was typed."""
    assert response.status_code == 422
    page = text_of(response)
    assert message in page
    assert not Suggestion.objects.exists()
    return page


def file(content, name="a.jpg"):
    return SimpleUploadedFile(name, content)
