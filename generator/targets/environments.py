"""Jinja environments whose templates are compiled once, and kept in one file of the user's cache folder.

To compile them anew takes half a second. The file is `marshal` data, which runs whatever it says: its folder must be
the user's and closed to others, and is never inside a platform, which may come from anywhere.
"""

import hashlib
import marshal
import os
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from contextlib import suppress
from pathlib import Path
from types import CodeType
from typing import Any, Final

from jinja2 import BaseLoader, Environment, FileSystemLoader, StrictUndefined, Template, TemplateSyntaxError
from jinja2.bccache import bc_magic
from jinja2.sandbox import ImmutableSandboxedEnvironment

Source = tuple[str, int, int]
"""The path of a template, when it was written (ns), and its size: another text has another one."""

Mark = tuple[str, int, int, int]
"""The same of a compiled template, and when the module that compiles it was written."""

Kept = dict[str, tuple[Mark, bytes]]
"""Marshalled code by the template's name."""

_BROKEN: Final = (EOFError, ValueError, TypeError, OSError)
"""What a file that was cut off, or that something else has written, raises."""


class _Shipped(Environment):
    """Looks attributes up as Python does, and so raises for one that is not there; keeps every template it loads."""

    getattr = staticmethod(getattr)  # type: ignore[assignment]  # the built-in one takes no `self`

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._loaded: dict[str | Template, Template] = {}

    def _compile(self, source: str, filename: str) -> CodeType:
        from generator.targets.compiling import compiled

        return compiled(source, filename)

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - the name is jinja2's
    ) -> Template:
        """The template of that name: none of ours is relative to its `parent`, and none has `globals`."""
        if name not in self._loaded:
            self._loaded[name] = super().get_template(name, parent, globals)
        return self._loaded[name]


def shipped(folder: Path) -> Environment:
    """Our own templates, whose views are all values: what is looked up are their attributes."""
    return _created(_Shipped, (folder,), "compiled")


def packaged(folder: Path) -> Environment:
    """The templates in `folder`, which are an installed package's."""
    return _created(Environment, (folder,), "packaged")


def sandboxed(folders: tuple[Path, ...]) -> Environment:
    """The templates in `folders`, of which the first goes before the others; none can reach for Python."""
    return _created(ImmutableSandboxedEnvironment, folders, "sandboxed")


def _created(kind: type[Environment], folders: tuple[Path, ...], name: str) -> Environment:
    """Templates without logic: undefined names raise and nothing is global."""
    created = kind(
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # the output is source code; every value is spelled by a view for its own language
        auto_reload=False,
        cache_size=-1,  # all templates are used again for the next service
    )
    created.globals.clear()
    created.loader = _Loader(folders, _compiled(created, folders, name))
    return created


class _Loader(BaseLoader):
    """Loads what was kept, and compiles the rest as `FileSystemLoader` does."""

    def __init__(self, folders: tuple[Path, ...], kept: Kept) -> None:
        self._sources = FileSystemLoader(folders)
        self._kept = kept

    def get_source(self, environment: Environment, template: str) -> tuple[str, str | None, Callable[[], bool] | None]:
        return self._sources.get_source(environment, template)

    def load(
        self,
        environment: Environment,
        name: str,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - the name is jinja2's
    ) -> Template:
        if name not in self._kept:
            return self._sources.load(environment, name, globals)
        code: CodeType = marshal.loads(self._kept[name][1])  # noqa: S302 - from a folder that only the user writes to
        # Nothing is global: a plain mapping is copied for each rendering, ten times faster than what Jinja gives.
        return environment.template_class.from_code(environment, code, {})


def _compiled(environment: Environment, folders: tuple[Path, ...], kind: str) -> Kept:
    """All templates in `folders`, those that have changed compiled anew.

    `kind` tells apart code that was compiled for different environments. There is none where no folder is safe to keep
    it in; what cannot be compiled is left out.
    """
    if (cache := _cache_folder()) is None:
        return {}
    identity = hashlib.sha256(b"\0".join((bc_magic, *(str(folder).encode() for folder in folders)))).hexdigest()
    file = cache / f"{kind}-{identity[:16]}.marshal"
    before = _read(file)
    now: Kept = {}
    compiler = Path(__file__).with_name("compiling.py").stat().st_mtime_ns
    for name, source in _sources(folders).items():
        mark = (*source, compiler)
        found = before.get(name)
        if found is not None and found[0] == mark:
            now[name] = found
        else:
            with suppress(TemplateSyntaxError, UnicodeDecodeError):
                text = Path(mark[0]).read_text(encoding="utf-8")
                now[name] = mark, marshal.dumps(environment.compile(text, name, mark[0]))
    if now != before:
        _write(file, now)
    return now


def _sources(folders: tuple[Path, ...]) -> Mapping[str, Source]:
    return {name: source for folder in reversed(folders) for name, source in _sources_in(str(folder), "")}


def _sources_in(folder: str, prefix: str) -> Iterator[tuple[str, Source]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _sources_in(entry.path, f"{prefix}{entry.name}/")
            else:
                status = entry.stat()
                yield f"{prefix}{entry.name}", (entry.path, status.st_mtime_ns, status.st_size)


def _read(file: Path) -> Kept:
    try:
        found: Kept = marshal.loads(file.read_bytes())  # noqa: S302 - from a folder that only the user writes to
    except _BROKEN:
        return {}
    return found


def _write(file: Path, kept: Kept) -> None:
    """In one step, since another run may be reading; that it fails costs the next run its time, and nothing else."""
    with suppress(OSError):
        temporary = file.with_name(f"{file.name}.{os.getpid()}")
        temporary.write_bytes(marshal.dumps(kept))
        temporary.replace(file)


def _cache_folder() -> Path | None:
    """A folder that only the user can write to; None if there is none."""
    try:
        folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "scaffold"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        status = folder.stat()
    except (OSError, RuntimeError):
        return None
    if hasattr(os, "getuid") and (status.st_uid != os.getuid() or status.st_mode & 0o022):
        return None
    return folder
