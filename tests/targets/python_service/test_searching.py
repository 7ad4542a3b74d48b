"""Searches in the language of each row, on a real server."""

from gallery.core.database import Database
from gallery.library.models import BookChanges, BookLocale, NewBook, NewPhrase
from gallery.library.repository import BookRepository, PhraseRepository

EN, DE, NL = BookLocale


async def test_each_row_is_found_in_its_language(database: Database):
    """A query takes the stems of the row's own language; a word that is left out is left out in that language, too."""
    books = [("Running houses", EN), ("Laufende Häuser", DE), ("houses", NL), ("House", None), ("running", DE)]
    async with database.unit_of_work(1) as work:
        repository = BookRepository(work)
        for title, locale in books:
            await repository.create(1, NewBook(title=title, locale=locale))
        found = {
            query: {row.title for row in (await repository.search(1, query)).items}
            for query in ("house", "haus", "run", "running", "houses -run")
        }
        narrow = await repository.search(1, "house or haus", locale=DE)
        passages = await repository.search_highlights(1, "house or haus", [row.id for row in narrow.items])
    assert found == {
        "house": {"Running houses", "House"},
        "haus": {"Laufende Häuser"},
        "run": {"Running houses"},
        "running": {"Running houses", "running"},
        "houses -run": {"houses"},
    }
    assert [row.title for row in narrow.items] == ["Laufende Häuser"]
    assert [*passages.values()] == ["Laufende <mark>Häuser</mark>"]


async def test_a_row_that_changes_its_language(database: Database):
    """It is read anew, although no word of it has changed."""
    async with database.unit_of_work(1) as work:
        repository = BookRepository(work)
        row = await repository.create(1, NewBook(title="Houses", locale=EN))
        before = await repository.search(1, "house")
        await repository.update(1, row.id, BookChanges(locale=NL))
        after = await repository.search(1, "house")
    assert ([item.id for item in before.items], after.items) == ([row.id], [])


async def test_what_everybody_shares_is_found_so_too(database: Database):
    """Also without a campaign, and among those that a filter leaves."""
    async with database.unit_of_work() as work:
        repository = PhraseRepository(work)
        for words, locale, common in (
            ("Houses fall", None, True),
            ("Häuser fallen", "de", True),
            ("running", "de", None),
        ):
            await repository.create(NewPhrase(words=words, locale=locale, common=common))
        found = await repository.search("house or haus or run")
        narrow = await repository.search("house or haus or running", common=True)
    assert {row.words for row in found.items} == {"Houses fall", "Häuser fallen"}
    assert {row.words for row in narrow.items} == {"Houses fall", "Häuser fallen"}
