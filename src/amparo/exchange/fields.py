"""What a column of a register may feed. The headings seen for each field are data: `data/headings.csv`."""

import csv
import functools
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from amparo.exchange.folding import fold

KEEP = "keep"


@dataclass(frozen=True, slots=True)
class Target:
    """A field of the import. `about` is who it tells of: event, child or file."""

    code: str
    about: str
    label: Promise | str
    file: str = "headings.csv"

    @property
    def headings(self) -> tuple[str, ...]:
        """The folded headings it is known by."""
        return _headings(self.file).get(self.code, ())


TARGETS: dict[str, Target] = {
    target.code: target
    for target in (
        Target("event_number", "event", _("Número del operativo o nota informativa")),
        Target("event_date", "event", _("Fecha del hecho o de la intervención")),
        Target("event_place", "event", _("Lugar del hecho (texto)")),
        Target("place_code", "event", _("Lugar del hecho (UBIGEO)")),
        Target("region", "event", _("Departamento o región")),
        Target("province", "event", _("Provincia")),
        Target("district", "event", _("Distrito")),
        Target("unit", "event", _("Unidad o dependencia que intervino")),
        Target("children_count", "event", _("Cuántas niñas, niños y adolescentes")),
        Target("full_name", "child", _("Nombre completo en una celda")),
        Target("given_names", "child", _("Nombres")),
        Target("surnames", "child", _("Apellidos en una celda")),
        Target("first_surname", "child", _("Primer apellido")),
        Target("second_surname", "child", _("Segundo apellido")),
        Target("alias", "child", _("Apodo o nombre que usa")),
        Target("document_kind", "child", _("Tipo de documento")),
        Target("document_number", "child", _("Número de documento")),
        Target("sex", "child", _("Sexo")),
        Target("age", "child", _("Edad")),
        Target("birth_date", "child", _("Fecha de nacimiento")),
        Target("nationality", "child", _("Nacionalidad")),
        Target("contact", "child", _("Teléfono o contacto")),
        Target("address", "child", _("Dirección")),
        Target("purpose", "child", _("Finalidad de la explotación")),
        Target("act", "child", _("Conducta (captar, trasladar…)")),
        Target("channel", "child", _("Forma de captación")),
        Target("status", "child", _("Condición de víctima según esta institución")),
        Target("status_date", "child", _("Fecha de esa condición")),
        Target("complaint", "file", _("Número de denuncia o RETA")),
        Target("prosecutor_file", "file", _("Carpeta fiscal")),
        Target("court_file", "file", _("Expediente judicial")),
        Target("upe_file", "file", _("Expediente de la UPE")),
        Target(KEEP, "file", _("Solo guardar con el original")),
    )
}

# Columns about somebody else: never taken for the child's own data unless a person says so.
OTHERS = (
    *("imputad", "denunciad", "tratante", "agresor", "detenid", "autor", "investigad", "procesad", "sentenciad", "intervenid"),
    *("responsable", "apoderad", "tutor", "padre", "madre", "familiar", "testigo", "denunciante", "acompañante"),
    *("efectivo", "instructor", "fiscal a cargo", "psicolog"),
)


@functools.cache
def _headings(file: str) -> Mapping[str, tuple[str, ...]]:
    text = resources.files("amparo.exchange").joinpath("data", file).read_text("utf-8")
    found: dict[str, list[str]] = defaultdict(list)
    for line in csv.DictReader(text.splitlines()):
        found[line["target"]].append(fold(line["heading"]))
    return {target: tuple(words) for target, words in found.items()}


def known_headings(file: str = "headings.csv") -> frozenset[str]:
    """Every folded heading some target of a kind of import is known by."""
    return frozenset(heading for words in _headings(file).values() for heading in words)


def about_another(heading: str) -> bool:
    """Whether a heading speaks of an offender, a relative or an official."""
    folded = fold(heading)
    return any(word in folded for word in OTHERS)
