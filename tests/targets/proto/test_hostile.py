"""Text of a spec never becomes proto or Python syntax."""

import ast
from dataclasses import replace
from pathlib import Path

import pytest

from generator.ir import Field, Platform
from generator.stubs.build import compile_stubs
from generator.targets.proto.comments import comment

from .sample import article, buf, imports, platform, publish, rendered, service, with_content, written
from .sample import comment as child

HOSTILE = {
    "a new line": 'x\n}\noption java_package = "evil";\nmessage Evil {}',
    "a carriage return": "x\r} message Evil {}",
    "a line separator": "x\u2028} message Evil {}\u2029\u0085} message Evil {}",
    "a vertical tab": "x\v} message Evil {}\f} message Evil {}",
    "the end of a block comment": "*/ message Evil {} /*",
    "the end of a docstring": '"""\nimport os\n"""',
    "a docstring that ends in a quote": 'x "quoted"',
    "a line that begins with quotes": '""" + evil + """"',
    "a backslash at the end": "x \\",
    "a named escape": "\\N{x} \\x \\u12 \\",
    "no text": "",
    "blanks": " \t\n \n",
    "control characters": "\x00\x1b[31m\x7f",
    "bidirectional overrides": "\u202e} message Evil {}\u202c",
    "a lone surrogate": "\ud800",
    "a lint directive": "buf:lint:ignore PACKAGE_DEFINED",
    "a very long word": "x" * 300,
    "braces of templates": "{{ view }} {% for %} {# #}",
}


def described(text: str) -> Platform:
    """The sample with `text` wherever a spec has room for text."""

    def said(fields: tuple[Field, ...]) -> tuple[Field, ...]:
        return tuple(replace(item, description=text) for item in fields)

    operations = (
        replace(publish(), description=text, request=said(publish().request)),
        replace(imports(), description=text, request=said(imports().request), response=said(imports().response)),
    )
    entities = (
        replace(article(), description=text, fields=said(article().fields)),
        replace(child(), description=text, fields=said(child().fields)),
    )
    return platform(service("content", *entities, description=text, operations=operations))


def declared(root: Path) -> str:
    """What the platform's protos declare, without comments."""
    status, text = buf(root, "build", "--exclude-source-info", "-o", "-#format=txtpb")
    assert status == 0, text
    return text


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_text_becomes_proto(tmp_path: Path, text: str):
    """Whatever the descriptions are, the declarations are the same, linted and formatted."""
    plain = written(tmp_path / "plain", rendered(described("Plain.")))
    hostile = written(tmp_path / "hostile", rendered(described(text)))

    assert declared(hostile) == declared(plain)
    assert buf(hostile, "lint") == (0, "")
    assert buf(hostile, "format", "--diff", "--exit-code") == (0, "")


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.filterwarnings("error::SyntaxWarning", "error::DeprecationWarning")
def test_no_text_becomes_python(tmp_path: Path, text: str):
    """Stubs carry comments as docstrings: without them they are the same for every text, and no escape is invalid."""
    for name, described_as in (("plain", "Plain."), ("hostile", text)):
        written(tmp_path / name, rendered(described(described_as)))
        compile_stubs(tmp_path / name, "acme", ["content"])

    for suffix in ("_pb2.py", "_pb2.pyi", "_pb2_grpc.py", "_pb2_grpc.pyi"):
        path = f"src/acme/content/v1/content{suffix}"
        hostile, plain = (code((tmp_path / name / path).read_text(encoding="utf-8")) for name in ("hostile", "plain"))
        assert hostile == plain


def code(text: str) -> str:
    """The syntax tree of a module without its docstrings."""
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(body := getattr(node, "body", None), list):
            node.body = [
                item for item in body if not (isinstance(item, ast.Expr) and isinstance(item.value, ast.Constant))
            ]
    return ast.dump(tree)


def test_patterns_and_defaults_are_text_too(tmp_path: Path):
    """What a field's comment quotes beside its description cannot leave the comment either."""
    evil = replace(
        article().fields[1], required=False, pattern='"""\n} message Evil {}', default="x\n} message Evil {}"
    )
    written(
        tmp_path,
        rendered(
            with_content(
                described("Plain."),
                entities=(replace(article(), fields=(evil,), filters=(), governed=(), search=None),),
                operations=(),
            )
        ),
    )

    assert "Evil" not in declared(tmp_path)


def test_comments_are_wrapped():
    """Lines end before column 100, items of a list hang, blank lines stay and do not multiply."""
    text = "First line.\n\n\n- " + "word " * 30

    assert comment(text, indent=2) == (
        "// First line.",
        "//",
        "// - word word word word word word word word word word word word word word word word word word",
        "//   word word word word word word word word word word word word",
    )
