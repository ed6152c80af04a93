"""Requests as another system sends them."""

import json

SAID = {
    "title": "公园夜间照明",
    "problem": "路灯太暗，老人看不清台阶。",
    "proposal": "加装暖光灯。",
    "kind": "suggestion",
    "agreed": ["privacy", "publish"],
}
ORDER = {"number": "WO-1", "title": "路灯不亮", "problem": "和平路路灯三天不亮。"}


def post(client, path, said, *, key, once="k-1", **headers):
    """POST `said` as JSON under the idempotency key `once` (none if empty)."""
    marks = {"HTTP_IDEMPOTENCY_KEY": once} if once else {}
    return client.post(
        f"/api/v1{path}",
        said if isinstance(said, str | bytes) else json.dumps(said),
        content_type="application/json",
        HTTP_AUTHORIZATION=f"Bearer {key}",
        **marks,
        **headers,
    )


def get(client, path, *, key, **query):
    """GET with a key."""
    return client.get(f"/api/v1{path}", query, HTTP_AUTHORIZATION=f"Bearer {key}")


def problem(response):
    """The code of a problem, which every refusal is."""
    assert response["Content-Type"] == "application/problem+json"
    said = response.json()
    assert said["status"] == response.status_code
    assert set(said["details"]) == {"zh-hans", "en"}
    assert said["details"]["zh-hans"] != said["details"]["en"]
    return said["type"].rpartition(":")[2]
