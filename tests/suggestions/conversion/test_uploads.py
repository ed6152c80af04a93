"""Files above the limit are refused while they come in: 200 MB never reach memory or disk."""

import tracemalloc

import pytest
from django.conf import settings
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.http.multipartparser import MultiPartParser

from suggestions.conversion.desk.uploads import LimitedUploadHandler, too_large

SIZE = 200 * 1024 * 1024
HEAD = (
    b'--b\r\nContent-Disposition: form-data; name="before"; filename="big.jpg"\r\n'
    b"Content-Type: image/jpeg\r\n\r\n"
)
TAIL = b'\r\n--b\r\nContent-Disposition: form-data; name="text"\r\n\r\nkept\r\n--b--\r\n'


class Stream:
    """A request of 200 MB that is made as it is read."""

    def __init__(self):
        self.parts = [HEAD, SIZE, TAIL]

    def read(self, size):
        while self.parts and self.parts[0] in (b"", 0):
            self.parts.pop(0)
        if not self.parts:
            return b""
        if isinstance(self.parts[0], int):
            piece = min(self.parts[0], size)
            self.parts[0] -= piece
            return b"\xff" * piece
        piece, self.parts[0] = self.parts[0][:size], self.parts[0][size:]
        return piece


@pytest.fixture
def parsed(tmp_path, settings, rf):
    """What is left of the request, and the most memory it took."""
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    limited = LimitedUploadHandler()
    length = str(len(HEAD) + SIZE + len(TAIL))
    meta = {"CONTENT_TYPE": "multipart/form-data; boundary=b", "CONTENT_LENGTH": length}
    parser = MultiPartParser(meta, Stream(), [limited, TemporaryFileUploadHandler()])
    tracemalloc.start()
    post, files = parser.parse()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return post, files, limited.refused, most, list(tmp_path.iterdir())


def test_200_megabytes_are_not_kept_and_the_words_are(parsed):
    post, files, refused, most, left = parsed

    assert (dict(post), list(files)) == ({"text": ["kept"]}, [])
    assert refused == [("before", "big.jpg")]
    assert most < settings.ATTACHMENT_MAX_BYTES
    assert left == []


def test_the_message_names_file_and_limit():
    assert "big.jpg" in too_large("C:\\photos\\big.jpg")
    assert "10" in too_large("big.jpg")
    assert "photos" not in too_large("C:\\photos\\big.jpg")
