"""Text files in the encodings that come in: UTF-8 with or without mark, UTF-16, GB18030, mixed."""

import codecs
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import AnyStr

CHUNK_BYTES = 1 << 20
LONGEST_LINE = 1_000_000
"""Characters (bytes in a mixed file) after which a line is no row of a table."""

MIXED = "mixed"
_MARKS = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


@dataclass(frozen=True)
class Line:
    """One line with its end; `overlong` if it was cut at LONGEST_LINE."""

    number: int
    text: str
    overlong: bool = False


def encoding_of(path: Path) -> tuple[str, int]:
    """UTF-16 or UTF-8 if that fits the whole file, else MIXED; and the number of line ends."""
    with path.open("rb") as file:
        encoding = _MARKS.get(file.read(2), "utf-8-sig")
        file.seek(0)
        decoder = codecs.getincrementaldecoder(encoding)()
        fits, ends = True, 0
        while chunk := file.read(CHUNK_BYTES):
            ends += chunk.count(b"\n")
            fits = fits and _decodes(decoder, chunk)
    fits = fits and _decodes(decoder, b"", final=True)
    return (encoding if fits else MIXED), ends


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool = False) -> bool:
    """Whether `decoder` can go on with `chunk`."""
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


def text_lines(path: Path, encoding: str) -> Iterator[Line]:
    """The lines of the file at `path`; memory stays flat however long a line is.

    In a MIXED file (a GB18030 one, too) each line is read as UTF-8, else as GB18030; bytes
    that are neither become lone surrogates, which no cell may hold.
    """
    if encoding == MIXED:
        with path.open("rb") as file:
            for number, raw, overlong in _lines(file.readline, (b"\n",)):
                yield Line(number, _decoded(raw, first=number == 1), overlong)
        return
    with path.open(encoding=encoding, newline="") as text:
        for line in _lines(text.readline, ("\n", "\r")):
            yield Line(*line)


def _lines(
    readline: Callable[[int], AnyStr], ends: tuple[AnyStr, ...]
) -> Iterator[tuple[int, AnyStr, bool]]:
    """Number, content and whether it was cut, for each line of a text or binary file."""
    number = 0
    while line := readline(LONGEST_LINE + 1):
        number += 1
        overlong = len(line) > LONGEST_LINE
        rest = line
        while overlong and rest and not rest.endswith(ends):
            rest = readline(LONGEST_LINE)
        yield number, line, overlong


def _decoded(line: bytes, *, first: bool) -> str:
    """`line` as UTF-8 or GB18030; bytes that are neither are left visible as surrogates."""
    if first:
        line = line.removeprefix(codecs.BOM_UTF8)
    text = line.decode("utf-8", "surrogateescape")
    if _is_utf8(text):
        return text
    try:
        return line.decode("gb18030")
    except UnicodeDecodeError:
        return text


def _is_utf8(text: str) -> bool:
    """Whether this reading makes sense.

    Short words in GB18030 can be valid UTF-8 by chance (联通), but then only as letters of
    two bytes, never as the three bytes of a Chinese character.
    """
    if any("\ud800" <= character <= "\udfff" for character in text):
        return False
    return text.isascii() or any(character >= "\u0800" for character in text)
