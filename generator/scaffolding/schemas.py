"""The copies of the JSON Schemas that a platform carries, so that editor and command line never disagree."""

from collections.abc import Mapping

from generator import resources

FOLDER = ".scaffold/schemas"
KINDS = ("platform", "service")


def schema_files() -> Mapping[str, bytes]:
    """The schemas by path relative to the platform root."""
    return {f"{FOLDER}/{kind}.schema.json": resources.schema(kind).read_bytes() for kind in KINDS}
