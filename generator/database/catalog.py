"""What a database's catalogue says of the platform's tables, in a form in which two databases can be compared."""

from collections.abc import Iterator, Sequence
from typing import TypeAlias

import psycopg

from generator.frozen import frozen

Entry: TypeAlias = tuple[object, ...]
"""Kind, the table or function it belongs to, its own name, its place, and what it is."""

# Left out on purpose: oids and storage, in which databases differ; `attoptions`, where Debian's PostgreSQL 15.20 keeps
# a number of its own for each column; what belongs to an extension, which is nobody's schema; and what PostgreSQL keeps
# of a foreign key for each partition that it leads to, which it names and validates as it likes. Rights that were never
# given and those that were taken back are the same.
CATALOG = """
SELECT 'column', attrelid::regclass::text, attname, row_number() OVER (PARTITION BY attrelid ORDER BY attnum),
       format_type(atttypid, atttypmod), attnotnull, attidentity::text, pg_get_expr(adbin, adrelid),
       col_description(attrelid, attnum)
FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
WHERE attrelid::regclass::text LIKE 'service_%' AND attnum > 0 AND NOT attisdropped
    AND attrelid IN (SELECT oid FROM pg_class WHERE relkind IN ('r', 'p', 'v'))
UNION ALL
SELECT 'constraint', conrelid::regclass::text, conname, 0, pg_get_constraintdef(oid), convalidated, '', '', ''
FROM pg_constraint AS known
WHERE conrelid <> 0 AND NOT EXISTS (
    SELECT FROM pg_constraint AS whole
    WHERE whole.oid = known.conparentid AND known.contype = 'f' AND whole.confrelid <> known.confrelid
)
UNION ALL
SELECT 'index', indrelid::regclass::text, indexrelid::regclass::text, 0, pg_get_indexdef(indexrelid), indisvalid,
       '', '', ''
FROM pg_index WHERE indrelid::regclass::text LIKE 'service_%'
UNION ALL
SELECT 'relation', oid::regclass::text, '', 0, concat(relkind, ' ', granted), relrowsecurity,
       pg_get_userbyid(relowner), relforcerowsecurity::text,
       coalesce(obj_description(oid), CASE relkind WHEN 'v' THEN pg_get_viewdef(oid) END)
FROM pg_class
    CROSS JOIN LATERAL coalesce(
        relacl, acldefault(CASE relkind WHEN 'S' THEN 's'::"char" ELSE 'r' END, relowner)
    ) AS granted
WHERE relnamespace = 'public'::regnamespace AND relname LIKE 'service_%'
UNION ALL
SELECT 'view', oid::regclass::text, '', 0, pg_get_viewdef(oid), true, '', reloptions::text, relacl::text
FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'v'
UNION ALL
SELECT 'rule', ev_class::regclass::text, rulename, 0, pg_get_ruledef(oid), is_instead, '', ev_enabled::text, ''
FROM pg_rewrite WHERE ev_class IN (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace)
UNION ALL
SELECT 'sequence', seqrelid::regclass::text, '', 0, format_type(seqtypid, NULL), seqcycle, '',
       refobjid::regclass::text, attname
FROM pg_sequence JOIN pg_depend ON classid = 'pg_class'::regclass AND objid = seqrelid AND deptype IN ('a', 'i')
    JOIN pg_attribute ON attrelid = refobjid AND attnum = refobjsubid
UNION ALL
SELECT 'partition', inhrelid::regclass::text, inhparent::regclass::text, 0, pg_get_expr(relpartbound, oid), true, '',
       pg_get_partkeydef(oid), ''
FROM pg_inherits JOIN pg_class ON oid = inhrelid
UNION ALL
SELECT 'policy', polrelid::regclass::text, polname, 0, polcmd::text, polpermissive, '',
       pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)
FROM pg_policy
UNION ALL
SELECT 'trigger', tgrelid::regclass::text, tgname, 0, pg_get_triggerdef(oid), true, '', tgenabled::text, ''
FROM pg_trigger WHERE NOT tgisinternal
UNION ALL
SELECT 'function', oid::regprocedure::text, '', 0, pg_get_functiondef(oid), prosecdef, '', proacl::text, ''
FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    AND NOT EXISTS (
        SELECT FROM pg_depend AS owned
        WHERE owned.classid = 'pg_proc'::regclass AND owned.objid = pg_proc.oid AND owned.deptype = 'e'
    )
ORDER BY 1, 2, 4, 3
"""


@frozen
class Difference:
    """An entry that one database has and the other has not, or has otherwise."""

    kind: str
    subject: str
    """`service_content_article.title`, or `service_content_article` for what is not named within it."""
    expected: Entry | None
    """None: it should not be there."""
    found: Entry | None
    """None: it is missing."""

    def __str__(self) -> str:
        match self.expected, self.found:
            case None, _:
                return f"{self.kind} {self.subject} should not be there"
            case _, None:
                return f"{self.kind} {self.subject} is missing"
            case expected, found:
                pairs = zip(expected or (), found or (), strict=True)
                changes = (f"{one!r} is {other!r}" for one, other in pairs if one != other)
                return f"{self.kind} {self.subject} differs: {', '.join(changes)}"


def catalog(url: str) -> list[Entry]:
    """Columns with their places, constraints, indexes, policies, triggers, functions, rights and comments, in order."""
    with psycopg.connect(url) as connection:
        return connection.execute(CATALOG).fetchall()


def differences(expected: Sequence[Entry], found: Sequence[Entry]) -> tuple[Difference, ...]:
    """All entries in which the two differ."""
    return tuple(_differences(expected, found))


def _differences(expected: Sequence[Entry], found: Sequence[Entry]) -> Iterator[Difference]:
    wanted, there = ({entry[:3]: entry for entry in entries} for entries in (expected, found))
    for key in dict.fromkeys((*wanted, *there)):
        if wanted.get(key) != there.get(key):
            kind, table, name = (str(part) for part in key)
            subject = f"{table}.{name}" if name else table
            yield Difference(kind=kind, subject=subject, expected=wanted.get(key), found=there.get(key))
