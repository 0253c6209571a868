"""What a file and its parts are called in the reader's language. No name ever: code, age band and sex stand for her."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from amparo.core import codelists
from amparo.ui.components import Kind

Text = str | Promise

BAND = 3  # years an age band spans
ADOLESCENT, ADULT = 15, 18

# state of protection → (knot, word)
STATES: Mapping[str, tuple[Kind, Text]] = {
    "alert": ("new", lazy("Aviso por atender")),
    "dismissed": ("no", lazy("No sigue")),
    "presumed": ("now", lazy("Presunta víctima")),
    "protected": ("now", lazy("En protección")),
    "in_plan": ("now", lazy("Con plan")),
    "reintegration": ("now", lazy("En reintegración")),
    "follow_up": ("now", lazy("En seguimiento")),
    "closed": ("done", lazy("Cerrado")),
}
RISKS: Mapping[str, Text] = {"high": lazy("Riesgo alto"), "medium": lazy("Riesgo medio")}
STATUS_KINDS: Mapping[str, Kind] = {"presumed": "warn", "identified": "done", "ruled_out": "no", "undecided": "unknown"}
COURT_STEPS: Mapping[str, Text] = {
    "send_to_court": lazy("Registrar el envío al juzgado"),
    "hold_hearing": lazy("Registrar la audiencia"),
    "ratify": lazy("Registrar que el juzgado ratificó"),
    "reject": lazy("Registrar que el juzgado no ratificó"),
    "end": lazy("Registrar que la medida terminó"),
}
PARTS: Mapping[str, Text] = {
    "alert": lazy("Aviso"),
    "protection": lazy("Protección"),
    "penal": lazy("Proceso penal"),
    "family_law": lazy("Fiscalía de familia"),
    "victims": lazy("Víctimas y testigos"),
    "court": lazy("Juzgado"),
    "placement": lazy("Acogida"),
    "service": lazy("Servicio"),
    "reintegration": lazy("Reintegración"),
    "search": lazy("Búsqueda"),
}
RELATIONS: Mapping[str, Text] = {
    "responsible": lazy("A cargo"),
    "receiver": lazy("Recibió el pedido"),
    "sender": lazy("Hizo el pedido"),
    "past": lazy("Ya entregó"),
}
OUTCOMES: Mapping[str, Text] = {
    "presumed": lazy("hay señales de trata"),
    "unclear": lazy("las señales no alcanzan todavía"),
    "no_signs": lazy("no se ven señales"),
}


def age_band(age: int | None) -> str:
    """ "12 a 14 años": three years wide, so that an age alone picks nobody out."""
    if age is None:
        return _("no se sabe la edad")
    if age >= ADULT:
        return _("18 años o más")
    first = age // BAND * BAND
    return _("%(first)s a %(last)s años") % {"first": first, "last": first + BAND - 1}


def who(age: int | None, sex: str) -> str:
    """ "Niña, 12 a 14 años": how a child is spoken of where her name does not belong."""
    return _("%(child)s, %(band)s") % {"child": _child(age, sex), "band": age_band(age)}


def _child(age: int | None, sex: str) -> str:
    if age is not None and age >= ADULT:
        return {"female": _("Mujer"), "male": _("Hombre")}.get(sex, _("Persona"))
    if age is not None and age >= ADOLESCENT:
        return {"female": _("Adolescente mujer"), "male": _("Adolescente hombre")}.get(sex, _("Adolescente"))
    return {"female": _("Niña"), "male": _("Niño")}.get(sex, _("Niña o niño"))


def state(code: str, *, taken: bool = False) -> tuple[Kind, str]:
    """Knot and word of a state of protection; an alert that somebody took waits to be triaged."""
    if code == "alert" and taken:
        return "now", _("Por clasificar")
    kind, word = STATES.get(code, ("unknown", code))
    return kind, str(word)


def label(code_list: str, value: str) -> str:
    """The label of a code; "No se sabe" where nothing is recorded."""
    return codelists.label(code_list, value) if value else _("No se sabe")


def in_sentence(text: str) -> str:
    """A label inside a sentence: its first letter small, unless it is an abbreviation."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def locked() -> str:
    """What stands for a sealed text while the keys are locked: the file still works."""
    return _("Este texto está bloqueado: falta la llave.")
