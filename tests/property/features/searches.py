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
    search: dict[str, Any] = {"fields": {name: draw(st.sampled_from("ABCD")) for name in chosen}}
    for key, values in {"language": _LANGUAGES, "filters": [True, False], "highlight": [True, False]}.items():
        if draw(st.booleans()):
            search[key] = draw(st.sampled_from(values))
    site.entity["search"] = search
