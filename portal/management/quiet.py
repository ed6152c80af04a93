"""Logs of single rows, silenced while a command reports on thousands of them."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

TALKATIVE = ("wagtail", "celery")


@contextmanager
def quiet_logs() -> Iterator[None]:
    """Inside, Wagtail and Celery log warnings and errors only."""
    loggers = [logging.getLogger(name) for name in TALKATIVE]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.WARNING)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
