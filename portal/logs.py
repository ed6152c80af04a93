"""Logs: one line per event, as JSON in production, and nothing in them that names a citizen."""

import re
from typing import Any

import structlog
from django.dispatch import receiver
from django.http import HttpRequest
from django_structlog.signals import bind_extra_request_metadata
from structlog.types import EventDict, Processor

from portal.abuse.address import client_address, masked

LONGEST_PATH_PART = 24  # characters; longer ones are keys of password resets and the like
PERSONAL = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"  # mail address
    r"|(?<![0-9A-Za-z-])(?:\+?86[ -]?)?1[3-9]\d{9}(?![0-9A-Za-z])"  # mobile number
    r"|(?<![0-9A-Za-z-])0\d{2,3}[- ]?\d{7,8}(?![0-9A-Za-z])"  # landline
    r"|(?<![0-9A-Za-z-])\d{17}[0-9Xx](?![0-9A-Za-z])"  # ID number
)


def mask_personal(logger: Any, name: str, event: EventDict) -> EventDict:
    """`event` with every mail address, phone and ID number in its texts blotted out."""
    for key, value in event.items():
        if isinstance(value, str):
            event[key] = PERSONAL.sub("***", value)
    return event


def mask_request(logger: Any, name: str, event: EventDict) -> EventDict:
    """`event` with its request line cut to method and path, without queries and long keys."""
    if isinstance(event.get("request"), str):
        line = event["request"].partition("?")[0]
        event["request"] = "/".join(
            part if len(part) <= LONGEST_PATH_PART else "***" for part in line.split("/")
        )
    return event


# exceptions come before the masks: their texts quote what people typed
SHARED: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.StackInfoRenderer(),
    structlog.processors.format_exc_info,
    mask_request,
    mask_personal,
]


def logging_settings(*, as_json: bool) -> dict[str, Any]:
    """Django's LOGGING: everything to standard error, JSON lines or text."""
    renderer: Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if as_json
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "lines": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": SHARED,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    renderer,
                ],
            }
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["console"], "level": "INFO"},
        "loggers": {
            "django": {"handlers": [], "level": "INFO", "propagate": True},
            # what it warns of is in the line that ends each request
            "django.request": {"level": "ERROR"},
        },
    }


def configure_structlog() -> None:
    """Send structlog's events through the standard library's handlers; done once at start."""
    structlog.configure(
        processors=[*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


@receiver(bind_extra_request_metadata)
def bind_masked_address(request: HttpRequest, **kwargs: Any) -> None:
    """Add the client's network, not its address, to all events of the request."""
    structlog.contextvars.bind_contextvars(network=masked(client_address(request)))
