"""What the tests of HTTP addresses are told: what the compiled .proto file of a service must say."""

from generator.ir.http import HttpRule
from generator.plan.blueprint import Blueprint
from generator.plan.http import rules
from generator.targets.source.literals import text_literal
from generator.targets.source.view import view
from generator.targets.tests.source import case


@view
class HttpView:
    """The addresses of one service."""

    pb2: str
    service: str
    """`ContentService`."""
    cases: tuple[str, ...]
    """Finished cases: method, verb, path and body."""


def http_view(blueprint: Blueprint) -> HttpView:
    """The view of the service's addresses."""
    return HttpView(
        pb2=f"{blueprint.service.name}_pb2",
        service=blueprint.shapes.name,
        cases=tuple(_case(name, rule) for name, rule in rules(blueprint.shapes).items()),
    )


def _case(name: str, rule: HttpRule) -> str:
    return case(*(text_literal(item) for item in (name, rule.method, rule.path, rule.body)))
