"""What clients call by its first name is called so by the generated tests, too, whatever the spec calls it since."""

import shutil
from pathlib import Path

import pytest

from generator import pipeline
from generator.database.embedded import Server
from tests.property.laws import complaints

from .test_combinations import HERE

RENAMES = {
    "  product:\n": "  article:\n    renamed_from: product\n",
    " from: product": " from: article",
    "      product_count: {type: counter, of: product,": "      article_count: {type: counter, of: article,",
    "shelf.product_count": "shelf.article_count",
    "    unique: [[name]]\n": "    unique: [[name]]\n    removed: [product_count]\n",
    "sold: {type": "bought: {renamed_from: sold, type",
    "[title, sold,": "[name, bought,",
    "order: [sold desc]": "order: [bought desc]",
    "field: sold": "field: bought",
    "title: {type": "name: {renamed_from: title, type",
    "\"title <> '$1'\"": "\"name <> '$1'\"",
    "{title: A, tags: B}": "{name: A, tags: B}",
    "suggest: [title]": "suggest: [name]",
    "meaning: {type": "sense: {renamed_from: meaning, type",
    "fields: [meaning]": "fields: [sense]",
    "kind: {type": "sort: {renamed_from: kind, type",
    "filters: [kind": "filters: [sort",
    "[kind]": "[sort]",
    "\"kind = 'good'\"": "\"sort = 'good'\"",
    "price: {type": "amount: {renamed_from: price, type",
    '"price + ': '"amount + ',
    "sum: [price], average: [price]": "sum: [amount], average: [amount]",
}

PARTED_PARENT = "    idempotent: true\n    partition_by: {campaign: 4}\n  product:"
"""For each partition that a foreign key leads to, PostgreSQL keeps a constraint of its own, under the former name."""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A platform with one of the combinations, in which everything is called otherwise since."""
    made = tmp_path_factory.mktemp("renamed") / "platform"
    spec = made / "specs" / "shop.yaml"
    spec.parent.mkdir(parents=True)
    shutil.copy(HERE / "scaffold.yaml", made)
    text = (
        (HERE / "specs" / "shop.yaml")
        .read_text(encoding="utf-8")
        .replace(PARTED_PARENT, "    idempotent: true\n  product:")
    )
    spec.write_text(text, encoding="utf-8")
    pipeline.generate(made)
    for old, new in RENAMES.items():
        assert old in text
        text = text.replace(old, new)
    spec.write_text(text, encoding="utf-8")
    pipeline.generate(made)
    return made


def test_it_is_typed(root: Path):
    """`mypy --strict` has nothing to say of sources and tests."""
    assert complaints(root, "mypy", "src", "tests") == ""


def test_the_generated_suite_passes(root: Path, embedded_server: Server):
    """All that is generated works."""
    assert complaints(root, "pytest", "-q", "tests", DATABASE_URL=embedded_server.url) == ""
