"""Budgets: the rows of one become its lines together, by the programme's own act; what it refuses waits with its reason."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID, uuid5

from amparo.access.actors import Actor
from amparo.core.errors import Denied, Invalid, NotFound
from amparo.core.sealed import read_sealed, write_sealed
from amparo.core.versions import bump
from amparo.exchange import vessel
from amparo.exchange.actions.made import mark_done
from amparo.exchange.actions.posting import wait
from amparo.exchange.models import About, Batch, Row
from amparo.exchange.money.books import Books, Purse
from amparo.exchange.money.budgets import Budgets, alone, try_lines
from amparo.exchange.money.figures import movement_of
from amparo.exchange.money.messages import BUDGET_STOPS
from amparo.exchange.money.movement import Movement, pack
from amparo.exchange.money.plan import class_of, columns, how_text, purse_text, reasons_of, stood_kept, stood_now, style_kept
from amparo.exchange.money.understand import Reader
from amparo.programme.actions import propose_budget, take_back_budget
from amparo.programme.models import Award, SubAward
from amparo.programme.queries.standing import budget_of
from amparo.programme.rules import gone

Lines = list[tuple[Row, Movement]]


def proposal_id(row: UUID) -> UUID:
    """The proposal whose first row this is: the same in every run, so that nothing is proposed twice."""
    return uuid5(row, "budget")


def propose_rows(batch: Batch, rows: Sequence[Row], by: Actor, *, strict: bool = False) -> list[str]:
    """Proposes the budgets these rows belong to, each with all its lines, and marks the rows done; the numbers of whose they are.

    In the caller's transaction. What is refused waits; with `strict` a refusal is raised as it is.
    """
    if not rows:
        return []
    key = vessel.batch_key(batch)
    stood = stood_kept(read_sealed(batch, "how", key=key))
    budgets = Budgets(Books(by, batch.compact))
    numbers = []
    for purse, lines in _whole(batch, rows, budgets, key=key).items():
        new = [row for row, _one in lines if row.state == "waiting"]
        try:
            if budgets.stood(purse) not in (stood.get(purse_text(purse)), *(str(proposal_id(row.pk)) for row, _one in lines)):
                raise Invalid({"budget": [str(BUDGET_STOPS["budget_changed"])]})
            numbers.append(_propose(budgets, purse, lines, first=new[0].pk))
            mark_done(new, {}, {row.pk: [] for row in new})
        except (Invalid, Denied, NotFound) as problem:
            if strict:
                raise
            for row in new:
                wait(row, problem, key, denied="not_your_budget")
    return numbers


def _whole(batch: Batch, rows: Sequence[Row], budgets: Budgets, *, key: bytes) -> dict[Purse, Lines]:
    """The budgets of some rows with all their released lines, proposed ones among them."""
    wanted = {budgets.books.purse(movement_of(row, key)) for row in rows}
    found: dict[Purse, Lines] = {}
    released = Row.objects.visible_to(budgets.books.actor).filter(batch=batch, kind="released").order_by("number")
    for row in released:
        one = movement_of(row, key)
        if (purse := budgets.books.purse(one)) in wanted:
            found.setdefault(purse, []).append((row, one))
    return found


def _propose(budgets: Budgets, purse: Purse, lines: Lines, *, first: UUID) -> str:
    row, by = _holder(budgets.books, purse), budgets.books.actor
    facts = tuple(budgets.facts(one) for _row, one in lines)
    propose_budget(id=proposal_id(first), seen=row.version, **_named(row), lines=facts, by=by)
    return row.number


def release_lines(row: Row, batch: Batch, cells: Sequence[str], *, key: bytes, by: Actor) -> list[Row]:
    """Reads the rows that are not proposed yet again, this one with its cells as mended: what one row says decides over its budget.

    The rows that are to be proposed by now. Raises `Invalid` with every reason that is left of the row itself.
    """
    how, budgets = read_sealed(batch, "how", key=key), Budgets(Books(by, batch.compact))
    reader = Reader(columns(vessel.headings_of(batch, key), About.BUDGETS), style_kept(how), budgets.books)
    rows = [row if one.pk == row.pk else one for one in _readable(batch, by)]
    done = {one.number for one in rows if one.state == "done" and one.kind == "released"}
    read = {one.number: list(cells) if one is row else vessel.cells_of(one, key) for one in rows}
    lines = {one.number: movement_of(one, key) for one in rows if one.number in done}
    lines |= {number: reader.line(number, read[number]) for number in read if number not in done}
    mended = lines.get(row.number) or movement_of(row, key)
    same_as = try_lines(lines, read, budgets, done=done)
    if row.number in lines and alone(mended):
        raise Invalid({"": mended.sentences()})
    for one in rows:
        if one.number not in done:
            _write(one, lines[one.number], same_as.get(one.number), key=key)
    stood = {**stood_now(lines.values(), budgets), **stood_kept(how), **stood_now([mended], budgets)}
    write_sealed(batch, "how", how_text(style_kept(how), stood), key=key)
    bump(batch, "how")
    return [one for one in rows if one.number not in done and one.kind == "released"]


def _readable(batch: Batch, by: Actor) -> list[Row]:
    """The rows of data, but for those a person named a repetition."""
    rows = Row.objects.visible_to(by).filter(batch=batch).exclude(kind="aside").order_by("number")
    return [one for one in rows if one.kind != "duplicate" or one.reasons in ([], ["stands"])]


def _write(row: Row, one: Movement, same_as: int | None, *, key: bytes) -> None:
    text, kind = pack(one), class_of(one)
    if read_sealed(row, "understood", key=key) == text and row.kind == kind and row.mended is None:
        return
    write_sealed(row, "understood", text, key=key)
    row.kind, row.state, row.same_as = kind, "done" if kind == "duplicate" else "waiting", same_as
    row.reasons, row.doubts = reasons_of(one), one.doubts
    bump(row, "kind", "state", "same_as", "reasons", "doubts", "understood", "mended")


def take_budgets_back(batch: Batch, by: Actor) -> list[str]:
    """Has what stood before stand again for every budget of a batch; the numbers of whose they are.

    Raises `Invalid` where one was changed or approved since: then nothing is taken back.
    """
    key, books = vessel.batch_key(batch), Books(by, batch.compact)
    mine: dict[Purse, set[UUID]] = defaultdict(set)
    for row in Row.objects.visible_to(by).filter(batch=batch, kind="released", state="done"):
        mine[books.purse(movement_of(row, key))].add(proposal_id(row.pk))
    numbers = []
    for purse, proposals in mine.items():
        row = _holder(books, purse)
        standing = _standing(row, by)
        while True:
            proposal = standing if standing in proposals else next(iter(proposals))  # which is refused with the reason
            take_back_budget(id=uuid5(proposal, "undo"), seen=row.version, **_named(row), proposal=proposal, by=by)
            if (standing := _standing(row, by)) not in proposals:
                break
            row.version += 1
        numbers.append(row.number)
    return numbers


def _standing(row: Award | SubAward, by: Actor) -> UUID | None:
    found: UUID | None = budget_of(by, row).values_list("proposal", flat=True).first()
    return found


def _holder(books: Books, purse: Purse) -> Award | SubAward:
    row = books.holder(purse)
    if row is None:
        raise NotFound(gone())
    return row


def _named(row: Award | SubAward) -> dict[str, UUID | None]:
    return {"award": None, "subaward": row.pk} if isinstance(row, SubAward) else {"award": row.pk, "subaward": None}
