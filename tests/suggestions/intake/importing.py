"""Files for the tests of the import, and a run of it."""

import io
import json

from django.core.management import call_command

ROWS = [
    {
        "id": 7001,
        "user": "U𠮷",
        "title": "建议在河堤步道加装长椅",
        "time": "2026-03-01T09:30:00",
        "body": "河堤步道三公里没有一处可以坐。\n建议每三百米设一张长椅。",
        "likes": 12,
    },
    {
        "id": 7002,
        "user": "U2",
        "title": "菜市场几点开门？",
        "time": "2026-03-02T10:00:00",
        "body": "想知道东门菜市场的时间。",
        "likes": 0,
    },
]


def run(path, **options):
    out, err = io.StringIO(), io.StringIO()
    call_command("import_suggestions", path, campaign="river", stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


def jsonl(path, rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path
