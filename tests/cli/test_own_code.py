"""The user's own `service.py` and the spec beside it: what has to be written, and what nothing calls."""

import json

import pytest

from .platforms import codes

SERVICE = "src/acme/content/service.py"
OPERATIONS = """\
operations:
  import_articles:
    description: Import articles from a feed.
    request: {url: {type: string, required: true}, at_most: integer}
    response: {imported: integer}
"""
METHOD = '''\

    async def import_articles(
        self,
        work: UnitOfWork,
        campaign_id: int,
        request: content_pb2.ImportArticlesRequest,
    ) -> content_pb2.ImportArticlesResponse:
        """Import articles from a feed."""
        raise NotImplementedError
'''
IMPORTS = """\
from acme.content.v1 import content_pb2
from acme.core.database import UnitOfWork
"""


def declare(root, text=OPERATIONS):
    with (root / "specs/content.yaml").open("a") as file:
        file.write(text)


def write(root, body, *, imports=IMPORTS, name="ContentService"):
    """The user's class with `body`."""
    text = f'"""Mine."""\n\n{imports}from acme.content.servicer import ContentServicer\n\n\n'
    (root / SERVICE).write_text(f'{text}class {name}(ContentServicer):\n    """Mine."""\n{body}')


def test_a_new_operation_is_printed_to_be_pasted(scaffold, generated):
    """With signature, docstring and imports, once: when it is new."""
    declare(generated)
    told = scaffold("generate", cwd=generated).stdout
    begin = told.index("\nYours to write")
    assert told[begin:] == (
        f"\nYours to write in class ContentService of {SERVICE}; ImportArticles answers UNIMPLEMENTED until then:\n"
        f"\n{IMPORTS}{METHOD}"
    )
    assert "Yours" not in scaffold("generate", "--overwrite", cwd=generated).stdout


def test_what_is_printed_is_what_mypy_asks_for(scaffold, generated, tmp_path):
    """Pasted as it is, the file passes `mypy --strict` against the generated servicer."""
    import subprocess
    import sys

    declare(generated)
    (method,) = json.loads(scaffold("generate", "--json", cwd=generated).stdout)["methods"]
    write(generated, f"\n{method['text']}\n", imports=f"{method['imports']}\n")
    done = subprocess.run(
        [
            *(sys.executable, "-m", "mypy", "--strict", "--cache-dir", tmp_path / "cache"),
            *("--disable-error-code", "import-untyped", "acme/content/service.py"),
        ],
        cwd=generated / "src",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert codes(scaffold("check", "--json", cwd=generated)) == []


def test_a_method_that_is_written_is_not_asked_for(scaffold, generated):
    """Nor are imports that the file has."""
    write(generated, METHOD)
    declare(generated, OPERATIONS + "  sweep: {description: Sweep.}\n")
    methods = json.loads(scaffold("generate", "--json", cwd=generated).stdout)["methods"]
    assert [(item["rpc"], item["imports"]) for item in methods] == [("Sweep", "")]


def test_a_method_without_its_operation_is_told(scaffold, generated):
    """By `check` and by `generate`, with its place in the file."""
    write(generated, METHOD)
    checked = scaffold("check", cwd=generated)
    assert checked.returncode == 0
    assert (
        checked.stdout
        == f"""\
warning[SG911]: `ContentService.import_articles` answers no RPC of the service, and nothing here calls it
  --> {SERVICE}:11:15
   |
11 |     async def import_articles(
   |               ^^^^^^^^^^^^^^^
   = help: Delete it, or declare its operation in the spec; a method for yourself begins with an underscore.

Found 1 warning.
"""
    )
    assert "SG911" in scaffold("generate", cwd=generated).stderr
    assert "SG911" in scaffold("check", cwd=generated).stdout


def test_an_operation_that_leaves_the_spec_leaves_its_method_behind(scaffold, generated):
    """The run that takes the RPC away says so, and every `check` until the method is gone, too."""
    spec = (generated / "specs/content.yaml").read_text()
    declare(generated)
    scaffold("generate", cwd=generated)
    write(generated, METHOD)
    assert codes(scaffold("check", "--json", cwd=generated)) == []
    (generated / "specs/content.yaml").write_text(spec)
    assert "`ContentService.import_articles` answers no RPC" in scaffold("generate", cwd=generated).stderr
    assert codes(scaffold("check", "--json", cwd=generated)) == [("SG911", SERVICE)]


def test_an_operation_that_is_renamed_wants_its_method_renamed(scaffold, generated):
    """Else the server would answer UNIMPLEMENTED to those who called it all the time."""
    spec = (generated / "specs/content.yaml").read_text()
    declare(generated)
    scaffold("generate", cwd=generated)
    write(generated, METHOD)
    renamed = OPERATIONS.replace("  import_articles:\n", "  load_articles:\n    renamed_from: import_articles\n")
    (generated / "specs/content.yaml").write_text(spec)
    declare(generated, renamed)

    told = "The spec calls it `load_articles` now: rename the method too, or it is never called."
    assert told in scaffold("generate", cwd=generated).stderr
    assert told in scaffold("check", cwd=generated).stdout


def test_an_edit_of_the_file_is_seen(scaffold, generated):
    """Although nothing is to be generated: `check` says what is true now."""
    assert codes(scaffold("check", "--json", cwd=generated)) == []
    write(generated, METHOD)
    assert codes(scaffold("check", "--json", cwd=generated)) == [("SG911", SERVICE)]
    write(generated, "")
    assert codes(scaffold("check", "--json", cwd=generated)) == []


@pytest.mark.parametrize(
    "method",
    [
        "async def create_artikle(self, work, campaign_id, new): ...",
        "async def create_artikle(self, uow: UnitOfWork, campaign_id, new): ...",
        "@override\n    async def create_artikle(self): ...",
        '@typing.override\n    # def create_artikle\n    async def create_artikle(self, u: "UnitOfWork"): ...',
        "async def\tcreate_artikle(self, work): ...",
        "async  def   create_artikle(self, work): ...",
    ],
)
def test_a_misspelt_method_is_told_with_what_was_meant(scaffold, generated, method):
    """However it is written."""
    write(generated, f"\n    {method}\n")
    (found,) = json.loads(scaffold("check", "--json", cwd=generated).stdout)["diagnostics"]
    line = (generated / SERVICE).read_text().splitlines()[found["line"] - 1]
    assert line[found["column"] - 1 : found["end_column"] - 1] == "create_artikle"
    assert line.split()[:2] == ["async", "def"]
    assert found["hint"] == "Did you mean `create_article`?"


@pytest.mark.parametrize("text", ["\f", "# a\x1cb", '"""a\u2028b\x85c\vd"""', "a = 1\rb = 2"])
def test_lines_are_those_that_python_counts(scaffold, generated, text):
    """A form feed or a separator of Unicode ends none; a carriage return does."""
    write(generated, "\n    async def create_artikle(self, work): ...\n", imports=f"{text}\n{IMPORTS}")
    content = (generated / SERVICE).read_bytes().decode()
    (found,) = json.loads(scaffold("check", "--json", cwd=generated).stdout)["diagnostics"]
    before = content.partition("    async def create_artikle")[0].replace("\r", "\n")
    assert (found["line"], found["column"]) == (before.count("\n") + 1, 15)


def test_a_definition_over_several_lines_is_told(scaffold, generated):
    """A backslash puts the name on another line than `async`, whose place is what Python knows."""
    write(generated, "\n    async def \\\n        create_artikle(self, work): ...\n")
    (found,) = json.loads(scaffold("check", "--json", cwd=generated).stdout)["diagnostics"]
    line = (generated / SERVICE).read_text().splitlines()[found["line"] - 1]
    assert (line, found["column"]) == ("    async def \\", 5)


@pytest.mark.parametrize("text", [f"a = {'-' * 20_000}1", f"a = {'b.' * 20_000}b"])
def test_a_file_too_deep_for_python_is_told(scaffold, generated, text):
    """Whatever Python raises over it."""
    write(generated, "", imports=f"{text}\n{IMPORTS}")
    (found,) = json.loads(scaffold("check", "--json", cwd=generated).stdout)["diagnostics"]
    assert (found["code"], found["path"]) == ("SG913", SERVICE)
    assert found["message"] == "this is nested too deeply for Python to read it"


def test_what_else_a_class_has_is_the_users_business(scaffold, generated):
    """Overrides, private methods, methods that others of the class call, and those that work on something else."""
    body = """
    async def create_article(self, work, campaign_id, new): return await self.checked(work, new)
    async def CreateArticle(self, request, _context): ...
    async def checked(self, work, new): ...
    async def _price(self, work): ...
    def describe(self): ...
    @staticmethod
    def rounded(value, work): ...
"""
    write(generated, body)
    assert codes(scaffold("check", "--json", cwd=generated)) == []


def test_a_file_that_cannot_serve_is_told(scaffold, generated):
    """A class of another name, and no Python at all."""
    write(generated, "", name="Content")
    assert codes(scaffold("check", "--json", cwd=generated)) == [("SG912", SERVICE)]
    (generated / SERVICE).write_text("class ContentService(\n")
    assert codes(scaffold("check", "--json", cwd=generated)) == [("SG913", SERVICE)]
