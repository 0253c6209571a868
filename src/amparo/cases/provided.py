"""What the files tell the apps below: how a file is called, and what a unit has to do with a child."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from amparo.access import policy, subjects
from amparo.access.actors import Actor
from amparo.access.policy import Relation
from amparo.access.verbs import Verb
from amparo.cases import labels
from amparo.cases.actions.succession import after_exclusion
from amparo.cases.models import Case, Event, Involvement
from amparo.cases.queries import listing
from amparo.cases.relations import held, relations_to
from amparo.desk import providers as desk
from amparo.ui.components import Link
from amparo.vault import providers as vault
from amparo.vault.models import CHILDREN


def relations_of_person(actor: Actor, person: UUID) -> frozenset[Relation]:
    """The relations of the actor's unit to the file of a person (one query)."""
    rows = Involvement.objects.visible_to(actor).filter(case__person_id=person).select_related("unit")
    return held(actor, rows)


def describe_people(actor: Actor, people: Sequence[UUID]) -> Mapping[UUID, vault.Description]:
    """The code and address of the file of each person that the actor may know of (one query)."""
    cases = Case.objects.visible_to(actor).filter(person_id__in=people)
    return {case.person_id: vault.Description(case.code, reverse("case", args=[case.code])) for case in cases}


def describe_files(actor: Actor, files: Sequence[UUID]) -> Mapping[UUID, desk.Described]:
    """Files on the desk: where each opens and whom it is about, never a name (one query). Who supervises opens none: the list."""
    cases = Case.objects.visible_to(actor).filter(pk__in=files)
    over = listing.supervises(actor)

    def where(case: Case) -> str:
        return f"{reverse('case_list')}?q={case.code}" if over else reverse("case", args=[case.code])

    return {case.pk: desk.Described(where(case), labels.who(case.age, case.sex)) for case in cases}


def find_file(actor: Actor, code: str) -> str | None:
    """The address of the file or the event with this code, if it is within the actor's reach."""
    if listing.supervises(actor):
        return None
    if listing.matching(actor, listing.Wanted(q=code)).exists():
        return reverse("case", args=[code])
    own = Event.objects.visible_to(actor).filter(code=code, unit_id=actor.unit_id)
    return reverse("event", args=[code]) if own.exists() else None


def begin(actor: Actor) -> Sequence[Link]:
    """What can be begun from the start page."""
    may = policy.can(actor, Verb.RAISE_ALERT, group="header")
    return [Link(_("Registrar un aviso"), reverse("alert_new"))] if may else []


def relations_to_file(actor: Actor, case: UUID) -> Sequence[Relation]:
    """What the actor's unit has to do with a file; nothing where he may not know of it (two queries)."""
    row = Case.objects.visible_to(actor).filter(pk=case).first()
    return tuple(relations_to(actor, row) - {Relation.NONE}) if row is not None else ()


FILE_PAGES = frozenset(
    [
        "case",
        "case_timeline",
        "case_people",
        "case_opened",
        "event",
        "child_add",
        "triage",
        "dismiss",
        "hand_over",
        "note_new",
        "screening",
        "screening_step",
        "status_decide",
        "penal_step",
        "exclude",
        "alert_new",
        "protection_open",
        "plan_write",
        "reintegration_begin",
        "visit_record",
        "case_close",
        "case_reopen",
        "court_step",
        "name_protector",
    ]
)


def register_desk() -> None:
    """The menu entry, the describer of files, and what the start page offers."""
    hint = lazy("Los expedientes de su unidad, por código.")
    desk.register_navigation(desk.NavEntry(lazy("Expedientes"), "case_list", Verb.LIST_FILES, 20, FILE_PAGES, hint))
    desk.register_subject("case", describe_files, find_file)
    desk.register_my_work(desk.MyWork(begin=begin))


def register_all() -> None:
    """Called once, when the apps are ready."""
    register_desk()
    subjects.register_subject("case", relations_to_file)
    subjects.register_consequence("case", after_exclusion)
    vault.register_relations(CHILDREN, relations_of_person)
    vault.register_describer(CHILDREN, describe_people)
