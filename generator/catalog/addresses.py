"""Addresses: of people, of pages, and of machines."""

from typing import Final

from generator.catalog.field_type import FieldType, ProtoSpelling, PythonSpelling, WireCodec

_ATOM: Final = r"[A-Za-z0-9!#$%&'*+/=?^_{|}~-]+"
_LABEL: Final = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"

_EMAIL: Final = rf"{_ATOM}(?:\.{_ATOM})*@(?:{_LABEL}\.)+[A-Za-z](?:[A-Za-z0-9-]*[A-Za-z0-9])"
"""The addresses of RFC 5321 that people have: a dot-atom, and a host name whose last label is no number."""

_URL: Final = rf"https?://(?:(?:{_LABEL}\.)*{_LABEL}|\[[0-9A-Fa-f:.]+\])(?::[0-9]{{1,5}})?(?:[/?#][!-~]*)?"
"""RFC 3986 in ASCII, as it travels, without a user and a password, which would end in every log."""

ADDRESSES = (
    FieldType(
        name="email",
        narrows="string",
        sql="VARCHAR",
        cast="text",
        python=PythonSpelling(annotation="str"),
        proto=ProtoSpelling(type="string"),
        filterable=True,
        sortable=True,
        element=True,
        module="addresses",
        check="check_email",
        pattern=_EMAIL,
        longest=254,
        example="ada@example.org",
        numbered='f"{{samples.text({number})}}@example.org"',
        samples=('"ada@example.org"', '"o\'hara.{x}+tag@sub-1.example.co"', '"x" * 60 + "@" + "y" * 63 + ".example"'),
    ),
    FieldType(
        name="url",
        narrows="string",
        sql="VARCHAR",
        cast="text",
        python=PythonSpelling(annotation="str"),
        proto=ProtoSpelling(type="string"),
        filterable=True,
        sortable=True,
        element=True,
        module="addresses",
        check="check_url",
        pattern=_URL,
        longest=2048,
        example="https://example.org/a?b=c",
        numbered='f"https://example.org/{{samples.text({number})}}"',
        samples=(
            '"https://example.org"',
            "\"http://[2001:db8::1]:8080/a%20b?c=d&e='f'#g\"",
            '"https://x.example/" + "z" * 2030',
        ),
    ),
    FieldType(
        name="inet",
        sql="INET",
        cast="inet",
        python=PythonSpelling(
            annotation="IPv4Address | IPv6Address",
            imports=("from ipaddress import IPv4Address", "from ipaddress import IPv6Address"),
        ),
        proto=ProtoSpelling(type="string"),
        wire=WireCodec(encode="inet_text", decode="inet_value"),
        filterable=True,
        sortable=True,
        element=True,
        module="addresses",
        check="check_inet",
        example="192.0.2.1",
        numbered="IPv6Address({number})",
        samples=('IPv4Address("192.0.2.1")', 'IPv6Address("2001:db8::1")', 'IPv6Address("::ffff:192.0.2.1")'),
    ),
)
