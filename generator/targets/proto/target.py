"""The proto target: one .proto file per service, and buf's configuration for the platform."""

from collections.abc import Iterator

from generator.artifacts import Artifact
from generator.plan.blueprint import Blueprint, PlatformBlueprint
from generator.plan.wire import proto_path
from generator.targets.proto.views import proto_view
from generator.targets.rendering import render


class ProtoTarget:
    """Renders `buf.yaml` and `proto/<package>/<service>/v1/<service>.proto`."""

    name = "proto"

    def render_platform(self, blueprint: PlatformBlueprint) -> Iterator[Artifact]:
        """`buf.yaml`: what lint and breaking-change checks the protos pass."""
        yield Artifact(path="buf.yaml", text=render("proto/buf.yaml.jinja", blueprint.platform))

    def render_service(self, blueprint: Blueprint) -> Iterator[Artifact]:
        """The service's .proto file."""
        path = proto_path(blueprint.platform.package, blueprint.service.name)
        yield Artifact(path=path, text=render("proto/service.proto.jinja", proto_view(blueprint)))
