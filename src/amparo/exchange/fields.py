"""What a column of a register may feed, and the headings seen for it."""

from dataclasses import dataclass

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
    headings: tuple[str, ...]


def _target(code: str, about: str, label: Promise | str, headings: str) -> Target:
    return Target(code, about, label, tuple(fold(heading) for heading in headings.split("|")))


TARGETS: dict[str, Target] = {
    target.code: target
    for target in (
        _target("event_number", "event", _("Número del operativo o nota informativa"),
                "nota informativa|n de nota informativa|ni|numero de ni|n ni|nro ni|n nota inf|nro operativo|operativo|n operativo|numero de operativo|caso|n caso|codigo operativo|n informe|parte"),
        _target("event_date", "event", _("Fecha del hecho o de la intervención"),
                "fecha|fecha del hecho|fecha de intervencion|fecha intervencion|fecha operativo|fecha de operativo|fecha del operativo|fecha de rescate|fecha rescate|f intervencion|fecha ingreso|fecha de ingreso|fec ingreso|f ingreso|fecha de atencion"),
        _target("event_place", "event", _("Lugar del hecho (texto)"),
                "lugar|lugar del hecho|lugar de intervencion|lugar de rescate|lugar intervencion|lugar de explotacion|ubicacion|distrito provincia departamento|lugar de procedencia del caso|localidad"),
        _target("place_code", "event", _("Lugar del hecho (UBIGEO)"),
                "ubigeo|cod ubigeo|codigo ubigeo|ubigeo del hecho|ubigeo lugar|cod lugar"),
        _target("region", "event", _("Departamento o región"), "departamento|region|dpto|depto|dep"),
        _target("province", "event", _("Provincia"), "provincia|prov"),
        _target("district", "event", _("Distrito"), "distrito|dist"),
        _target("unit", "event", _("Unidad o dependencia que intervino"),
                "unidad|dependencia|unidad interviniente|dependencia interviniente|comisaria|unidad pnp|unidad policial|depincri|upe|sede|sede upe"),
        _target("children_count", "event", _("Cuántas niñas, niños y adolescentes"),
                "menores rescatados|n menores|cantidad de menores|cantidad menores|menores|n victimas menores|nna rescatados|cantidad nna|n nna|n de nna|victimas menores de edad"),
        _target("full_name", "child", _("Nombre completo en una celda"),
                "apellidos y nombres|nombres y apellidos|nombre completo|nombre|victima|agraviada|agraviado|nombre de la victima|apellidos y nombres de la victima|nombres y apellidos de la victima|victimas|nna|nombre del nna|nombres y apellidos del nna|nombres y apellidos de nna|apellidos y nombres nna|beneficiario|victimas menores apellidos y nombres"),
        _target("given_names", "child", _("Nombres"), "nombres|prenombres|primer nombre|nombres de la victima"),
        _target("surnames", "child", _("Apellidos en una celda"), "apellidos|apellidos de la victima"),
        _target("first_surname", "child", _("Primer apellido"), "apellido paterno|primer apellido|ap paterno|paterno|a paterno"),
        _target("second_surname", "child", _("Segundo apellido"), "apellido materno|segundo apellido|ap materno|materno|a materno"),
        _target("alias", "child", _("Apodo o nombre que usa"), "alias|apodo|sobrenombre|apelativo"),
        _target("document_kind", "child", _("Tipo de documento"), "tipo de documento|tipo doc|tipo documento|clase de documento|t doc"),
        _target("document_number", "child", _("Número de documento"),
                "dni|n dni|nro dni|numero de dni|documento|n documento|nro documento|numero de documento|doc identidad|documento de identidad|n doc|dni ce|dni ce otro|nro doc identidad|dni victima"),
        _target("sex", "child", _("Sexo"), "sexo|genero|sexo de la victima|sex"),
        _target("age", "child", _("Edad"), "edad|edades|edad victima|edad de la victima|edad aprox|edad al ingreso|edad declarada|edad anos|años"),
        _target("birth_date", "child", _("Fecha de nacimiento"),
                "fecha de nacimiento|fecha nacimiento|f nacimiento|fec nac|fecha nac|f nac|nacimiento|fec nacimiento|fn"),
        _target("nationality", "child", _("Nacionalidad"), "nacionalidad|pais|pais de origen|pais de nacimiento"),
        _target("contact", "child", _("Teléfono o contacto"), "telefono|celular|contacto|telefono de contacto|telf|fono"),
        _target("address", "child", _("Dirección"), "direccion|domicilio|direccion actual|domicilio actual|lugar de domicilio"),
        _target("purpose", "child", _("Finalidad de la explotación"),
                "finalidad|modalidad|tipo de explotacion|finalidad de explotacion|modalidad de explotacion|fin de explotacion|tipo de trata|motivo de ingreso|motivo"),
        _target("act", "child", _("Conducta (captar, trasladar…)"), "conducta|verbo rector|accion|conductas"),
        _target("channel", "child", _("Forma de captación"), "forma de captacion|captacion|medio de captacion|modo de captacion"),
        _target("status", "child", _("Condición de víctima según esta institución"),
                "condicion|condicion de victima|situacion|situacion de victima|estado de victima|calidad|condicion victima"),
        _target("status_date", "child", _("Fecha de esa condición"), "fecha de condicion|fecha condicion|fecha calificacion"),
        _target("complaint", "file", _("Número de denuncia o RETA"), "n denuncia|nro denuncia|denuncia|codigo reta|n reta|reta|numero de denuncia|sidpol"),
        _target("prosecutor_file", "file", _("Carpeta fiscal"), "carpeta fiscal|n carpeta fiscal|caso fiscal|carpeta|nro carpeta fiscal|cf"),
        _target("court_file", "file", _("Expediente judicial"), "expediente judicial|n expediente judicial|exp judicial"),
        _target("upe_file", "file", _("Expediente de la UPE"), "expediente|n expediente|expediente upe|nro expediente|n exp|n expediente upe|exp upe|codigo upe|codigo nna|codigo de expediente"),
        Target(KEEP, "file", _("Solo guardar con el original"), ()),
    )
}  # fmt: skip

# Columns about somebody else: never taken for the child's own data unless a person says so.
OTHERS = (
    "imputad", "denunciad", "tratante", "agresor", "detenid", "autor", "investigad", "responsable", "apoderad", "tutor", "padre", "madre",
    "familiar", "testigo", "denunciante", "efectivo", "instructor", "fiscal a cargo", "psicolog", "procesad", "sentenciad", "intervenid", "acompañante",
)  # fmt: skip


def known_headings() -> frozenset[str]:
    """Every folded heading some target is known by."""
    return frozenset(heading for target in TARGETS.values() for heading in target.headings)


def about_another(heading: str) -> bool:
    """Whether a heading speaks of an offender, a relative or an official. A father's surname is no father."""
    folded = fold(heading)
    return any(word in folded for word in OTHERS) and "carpeta fiscal" not in folded
