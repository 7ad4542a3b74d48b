"""Rows that every database has, of global and of shared entities."""

from typing import Any

from hypothesis import strategies as st

from tests.property.rows import sample
from tests.property.world import Site


def add(draw: st.DrawFn, site: Site) -> None:
    """Two records that differ in a field of a unique group of their own."""
    options: dict[str, Any] = {"type": "string", "max_length": 40, "required": True}
    code = next((name for name in ("code", "kind", "label") if name not in site.fields), None)
    if code is None:
        return
    site.fields[code] = options
    site.entity.setdefault("unique", []).append([code])
    needed = {
        name: sample(options)
        for name, options in site.fields.items()
        if options.get("required") and name != code and options["type"] not in {"ref", "master"}
    }
    words = draw(
        st.lists(st.sampled_from(["it's", "$$", "a\\b", "{{ x }}", "%s", '"""']), min_size=1, max_size=3, unique=True)
    )
    site.spec.setdefault("seed_records", {})[site.name] = [{code: word} | needed for word in words]
