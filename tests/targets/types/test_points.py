"""Points: where on the earth they may be, and how they travel."""

import math

import asyncpg
import pytest

from generator.database.embedded import Server
from tests.targets.types.test_maps import Noted

LIMITS = "must have a longitude from -180 to 180 and a latitude from -90 to 90"
ON_EARTH = [(0.0, 0.0), (-180.0, 90.0), (180.0, -90.0), (9.7320104, 52.3758916)]
NOWHERE = [
    *((180.00000000000003, 0.0), (-181.0, 0.0), (0.0, 90.00000000000001), (0.0, -91.0)),
    *((math.nan, 0.0), (0.0, math.nan), (math.inf, 0.0), (0.0, -math.inf)),
]
CASES = [*((place, []) for place in ON_EARTH), *((place, [LIMITS]) for place in NOWHERE)]


@pytest.mark.parametrize(("place", "expected"), CASES)
def test_what_a_point_may_be(module, place: tuple[float, float], expected: list[str]):
    """From the antimeridian to itself and from pole to pole; NaN is nowhere."""
    points, violations = module("core.points"), Noted()
    longitude, latitude = place
    points.check_point(violations, "field", points.Point(longitude=longitude, latitude=latitude))
    assert violations.said == expected


def test_no_point_is_no_violation(module):
    """Whether a field must have one is said elsewhere."""
    violations = Noted()
    module("core.points").check_point(violations, "field", None)
    module("core.points").check_point(violations, "field", module("core.unset").UNSET)
    assert violations.said == []


@pytest.mark.parametrize("place", ON_EARTH)
def test_points_travel_in_messages(module, place: tuple[float, float]):
    """As a message and back; neither number takes the place of the other."""
    points, message = module("core.points"), module("content.v1.content_pb2").GeoPoint
    point = points.Point(longitude=place[0], latitude=place[1])
    sent = points.point_message(message, point)
    assert (sent.longitude, sent.latitude) == place
    assert points.point_value(sent, "field") == point


@pytest.mark.parametrize("place", NOWHERE)
def test_a_message_from_nowhere_is_refused_by_name(module, place: tuple[float, float]):
    """Before any statement is sent."""
    message = module("content.v1.content_pb2").GeoPoint(longitude=place[0], latitude=place[1])
    with pytest.raises(module("core.errors").InvalidArgument) as caught:
        module("core.points").point_value(message, "field")
    assert [(item.field, item.description) for item in caught.value.violations] == [("field", LIMITS)]


async def test_the_codec(module, embedded_server: Server):
    """PostgreSQL's x is the longitude; arrays of points are carried by the same codec."""
    points = module("core.points")
    point = points.Point(longitude=9.7320104, latitude=-0.1)
    connection = await asyncpg.connect(embedded_server.url)
    await points.install_codec(connection)
    found = await connection.fetchrow("SELECT $1::point, ($1::point)[0], $2::point[]", point, [point])
    await connection.close()
    assert tuple(found) == (point, 9.7320104, [point])
