"""The roles, each with a description a lawyer can read.

Sources: the institutions of domain part B.2 (Ley 28950 and its regulation DS 001-2016-IN, DL 1297, DS 007-2023-IN).
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Role:
    """A role a person holds in one unit.

    `sees_cases` and `trusted` (who decides about people, or watches them) make a second factor and a second administrator
    necessary: one administrator alone could otherwise make himself a colleague. `kind` is the institution kind a role that
    sees cases belongs to.
    """

    code: str
    name: str | Promise
    description: str | Promise
    kind: str
    sees_cases: bool = True
    supervises: str = ""
    trusted: bool = False

    @property
    def guarded(self) -> bool:
        """Whether it takes two administrators to give the role, and a second factor to use it."""
        return self.sees_cases or self.trusted


_FRONT: tuple[Role, ...] = (
    Role("hotline", _("Operadora de línea"), _("Recibe avisos por teléfono, los clasifica y los entrega."), "hotline"),
    Role(
        "police", _("Policía"), _("Registra avisos y operativos, aplica el tamizaje y entrega a la niña de inmediato."), "police"
    ),
    Role(
        "prosecutor",
        _("Fiscal penal"),
        _("Conduce la investigación y decide la condición de víctima en su fuero."),
        "prosecution",
    ),
    Role("family_prosecutor", _("Fiscal de familia"), _("Vigila la protección y opina ante el juzgado."), "prosecution"),
    Role(
        "udavit",
        _("Unidad de víctimas y testigos"),
        _("Asiste y protege a la víctima, colabore o no con el proceso."),
        "prosecution",
    ),
    Role("defender", _("Defensa pública de víctimas"), _("Representa legalmente a la víctima sin costo."), "defence"),
    Role("court", _("Juzgado de familia"), _("Registra los actos del juzgado sobre la medida de protección."), "court"),
    Role("upe", _("Unidad de protección especial"), _("Evalúa, dicta la protección provisional, hace el plan y deriva."), "upe"),
    Role("centre", _("Centro de acogida"), _("Recibe, cuida, avisa si sale sin permiso y prepara el egreso."), "centre"),
    Role("health", _("Salud"), _("Recibe una derivación y dice qué se atendió."), "health"),
    Role("school", _("Educación"), _("Recibe una derivación y dice qué se hizo en la escuela."), "school"),
    Role("labour", _("Inspección laboral"), _("Avisa y responde sobre trabajo infantil o forzoso."), "labour"),
    Role("identity_office", _("Identidad"), _("Responde pedidos de partida y documento."), "identity"),
    Role("demuna", _("Demuna"), _("Detecta, avisa y acompaña en el distrito."), "demuna"),
    Role("cem", _("Centro de emergencia mujer"), _("Atiende a adolescentes y mujeres, avisa y responde."), "cem"),
    Role("migration", _("Migraciones"), _("Avisa en la frontera y regulariza."), "migration"),
    Role("consulate", _("Consulado"), _("Responde por una niña de otro país o en otro país."), "consulate"),
    Role("reintegration", _("Reintegración"), _("Acompaña el plan y las visitas de seguimiento."), "reintegration"),
)


def _supervisor(role: Role) -> Role:
    return Role(
        f"{role.code}_supervisor",
        _("Supervisión: %(role)s") % {"role": role.name},
        _("Ve cuántos casos hay y qué está vencido en sus unidades; no lee relatos."),
        role.kind,
        True,
        role.code,
    )


_HOUSE: tuple[Role, ...] = (
    Role("crtp", _("Comisión regional"), _("Ve conteos y vencidos de su región. No abre expedientes."), "commission", False),
    Role("cmnp", _("Secretaría nacional"), _("Ve conteos y vencidos del país. No abre expedientes."), "commission", False),
    Role(
        "compact_manager",
        _("Responsable del compacto"),
        _("Lleva compromisos, dinero e indicadores. Solo cifras."),
        "compact",
        False,
    ),
    Role("partner", _("Socio implementador"), _("Informa de su propio acuerdo. Solo cifras."), "partner", False),
    Role("subrecipient", _("Subreceptor"), _("Informa de su propio subacuerdo. Solo cifras."), "partner", False),
    Role("evaluator", _("Evaluación"), _("Lee cifras y definiciones."), "evaluator", False),
    Role(
        "dpo",
        _("Oficial de datos personales"),
        _("Ve quién accedió y cambios de funciones; no lee expedientes."),
        "privacy",
        False,
        trusted=True,
    ),
    Role("auditor", _("Auditoría"), _("Comprueba el registro de accesos."), "audit", False, trusted=True),
    Role("admin", _("Administración"), _("Crea unidades y cuentas. No ve ningún caso."), "administration", False, trusted=True),
)

ROLES: dict[str, Role] = {role.code: role for role in (*_FRONT, *(_supervisor(role) for role in _FRONT), *_HOUSE)}
FRONT_ROLES: tuple[str, ...] = tuple(role.code for role in _FRONT)


def role(code: str) -> Role:
    """The role with this code. Raises `KeyError` where there is none."""
    return ROLES[code]


def choices() -> list[tuple[str, str | Promise]]:
    """(code, name) pairs for a form."""
    return [(code, entry.name) for code, entry in ROLES.items()]
