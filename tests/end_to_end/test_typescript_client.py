"""The worked example of a target: installed, run on the marketplace, compiled by TypeScript itself, and called."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.npm import modules, run

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples/typescript-client"
MARKETPLACE = ROOT / "examples/marketplace"
BRIDGE = Path(__file__).with_name("typescript_bridge.py")
CALLS = """\
import { connectTransport, content, RpcError } from "./index.js";

const client = new content.ContentClient(connectTransport({ baseUrl: process.argv[2] }));
const sent = {
  campaignId: "9007199254740993", title: "Hello", slug: "hello", authorId: "7", tags: ["a", "b"],
  readingTime: "90.500s", publishedAt: "2026-01-02T03:04:05Z", metadata: { deep: [1, { er: null }] },
};
const said = {};
said.created = (await client.createArticle(sent)).article;
said.comments = await client.listComments({ articleId: "9007199254740993" });
try {
  await client.createArticle({ ...sent, slug: "taken" });
} catch (error) {
  said.refused = [error instanceof RpcError, error.code, error.message, error.details];
}
console.log(JSON.stringify(said));
"""
LIVE = """\
service: live
operations:
  watch: {stream: server, request: {text: string}, response: {text: string}}
  load:  {stream: client, request: {text: string}, response: {text: string}}
  talk:  {stream: both, request: {text: string}, response: {text: string}}
"""
STREAMS = """\
import { connectTransport, live, RpcError } from "./index.js";

const client = new live.LiveClient(connectTransport({ baseUrl: process.argv[2] }));
async function* words() {
  for (const text of ["yes", "\\u{1F600}", ""]) yield { text };
}
async function all(answers) {
  const texts = [];
  try {
    for await (const { text } of answers) texts.push(text ?? null);
  } catch (error) {
    texts.push([error instanceof RpcError, error.code, error.message]);
  }
  return texts;
}
const said = {
  watched: await all(client.watch({ text: "hall" })),
  loaded: await client.load([{ text: "a" }, { text: "b" }]),
  talked: await all(client.talk(words())),
  refused: await all(client.watch({ text: "closed" })),
};
for await (const answer of client.watch({ text: "left" })) {
  said.left = answer.text;
  break;
}
console.log(JSON.stringify(said));
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The example as an installer leaves it: a wheel, unpacked."""
    made = tmp_path_factory.mktemp("site")
    source = shutil.copytree(EXAMPLE, tmp_path_factory.mktemp("source") / "example")
    run(sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", made / "dist", cwd=source)
    (wheel,) = (made / "dist").glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(made / "installed")
    return made / "installed"


@pytest.fixture(scope="module")
def platform(site, tmp_path_factory):
    """The marketplace with a client, generated anew."""
    root = tmp_path_factory.mktemp("platform")
    shutil.copytree(MARKETPLACE / "specs", root / "specs")
    (root / "specs" / "live.yaml").write_text(LIVE)
    text = (MARKETPLACE / "scaffold.yaml").read_text()
    (root / "scaffold.yaml").write_text(f"{text}\ntargets: [typescript-client]\n")
    environment = os.environ | {"PYTHONPATH": str(site)}
    run(sys.executable, "-m", "generator.cli.main", "generate", cwd=root, env=environment)
    return root


@pytest.fixture(scope="module")
def compiler():
    """TypeScript as package-lock.json pins it, installed once per machine."""
    return modules(EXAMPLE) / "typescript/bin/tsc"


@pytest.fixture(scope="module")
def compiled(platform, compiler, tmp_path_factory):
    """The client as JavaScript, after the compiler has found nothing wrong with it."""
    folder = tmp_path_factory.mktemp("compiled")
    configuration = {
        "extends": str(EXAMPLE / "tsconfig.json"),
        "include": [str(platform / "clients/typescript/*.ts")],
        "compilerOptions": {"outDir": str(folder), "rootDir": str(platform / "clients/typescript")},
    }
    (folder / "tsconfig.json").write_text(json.dumps(configuration))
    run("node", compiler, "--project", folder / "tsconfig.json")
    shutil.copyfile(platform / "clients/typescript/package.json", folder / "package.json")
    return folder


def test_the_strictest_compiler_finds_nothing_wrong(compiled, platform):
    """A module for each service, and the two that they share."""
    services = {path.stem for path in (platform / "specs").glob("*.yaml")}
    assert {path.stem for path in compiled.glob("*.js")} == {*services, "index", "transport"}


def test_what_the_compiler_finds_wrong_is_seen(compiled, platform, compiler, tmp_path):
    """The test above would prove nothing otherwise: a required field that is left out is an error."""
    (tmp_path / "wrong.ts").write_text(
        f'import {{ content }} from "{platform}/clients/typescript/index.js";\n'
        'export const request: content.CreateArticleRequest = { title: "Hello", slug: "hello" };\n'
    )
    options = {"extends": str(EXAMPLE / "tsconfig.json"), "include": ["wrong.ts"]}
    (tmp_path / "tsconfig.json").write_text(json.dumps(options))
    (tmp_path / "package.json").write_text('{"type": "module"}')
    done = subprocess.run(["node", compiler, "--noEmit"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "Property 'authorId' is missing" in done.stdout


def test_calls_travel_as_the_compiled_messages_read_them(compiled, platform):
    """Names, 64-bit numbers, times and structures, both ways; zero values are filled in; a refusal is an RpcError."""
    assert called(CALLS, compiled, platform) == {
        "created": {
            "id": "1152921504606846977",
            "campaignId": "9007199254740993",
            "masterId": "0",
            "uuid": "",
            "etag": "",
            "createdAt": "",
            "updatedAt": "",
            "title": "Hello",
            "slug": "hello",
            "status": "ARTICLE_STATUS_DRAFT",
            "tags": ["a", "b"],
            "readingTime": "90.500s",
            "publishedAt": "2026-01-02T03:04:05Z",
            "authorId": "7",
            "metadata": {"deep": [1, {"er": None}]},
        },
        "comments": {
            "comments": [
                {
                    "id": "9007199254740993",
                    "campaignId": "0",
                    "masterId": "0",
                    "uuid": "",
                    "createdAt": "",
                    "updatedAt": "",
                    "articleId": "0",
                    "authorId": "0",
                    "body": "",
                    "pinned": False,
                }
            ],
            "nextPageToken": "more",
        },
        "refused": [True, "already_exists", "there is one", [{"a": 1}]],
    }


def called(calls, compiled, platform):
    """What the program `calls` has printed, having called through the bridge."""
    (compiled / "calls.js").write_text(calls)
    environment = os.environ | {"PYTHONPATH": str(platform / "src")}
    with subprocess.Popen([sys.executable, BRIDGE], stdout=subprocess.PIPE, text=True, env=environment) as bridge:
        try:
            port = int(bridge.stdout.readline())
            return json.loads(run("node", compiled / "calls.js", f"http://127.0.0.1:{port}/"))
        finally:
            bridge.kill()


def test_streams_travel_as_the_compiled_messages_read_them(compiled, platform):
    """From the server, to it and both ways; what comes in pieces is put together; a refusal ends what was said."""
    assert called(STREAMS, compiled, platform) == {
        "watched": ["hall 0", "hall 1", "hall 2"],
        "loaded": {"text": "ab"},
        "talked": ["yes", "\N{GRINNING FACE}", ""],
        "refused": ["closed 0", [True, "aborted", "no more"]],
        "left": "left 0",
    }


def test_the_example_passes_its_own_tests_and_checks(site):
    """As its author would run them: pytest, mypy --strict and ruff."""
    environment = os.environ | {"PYTHONPATH": str(site)}
    command = (sys.executable, "-m", "pytest", "--quiet", "-p", "no:cacheprovider", "examples/typescript-client/tests")
    run(*command, cwd=ROOT, env=environment)
    options = ("--strict", "--config-file=", "--cache-dir", site / "mypy")
    run(sys.executable, "-m", "mypy", *options, site / "scaffold_typescript", cwd=site, env=environment)
    for check in (("check",), ("format", "--check")):
        run(sys.executable, "-m", "ruff", *check, "--no-cache", cwd=EXAMPLE)
