"""The platform of the tests as they change it and look at it."""

import json

PROTO = "proto/acme/content/v1/content.proto"
FIELD = "      subtitle: text\n"


def edit_spec(root, text=FIELD):
    with (root / "specs/content.yaml").open("a") as file:
        file.write(text)


def tree(root):
    """Every committed file."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
        and ".scaffold" not in path.parts
        and "_pb2" not in path.name
        and "__pycache__" not in path.parts
    }


def codes(done):
    return [(item["code"], item["path"]) for item in json.loads(done.stdout)["diagnostics"]]
