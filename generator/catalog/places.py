"""Places: where something is on the earth."""

from typing import Final

from generator.catalog.field_type import FieldType, ProtoSpelling, PythonSpelling, WireCodec

PLACES = (
    FieldType(
        name="point",
        sql="POINT",
        cast="point",
        python=PythonSpelling(annotation="points.Point", imports=("from {package}.core import points",)),
        proto=ProtoSpelling(type="GeoPoint"),
        wire=WireCodec(encode="point_message", decode="point_value", arguments=("{service}_pb2.GeoPoint",)),
        module="points",
        check="check_point",
        codec=True,
        samples=(
            "points.Point(longitude=9.7320104, latitude=52.3758916)",
            "points.Point(longitude=-180.0, latitude=-90.0)",
            "points.Point(longitude=180.0, latitude=90.0)",
        ),
    ),
)

DEGREES: Final = (("longitude", 180, "Degrees east of Greenwich."), ("latitude", 90, "Degrees north of the equator."))
"""The numbers of a point, in the order of the database and of the wire: name, the most to either side, meaning."""
