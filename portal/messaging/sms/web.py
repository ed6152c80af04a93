"""A gateway on the web that takes one JSON object for each message.

    POST <SMS_URL>          Authorization: Bearer <SMS_KEY>
    {"signature": "...", "template_id": "...", "phone": "138...", "variables": {...},
     "reference": "..."}

The reference stays the same when a message is tried again: a gateway that knows it sends nothing.
"""

from collections.abc import Mapping
from http import HTTPStatus

import requests
from django.conf import settings

from portal.messaging.failures import PermanentFailure, TemporaryFailure
from portal.messaging.sms.wording import Sms

TIMEOUT = (5, 10)  # seconds to connect, and to wait for the answer
OURS = frozenset({401, 403, 404, 405, 408, 425, 429})
"""A wrong key or address, or too fast: to be set right here, so the message is kept."""


class WebGateway:
    """Sends by HTTP; keys of wordings at the gateway come from the setting."""

    def __init__(self, url: str, key: str, template_ids: Mapping[str, str]) -> None:
        """A gateway at `url`; `template_ids` by our names of wordings."""
        self.url, self.key, self.template_ids = url, key, template_ids

    def send(self, sms: Sms) -> None:
        """Send `sms`; raises TemporaryFailure or PermanentFailure with a word for the log.

        A wording without a key at the gateway waits: it can be registered in the meantime.
        """
        template_id = self.template_ids.get(sms.template.name)
        if not template_id:
            raise TemporaryFailure(f"SMS_TEMPLATE_IDS: {sms.template.name}")
        body = {
            "signature": settings.SMS_SIGNATURE,
            "template_id": template_id,
            "phone": sms.number,
            "variables": dict(sms.variables),
            "reference": sms.reference,
        }
        headers = {"Authorization": f"Bearer {self.key}"}
        try:
            answer = requests.post(
                self.url, json=body, headers=headers, timeout=TIMEOUT, allow_redirects=False
            )
        except requests.RequestException as error:
            raise TemporaryFailure(type(error).__name__) from None
        _judge(answer.status_code)


def _judge(status: int) -> None:
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        return
    ours = status in OURS
    final = HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR and not ours
    raise (PermanentFailure if final else TemporaryFailure)(f"HTTP {status}")
