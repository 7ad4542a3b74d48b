"""The option that says where an RPC can be called over HTTP, and the files that declare it."""

from typing import Final

from generator.ir.http import HttpRule

ANNOTATIONS: Final = "google/api/annotations.proto"
"""What a .proto file with such options imports."""

DECLARATIONS: Final = (ANNOTATIONS, "google/api/http.proto")
"""The files below `proto/`, so that buf finds them without a network. The modules of Python come from a library."""


def http_option(rule: HttpRule | None) -> tuple[str, ...]:
    """The lines of the option as buf formats them; none without a rule."""
    if rule is None:
        return ()
    if not rule.body:
        return (f'option (google.api.http) = {{{rule.method}: "{rule.path}"}};',)
    return (
        "option (google.api.http) = {",
        f'  {rule.method}: "{rule.path}"',
        f'  body: "{rule.body}"',
        "};",
    )
