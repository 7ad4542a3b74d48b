"""A secret has a default.

## What

A field called like a credential (`password`, `api_key`, `access_token`) has a `default`.

## Why

A default is in the spec, in the migration, in the generated code and in the database's catalogue: everybody who can
read the repository knows the secret of every row that did not set its own.

## Instead

Remove the default. Store a digest, in `bytes` or in a `string` called `password_hash`, and make the field `required`.
"""

from collections.abc import Iterator
from typing import Final

from generator.diagnostics import Severity
from generator.ir import Platform
from generator.rules import Finding, Rule

_SECRETS: Final = frozenset("password passphrase secret token credential credentials pin".split())
_SECRET_PAIRS: Final = frozenset({("api", "key"), ("access", "key"), ("private", "key"), ("signing", "key")})


def check(platform: Platform) -> Iterator[Finding]:
    """Finds text fields with a default whose last words are words for a secret."""
    for entity in platform.entities():
        for field in entity.fields:
            words = field.name.split("_")
            secret = words[-1] in _SECRETS or tuple(words[-2:]) in _SECRET_PAIRS
            if secret and isinstance(field.default, str):
                yield Finding(
                    span=field.span,
                    message=f"`{field.name}` looks like a secret and has a default",
                    hint="Remove the default, and store a digest of the secret.",
                )


RULE: Final = Rule(
    code="SG408",
    name="secret-default",
    severity=Severity.ERROR,
    practices=("P37",),
    check=check,
    page=__doc__,
)
