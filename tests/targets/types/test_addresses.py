"""Addresses: what is one, what is none, and that the database and Python agree about it."""

import re
from ipaddress import IPv4Address, IPv6Address

import psycopg
import pytest

from generator.catalog import FIELD_TYPES
from generator.database.embedded import Server

GOOD = {
    "email": ["ada@example.org", "a.b+c@x-1.example.co", "o'hara@sub.example", "A_1@EXAMPLE.ORG"],
    "url": ["http://localhost", "https://example.org:8443/a%20b?c=d#e", "https://[2001:db8::1]/", "http://192.0.2.1/x"],
}
BAD = {
    "email": [
        *("", "ada", "ada@", "@example.org", "a@b", "a@-b.org", "a..b@example.org", "a b@example.org", "a@1.2.3.4"),
        *("ada@example.org\n", "ada@exämple.org", "<ada@example.org>"),
    ],
    "url": [
        *("", "example.org", "ftp://example.org", "https://", "https://user:secret@example.org", "https://a b.org"),
        *("https://example.org/a b", "https://example.org\n", "javascript:alert(1)", "https://exämple.org"),
    ],
}


@pytest.mark.parametrize("name", GOOD)
def test_what_is_an_address(module, embedded_server: Server, name: str):
    """The pattern of the catalog, that of the platform's core, and PostgreSQL's reading of it give one verdict."""
    pattern = FIELD_TYPES[name].pattern
    values = [*GOOD[name], *BAD[name]]
    expected = [True] * len(GOOD[name]) + [False] * len(BAD[name])
    with psycopg.connect(embedded_server.url) as connection:
        query = "SELECT value ~ %s FROM unnest(%s::text[]) WITH ORDINALITY AS row (value, n) ORDER BY n"
        in_database = [found for (found,) in connection.execute(query, (f"^(?:{pattern})$", values))]

    assert getattr(module("core.addresses"), name.upper()).pattern == pattern
    assert [re.fullmatch(pattern, value) is not None for value in values] == expected
    assert in_database == expected


@pytest.mark.parametrize(("name", "longest"), [("email", 254), ("url", 2048)])
def test_a_long_text_is_refused_for_its_length(module, name: str, longest: int):
    """It is not even matched: the time of a match is the sender's to choose."""
    violations = module("core.validation").Violations()
    getattr(module("core.addresses"), f"check_{name}")(violations, "field", "a" * (longest + 1), maximum=longest)
    with pytest.raises(module("core.errors").InvalidArgument) as caught:
        violations.raise_if_any()
    assert [item.description for item in caught.value.violations] == [f"must have at most {longest} characters"]


@pytest.mark.parametrize("value", [IPv4Address("192.0.2.1"), IPv6Address("2001:db8::1"), IPv6Address("::ffff:1.2.3.4")])
def test_ip_addresses_travel(module, value: IPv4Address | IPv6Address):
    """As text and back, of either version."""
    addresses = module("core.addresses")
    assert addresses.inet_value(addresses.inet_text(value), "field") == value


@pytest.mark.parametrize(
    "text", ["", "192.0.2", "192.0.2.256", "192.0.2.0/24", "fe80::1%eth0", "example.org", "１.2.3.4"]
)
def test_what_is_no_ip_address_is_refused_by_name(module, text: str):
    """Networks, zones, host names, and digits of other scripts."""
    with pytest.raises(module("core.errors").InvalidArgument) as caught:
        module("core.addresses").inet_value(text, "field")
    assert [item.field for item in caught.value.violations] == ["field"]
