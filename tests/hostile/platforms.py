"""Platforms on disk whose specs are built from values, so that no text of a test needs to be escaped by hand."""

import json
import re
from collections.abc import Mapping
from pathlib import Path

from generator import pipeline

_SPECIAL = re.compile(r"[.^$*+?{}\[\]\\|()]")
_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\uffff]")


def spelled(value: object) -> str:
    """The value as YAML, on one line."""
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found.group()):04x}", json.dumps(value, ensure_ascii=False))


def texts(specs: Mapping[str, object], **facts: object) -> dict[str, str]:
    """The files of the platform `acme` with these services by name."""
    files = {"scaffold.yaml": spelled({"platform": "acme"} | facts)}
    return files | {f"specs/{name}.yaml": spelled({"service": name} | spec) for name, spec in specs.items()}


def write(root: Path, files: Mapping[str, str]) -> Path:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root


def generated(root: Path, files: Mapping[str, str]) -> Path:
    """The platform written below `root`, with all that is generated, stubs included."""
    pipeline.generate(write(root, files))
    return root


def matched(text: str) -> str:
    """A pattern that only `text` matches."""
    return _SPECIAL.sub(r"\\\g<0>", text)


def said_everywhere(text: str) -> dict[str, object]:
    """A service with the text wherever a spec has room for text."""
    literal = "'" + text.replace("'", "''") + "'"
    fields = {
        "title": {"type": "string", "default": text, "description": text},
        "body": {"type": "text", "default": text, "description": text},
        "code": {"type": "string", "pattern": matched(text), "description": text},
        "tags": {"type": "list", "of": "string", "default": [text, "x"], "description": text},
        "size": {"type": "integer", "default": 3, "description": text},
        "status": {"type": "enum", "values": ["one", "two"], "default": "one", "description": text},
        "made_at": {"type": "timestamp", "description": text},
        "extra": {"type": "json", "description": text},
        "twin": {"type": "ref", "to": "article", "description": text},
        "role": {"type": "master", "of": "article", "description": text},
    }
    said = {"word": {"type": "string", "pattern": matched(text), "description": text}}
    article = {
        "description": text,
        "fields": fields,
        "indexes": [{"fields": ["size"], "where": f"title = {literal} OR code IN ({literal}, 'x')"}],
        "filters": ["status"],
        "search": {"body": "A"},
        "soft_delete": True,
        "concurrency": "optimistic",
    }
    part = {"description": text, "belongs_to": "article", "fields": {"word": said["word"]}}
    place = {"description": text, "scope": "global", "fields": {"word": {**said["word"], "required": True}}}
    return {
        "description": text,
        "entities": {"article": article, "part": part, "place": place},
        "events": {"article.moved": {"description": text, "payload": said}},
        "operations": {
            "move_article": {
                "description": text,
                "entity": "article",
                "transition": {"field": "status", "from": ["one"], "to": "two"},
                "emits": "article.moved",
            },
            "import_articles": {"description": text, "request": said, "response": said},
        },
    }
