"""The rows of a register follow the files they tell of, as SQL: whoever a file is hidden from does not read the row behind it.

A row tells of the files made from it, of the file the unit had of the same child, and, where it repeats an earlier row, of
the files of that row. It is hidden from everybody from whom one of these is hidden. Let in all the same is only who is let
into every one of them that is hidden from somebody.
"""

FILES_OF = """
CREATE FUNCTION exchange_files_of(one exchange_row) RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT ARRAY(
        SELECT unnest(one.cases)
        UNION SELECT id FROM cases_case WHERE person_id = one.known_person
        UNION SELECT unnest(cases) FROM exchange_row
            WHERE batch_id = one.batch_id AND number = one.same_as
            AND (one.kind IN ('duplicate', 'quarantined') OR 'some_repeated' = ANY (one.doubts))
    )
$$;
"""
WALLS = """
CREATE FUNCTION exchange_walls_of_row() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    SELECT scope INTO NEW.scope FROM exchange_batch WHERE id = NEW.batch_id;
    WITH walled AS (
        SELECT h.hidden, access_exempt('case', f) AS exempt
        FROM unnest(exchange_files_of(NEW)) f, LATERAL (SELECT access_hidden('case', f) AS hidden) h WHERE h.hidden <> '{}'
    )
    SELECT COALESCE((SELECT array_agg(DISTINCT u) FROM walled, unnest(hidden) u), '{}'),
           ARRAY(SELECT p FROM walled, unnest(exempt) p GROUP BY p HAVING count(*) = (SELECT count(*) FROM walled))
    INTO NEW.hidden, NEW.exempt;
    RETURN NEW;
END $$;
CREATE TRIGGER walls_of_row BEFORE UPDATE OF scope, hidden, exempt ON exchange_row
    FOR EACH ROW EXECUTE FUNCTION exchange_walls_of_row();
"""

# The rows behind some files, and those that repeat them: each computes its own walls when it is touched.
FOLLOW = """
CREATE FUNCTION exchange_follow(files uuid[]) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    WITH made AS (
        SELECT r.id, r.batch_id, r.number FROM cases_case c JOIN exchange_row r ON r.batch_id = c.batch AND c.id = ANY (r.cases)
        WHERE c.id = ANY (files)
    )
    UPDATE exchange_row SET scope = scope WHERE id IN (
        SELECT id FROM made
        UNION SELECT r.id FROM made m JOIN exchange_row r ON r.batch_id = m.batch_id AND r.same_as = m.number
        UNION SELECT r.id FROM cases_case c JOIN exchange_row r ON r.known_person = c.person_id WHERE c.id = ANY (files)
    )
$$;
"""
FOLLOW_EXCLUSION = """
CREATE FUNCTION exchange_follow_exclusion() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE changed access_exclusion := CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
BEGIN
    IF changed.subject_type = 'case' THEN PERFORM exchange_follow(ARRAY[changed.subject_id]); END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER register_rows_follow AFTER INSERT OR UPDATE OR DELETE ON access_exclusion
    FOR EACH ROW EXECUTE FUNCTION exchange_follow_exclusion();
"""

# A row that becomes a file which is hidden already, or is read after the file it repeats was hidden. Once a statement of 500
# rows, and after it: the writer may be one of those who do not see the row from here on.
READ = """
CREATE FUNCTION exchange_rows_read() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE touched uuid[];
BEGIN
    SELECT array_agg(n.id) INTO touched FROM come n JOIN cases_case c ON c.person_id = n.known_person
        JOIN access_exclusion e ON e.subject_type = 'case' AND e.subject_id = c.id AND e.ended_at IS NULL;
    IF touched IS NOT NULL THEN UPDATE exchange_row SET scope = scope WHERE id = ANY (touched); END IF;
    RETURN NULL;
END $$;
"""
CHANGED = """
CREATE FUNCTION exchange_rows_changed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE touched uuid[]; files uuid[];
BEGIN
    SELECT array_agg(n.id) INTO touched FROM come n JOIN gone o USING (id)
        WHERE (n.cases, n.kind, n.known_person, n.same_as, n.doubts) IS DISTINCT FROM (o.cases, o.kind, o.known_person, o.same_as, o.doubts);
    IF touched IS NULL THEN RETURN NULL; END IF;  -- a change of the walls alone ends here
    SELECT array_agg(e.subject_id) INTO files FROM exchange_row r
        LEFT JOIN cases_case k ON k.person_id = r.known_person
        JOIN access_exclusion e ON e.subject_type = 'case' AND e.ended_at IS NULL AND (e.subject_id = ANY (r.cases) OR e.subject_id = k.id)
        WHERE r.id = ANY (touched);
    IF files IS NOT NULL THEN PERFORM exchange_follow(files); END IF;
    SELECT array_agg(id) INTO touched FROM exchange_row WHERE id = ANY (touched) AND hidden <> '{}';
    IF touched IS NOT NULL THEN UPDATE exchange_row SET scope = scope WHERE id = ANY (touched); END IF;
    RETURN NULL;
END $$;
"""
WHEN_WRITTEN = """
CREATE TRIGGER walls_when_read AFTER INSERT ON exchange_row REFERENCING NEW TABLE AS come
    FOR EACH STATEMENT EXECUTE FUNCTION exchange_rows_read();
CREATE TRIGGER walls_when_changed AFTER UPDATE ON exchange_row REFERENCING OLD TABLE AS gone NEW TABLE AS come
    FOR EACH STATEMENT EXECUTE FUNCTION exchange_rows_changed();
"""

# What was imported before this migration.
NOW = "SELECT exchange_follow(ARRAY(SELECT DISTINCT subject_id FROM access_exclusion WHERE subject_type = 'case' AND ended_at IS NULL));"

FORWARD = FILES_OF + WALLS + FOLLOW + FOLLOW_EXCLUSION + READ + CHANGED + WHEN_WRITTEN + NOW
BACKWARD = """
DROP TRIGGER walls_when_changed ON exchange_row; DROP TRIGGER walls_when_read ON exchange_row;
DROP TRIGGER register_rows_follow ON access_exclusion; DROP TRIGGER walls_of_row ON exchange_row;
DROP FUNCTION exchange_rows_changed(); DROP FUNCTION exchange_rows_read(); DROP FUNCTION exchange_follow_exclusion();
DROP FUNCTION exchange_follow(uuid[]); DROP FUNCTION exchange_walls_of_row(); DROP FUNCTION exchange_files_of(exchange_row);
"""

# Since then a row remembers every child it tells of that the unit knew, and every earlier row it repeats: not the first alone.
_MANY = (
    ("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"),
    ("person_id = one.known_person", "person_id = ANY (one.known_people)"),
    (
        "number = one.same_as\n            AND (one.kind IN ('duplicate', 'quarantined') OR 'some_repeated' = ANY (one.doubts))",
        "number = ANY (one.repeats)",
    ),
    ("r.same_as = m.number", "m.number = ANY (r.repeats)"),
    ("r.known_person = c.person_id", "r.known_people <> '{}' AND r.known_people @> ARRAY[c.person_id]"),
    ("c.person_id = n.known_person", "c.person_id = ANY (n.known_people)"),
    ("k.person_id = r.known_person", "k.person_id = ANY (r.known_people)"),
    ("n.known_person, n.same_as", "n.known_people, n.repeats"),
    ("o.known_person, o.same_as", "o.known_people, o.repeats"),
)
_ONE = FILES_OF + FOLLOW + READ + CHANGED
FILL = """
UPDATE exchange_row SET known_people = CASE WHEN known_person IS NULL THEN '{}' ELSE ARRAY[known_person] END,
    repeats = CASE WHEN kind IN ('duplicate', 'quarantined') OR 'some_repeated' = ANY (doubts) THEN ARRAY[same_as] ELSE '{}' END
WHERE known_person IS NOT NULL OR same_as IS NOT NULL;
"""


def many() -> str:
    """The functions that follow every one of them."""
    text = _ONE
    for before, after in _MANY:
        text = text.replace(before, after)
    return text


def one() -> str:
    """The functions as they were, for the way back."""
    return _ONE.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
