"""Rich content of the demo's pages, as Wagtail's streams store it."""

from typing import Any

from wagtail.blocks import StreamValue

from portal.blocks import ContentBlock

Block = tuple[str, Any]


def stream(blocks: list[dict[str, Any]]) -> StreamValue:
    """The body of a page made of `blocks`: texts in HTML, quotations, questions with answers."""
    raw = [{"type": block["kind"], "value": _value(block)} for block in blocks]
    return StreamValue(ContentBlock(), raw, is_lazy=True)


def _value(block: dict[str, Any]) -> Any:
    """What one block holds: HTML, or its parts by name."""
    if block["kind"] == "text":
        return block["html"].strip()
    return {name: part for name, part in block.items() if name != "kind"}
