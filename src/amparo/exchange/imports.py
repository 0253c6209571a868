"""What may be brought in from files: whose verb it takes, and how it is called."""

from dataclasses import dataclass

from amparo.access.verbs import Verb
from amparo.exchange.models import About


@dataclass(frozen=True, slots=True)
class Import:
    """A kind of import: the verb and field group that allow it, the subject of its lines and jobs, the letters of its codes."""

    verb: Verb
    group: str
    subject: str
    prefix: str


IMPORTS: dict[str, Import] = {
    About.REGISTER: Import(Verb.IMPORT_REGISTER, "house", "register", "REG"),
    About.ENTRIES: Import(Verb.IMPORT_MONEY, "money", "money_import", "CAR"),
    About.BUDGETS: Import(Verb.IMPORT_MONEY, "money", "money_import", "PRE"),
}
