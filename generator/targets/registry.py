"""All targets, in the order in which their files are named to the user."""

from generator.targets import Target


def targets() -> tuple[Target, ...]:
    """One of each that is shipped; imported here, because none is needed when nothing has changed."""
    from generator.targets.git.target import GitTarget
    from generator.targets.proto.target import ProtoTarget
    from generator.targets.python.target import PythonTarget
    from generator.targets.sql.target import SqlTarget
    from generator.targets.tests.target import TestsTarget

    return (SqlTarget(), ProtoTarget(), PythonTarget(), TestsTarget(), GitTarget())
