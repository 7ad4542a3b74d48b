"""A client of a language server: JSON-RPC over standard input and output, as editors speak it."""

import json
import os
import select
import subprocess
import time
from pathlib import Path
from typing import Any, Self

PATIENCE = 120.0
"""Seconds until an answer that does not come is given up: far more than a machine under load needs."""
SETTINGS = {"validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False}}
"""Those of the `yaml` section of an editor; what the schema store would give is none of ours, and not offline."""
CAPABILITIES = {
    "textDocument": {
        "completion": {"completionItem": {"snippetSupport": True, "documentationFormat": ["markdown"]}},
        "hover": {"contentFormat": ["markdown"]},
    },
    "workspace": {"configuration": True},
}


class LanguageServer:
    """A running server with the documents that were opened."""

    def __init__(self, program: Path, root: Path) -> None:
        self._root = root
        self._numbers = iter(range(1, 1_000_000))
        self._unread = b""
        self._diagnostics: dict[str, list[dict[str, Any]]] = {}
        self._process = subprocess.Popen(
            [str(program), "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )

    def __enter__(self) -> Self:
        self.ask("initialize", {"processId": os.getpid(), "rootUri": self._root.as_uri(), "capabilities": CAPABILITIES})
        self._tell("initialized", {})
        self._tell("workspace/didChangeConfiguration", {"settings": {"yaml": SETTINGS}})
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()

    def open(self, path: str, text: str) -> list[dict[str, Any]]:
        """What the server finds wrong with a new document, in the order of the text."""
        uri = (self._root / path).as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self._tell("textDocument/didOpen", {"textDocument": document})
        while uri not in self._diagnostics:
            self._take(self._message())
        return sorted(self._diagnostics.pop(uri), key=lambda item: item["range"]["start"]["line"])

    def completions(self, path: str, line: int, column: int) -> dict[str, dict[str, Any]]:
        """What is offered at a place, by its label; lines and columns count from 0."""
        found = self.ask("textDocument/completion", self._at(path, line, column))
        return {item["label"]: item for item in found["items"]}

    def hover(self, path: str, line: int, column: int) -> str:
        """What is shown about a place."""
        found = self.ask("textDocument/hover", self._at(path, line, column))
        return found["contents"]["value"] if found else ""

    def ask(self, method: str, parameters: dict[str, Any]) -> Any:
        """The answer to a request."""
        number = next(self._numbers)
        self._send({"id": number, "method": method, "params": parameters})
        while True:
            message = self._message()
            if message.get("id") == number and "method" not in message:
                assert "error" not in message, message
                return message["result"]
            self._take(message)

    def _at(self, path: str, line: int, column: int) -> dict[str, Any]:
        return {
            "textDocument": {"uri": (self._root / path).as_uri()},
            "position": {"line": line, "character": column},
        }

    def _take(self, message: dict[str, Any]) -> None:
        """Keeps findings, and answers what the server itself asks."""
        match message.get("method"):
            case "textDocument/publishDiagnostics":
                self._diagnostics[message["params"]["uri"]] = message["params"]["diagnostics"]
            case "workspace/configuration":
                wanted = [item.get("section") for item in message["params"]["items"]]
                self._send({"id": message["id"], "result": [SETTINGS if item == "yaml" else {} for item in wanted]})
            case _ if "id" in message and "method" in message:
                self._send({"id": message["id"], "result": None})

    def _tell(self, method: str, parameters: dict[str, Any]) -> None:
        self._send({"method": method, "params": parameters})

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._process.stdin.flush()

    def _message(self) -> dict[str, Any]:
        while b"\r\n\r\n" not in self._unread:
            self._read()
        head, _, self._unread = self._unread.partition(b"\r\n\r\n")
        lengths = [line.partition(b":")[2] for line in head.split(b"\r\n") if line.startswith(b"Content-Length")]
        length = int(lengths[0])
        while len(self._unread) < length:
            self._read()
        body, self._unread = self._unread[:length], self._unread[length:]
        found: dict[str, Any] = json.loads(body)
        return found

    def _read(self) -> None:
        assert self._process.stdout is not None
        give_up = time.monotonic() + PATIENCE
        ready, _, _ = select.select([self._process.stdout], [], [], max(0.0, give_up - time.monotonic()))
        new = os.read(self._process.stdout.fileno(), 65536) if ready else b""
        assert new, "the language server says nothing any more"
        self._unread += new
