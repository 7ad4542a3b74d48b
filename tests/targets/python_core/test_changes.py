"""What requests say beside their values, and the arguments of an update from Python."""

from dataclasses import dataclass

import pytest
from coretest.core.changes import changed_columns
from coretest.core.errors import InvalidArgument
from coretest.core.masks import Written, expected_version, require_fields, written_fields
from coretest.core.unset import UNSET
from google.protobuf.descriptor_pb2 import FieldDescriptorProto, MethodOptions
from google.protobuf.field_mask_pb2 import FieldMask

FIELDS = {"writable": ("name", "number", "extendee"), "required": ("name", "number"), "read_only": ("json_name",)}


@dataclass
class Changes:
    name: object = UNSET
    note: object = UNSET


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (Changes(), ([], [None, None])),
        (Changes(note=None), (["note"], [None, None])),
        (Changes(name="", note="b"), (["note", "name"], ["b", ""])),
    ],
)
def test_changed_columns(changes, expected):
    """None is a value, UNSET is none; there is a parameter for every column, in the statement's order."""
    assert changed_columns(changes, ("note", "name")) == expected


def written(*named, **values) -> Written:
    return written_fields(FieldDescriptorProto(**values), FieldMask(paths=named), **FIELDS)


def test_without_a_mask_the_fields_that_have_a_value_are_written():
    """Zero is a value where the field has presence; what may not be written is passed over."""
    assert written(number=0, json_name="n") == Written({"number"}, ())


def test_a_mask_decides():
    """What it names is written, with or without a value; what it does not name is not."""
    assert written("name", "extendee", name="n", number=1) == Written({"name"}, {"extendee"})


def test_a_star_names_every_field():
    """All of them are written."""
    assert written("*", name="n", number=1) == Written({"name", "number"}, {"extendee"})


def test_read_only_fields_are_ignored():
    """A client may send back the whole message that it has read (AIP-161)."""
    assert written("name", "json_name", name="n") == Written({"name"}, set())


@pytest.mark.parametrize(
    ("named", "fields"),
    [(("nam", "label"), ["update_mask", "update_mask"]), (("*",), ["name", "number"]), (("name",), ["name"])],
)
def test_wrong_masks(named, fields):
    """Names of no field, and required fields without a value, are all reported."""
    with pytest.raises(InvalidArgument) as caught:
        written(*named)

    assert [item.field for item in caught.value.violations] == fields


def test_what_becomes_of_a_field():
    """It takes its value from the request, or becomes empty, or is left alone."""
    update = Written({"name"}, {"extendee"})

    assert [update.has(name) for name in ("name", "extendee", "number")] == [True, False, False]
    assert [update.otherwise(name, None) for name in ("extendee", "number")] == [None, UNSET]


def test_required_fields():
    """Zero and empty are values if they were sent, except in an enum; all that is missing is named."""
    request = FieldDescriptorProto(name="", number=0)
    require_fields(request, "name", "number")
    unspecified = MethodOptions(idempotency_level=MethodOptions.IDEMPOTENCY_UNKNOWN)

    with pytest.raises(InvalidArgument) as caught:
        require_fields(request, "name", "extendee", "json_name")
    assert [item.field for item in caught.value.violations] == ["extendee", "json_name"]
    with pytest.raises(InvalidArgument):
        require_fields(unspecified, "idempotency_level")


def test_an_empty_etag_expects_any_version():
    """A caller that sends none does not care."""
    assert (expected_version(""), expected_version("12")) == (None, 12)


@pytest.mark.parametrize("etag", ["x", "-1", "1.5", "٣", "9" * 19])
def test_a_foreign_etag_is_refused(etag):
    """An etag is a version that this platform has given."""
    with pytest.raises(InvalidArgument) as caught:
        expected_version(etag)

    assert [item.field for item in caught.value.violations] == ["etag"]
