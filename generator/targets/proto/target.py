"""The proto target: one .proto file per service, and buf's configuration for the platform."""

from collections.abc import Iterator

from generator.artifacts import Artifact
from generator.frozen import frozen
from generator.plan.blueprint import Blueprint, PlatformBlueprint
from generator.plan.http import is_used
from generator.plan.wire import proto_path
from generator.targets.proto.http import DECLARATIONS
from generator.targets.proto.views import proto_view
from generator.targets.rendering import render


@frozen
class BufView:
    """buf's configuration."""

    http: bool
    """Whether the declarations of HTTP addresses are there, which keep to rules of their own."""


class ProtoTarget:
    """Renders `buf.yaml` and `proto/<package>/<service>/v1/<service>.proto`."""

    name = "proto"

    def render_platform(self, blueprint: PlatformBlueprint) -> Iterator[Artifact]:
        """`buf.yaml`, what lint and breaking-change checks the protos pass; what declares HTTP addresses if any do."""
        used = is_used(blueprint)
        yield Artifact(path="buf.yaml", text=render("proto/buf.yaml.jinja", BufView(http=used)))
        for path in DECLARATIONS if used else ():
            yield Artifact(path=f"proto/{path}", text=render(f"proto/{path}.jinja", blueprint.platform))

    def render_service(self, blueprint: Blueprint) -> Iterator[Artifact]:
        """The service's .proto file."""
        path = proto_path(blueprint.platform.package, blueprint.service.name)
        yield Artifact(path=path, text=render("proto/service.proto.jinja", proto_view(blueprint)))
