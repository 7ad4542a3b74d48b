"""What a search may do besides finding."""

from typing import Any

from hypothesis import strategies as st

from tests.property.world import Site, some

_LANGUAGES = (
    "simple arabic armenian basque catalan danish dutch english finnish french german greek hindi hungarian indonesian "
    "irish italian lithuanian nepali norwegian portuguese romanian russian serbian spanish swedish tamil "
    "turkish yiddish"
).split()


def add(draw: st.DrawFn, site: Site) -> None:
    """A search in its long form, filtered and highlighted now and then."""
    lists = [name for name in site.of_types("list") if site.fields[name]["of"] == "string"]
    chosen = some(draw, [*site.of_types("string", "text"), *lists], most=3)
    if not chosen:
        return
    search: dict[str, Any] = {"fields": {name: draw(st.sampled_from(["A", "B", "C", "D"])) for name in chosen}}
    for key, values in {"language": _LANGUAGES, "filters": [True, False], "highlight": [True, False]}.items():
        if draw(st.booleans()):
            search[key] = draw(st.sampled_from(values))
    if draw(st.booleans()):
        search["language"] = _by_row(draw, site)
    site.entity["search"] = search


def _by_row(draw: st.DrawFn, site: Site) -> dict[str, Any]:
    """The language of a row, by a field of it."""
    field = next(iter(site.of_types("string", "enum")), "")
    if not field:
        field = site.with_field(draw, {"type": "string", "max_length": 12}) or "language"
    values = site.fields.get(field, {}).get("values") or ["en", "de"]
    names = [str(item["name"] if isinstance(item, dict) else item) for item in values]
    found: dict[str, Any] = {"field": field, "map": {name: draw(st.sampled_from(_LANGUAGES)) for name in names}}
    return found | draw(st.sampled_from([{}, {"otherwise": "english"}]))
