"""The institutions, units and people of the demonstration. The institutions are public; every person and every centre is invented."""

from dataclasses import dataclass

from amparo.access.models import Institution, InstitutionName, Membership, Unit, User
from amparo.access.roles import ROLES
from amparo.cases.models import Bed, Centre
from amparo.core import keyshelf
from amparo.core.ids import new_code
from amparo.core.sealed import write_sealed

REGIONS = {"08": "Cusco", "15": "Lima", "16": "Loreto", "17": "Madre de Dios", "21": "Puno"}


@dataclass(frozen=True)
class House:
    """An institution: code, kind, name, and the name of its seat."""

    code: str
    kind: str
    name: str
    short: str
    seat: str = ""


HOUSES = (
    House("pnp", "police", "Policía Nacional del Perú", "PNP", "Dirección contra la trata de personas"),
    House("mpfn", "prosecution", "Ministerio Público", "MP-FN", "Coordinación nacional de fiscalías de trata"),
    House("mimp", "upe", "Ministerio de la Mujer y Poblaciones Vulnerables", "MIMP", "Dirección de protección especial"),
    House("inabif", "centre", "Programa Integral Nacional para el Bienestar Familiar", "INABIF", "Coordinación de centros"),
    House("warmi-nan", "cem", "Programa Nacional Warmi Ñan", "Warmi Ñan", "Coordinación de centros de emergencia"),
    House("pj", "court", "Poder Judicial", "PJ"),
    House("minjus", "defence", "Ministerio de Justicia y Derechos Humanos", "MINJUSDH"),
    House("minsa", "health", "Ministerio de Salud", "MINSA"),
    House("minedu", "school", "Ministerio de Educación", "MINEDU"),
    House("sunafil", "labour", "Superintendencia Nacional de Fiscalización Laboral", "SUNAFIL"),
    House("reniec", "identity", "Registro Nacional de Identificación y Estado Civil", "RENIEC"),
    House("migraciones", "migration", "Superintendencia Nacional de Migraciones", "Migraciones"),
    House("rree", "consulate", "Ministerio de Relaciones Exteriores", "RREE"),
    House("mininter", "commission", "Ministerio del Interior", "MININTER"),
    House("gore", "commission", "Gobiernos regionales", "GORE"),
    House("municipios", "demuna", "Municipalidades", "Municipios"),
    House("reintegra", "reintegration", "Equipos de reintegración", "Reintegración"),
    House("compacto", "compact", "Alianza para la protección de la niñez", "Alianza CPC"),
    House("amparo", "administration", "Administración de Amparo", "Amparo"),
)

# one unit in each region: code, house, kind, name
REGIONAL = (
    ("comisaria", "pnp", "police", "Comisaría de {region}"),
    ("fistrap", "mpfn", "prosecutor", "Fiscalía de trata de {region}"),
    ("familia", "mpfn", "family_prosecutor", "Fiscalía de familia de {region}"),
    ("udavit", "mpfn", "udavit", "Unidad de víctimas y testigos de {region}"),
    ("upe", "mimp", "upe", "UPE {region}"),
    ("juzgado", "pj", "court", "Juzgado de familia de {region}"),
    ("defensa", "minjus", "defender", "Defensa pública de víctimas de {region}"),
    ("salud", "minsa", "health", "Red de salud de {region}"),
    ("ugel", "minedu", "school", "UGEL {region}"),
    ("care", "inabif", "centre", "CARE {region} 1"),
    ("sunafil", "sunafil", "labour", "Intendencia de {region}"),
    ("reniec", "reniec", "identity_office", "Oficina registral de {region}"),
    ("demuna", "municipios", "demuna", "Demuna de {region}"),
    ("cem", "warmi-nan", "cem", "Centro de emergencia de {region}"),
    ("migraciones", "migraciones", "migration", "Jefatura zonal de {region}"),
    ("reintegra", "reintegra", "reintegration", "Equipo de reintegración de {region}"),
    ("crtp", "gore", "crtp", "Comisión regional de {region}"),
)
NATIONAL = (
    ("linea-1818", "mininter", "hotline", "Línea 1818"),
    ("secretaria-nacional", "mininter", "cmnp", "Secretaría técnica nacional"),
    ("consulado", "rree", "consulate", "Asistencia consular"),
    ("gobierno-peru", "compacto", "compact_manager", "Responsable por el Perú"),
    ("gobierno-eeuu", "compacto", "compact_manager", "Responsable por los Estados Unidos"),
    ("socio", "compacto", "partner", "Red Kallpa"),
    ("socio-dos", "compacto", "partner", "Asociación Sumaq Ñan"),
    ("subreceptor", "compacto", "subrecipient", "Colectivo Yanapay"),
    ("subreceptor-dos", "compacto", "subrecipient", "Instituto Rimay"),
    ("evaluacion", "compacto", "evaluator", "Equipo de evaluación"),
    ("administracion", "amparo", "administration", "Administración del sistema"),
)
# unit code, role, name shown. In Cusco one person of every kind, for the tour.
CUSCO = (
    ("comisaria-08", "police", "Sub. Teófilo Ccori"),
    ("fistrap-08", "prosecutor", "Dra. Maruja Aybar"),
    ("familia-08", "family_prosecutor", "Dr. Hilario Umpire"),
    ("udavit-08", "udavit", "Lic. Nélida Cusihuamán"),
    ("upe-08", "upe", "Psic. Rosaura Quispe"),
    ("upe-08", "upe", "T.S. Wilbert Illa"),
    ("juzgado-08", "court", "Esp. Zenón Palomino"),
    ("defensa-08", "defender", "Abg. Yeni Sutta"),
    ("salud-08", "health", "Dra. Olinda Ttito"),
    ("ugel-08", "school", "Prof. Efraín Huallpa"),
    ("care-08", "centre", "Lic. Asunta Champi"),
    ("sunafil-08", "labour", "Insp. Ubaldo Meza"),
    ("reniec-08", "identity_office", "Reg. Paulina Ancco"),
    ("demuna-08", "demuna", "Def. Eusebia Kcana"),
    ("cem-08", "cem", "Lic. Irma Huanca"),
    ("migraciones-08", "migration", "Insp. Rolando Vilca"),
    ("reintegra-08", "reintegration", "T.S. Flora Ayma"),
    ("crtp-08", "crtp", "Ing. Saturnino Roca"),
)
SEATS = (
    ("pnp-sede", "police_supervisor", "Crnl. Aurelio Santa María"),
    ("mpfn-sede", "prosecutor_supervisor", "Dra. Consuelo Barreda"),
    ("mimp-sede", "upe_supervisor", "Dra. Nora Villavicencio"),
    ("inabif-sede", "centre_supervisor", "Lic. Gladys Arrunátegui"),
    ("linea-1818", "hotline", "Op. Milagros Chero"),
    ("secretaria-nacional", "cmnp", "Dr. Fabián Otiniano"),
    ("consulado", "consulate", "Min. Elvira Sarmiento"),
    ("gobierno-peru", "compact_manager", "Lic. Bertha Lozada"),
    ("gobierno-eeuu", "compact_manager", "Ms. Dana Whitfield"),
    ("socio", "partner", "Mg. Jacinto Poma"),
    ("evaluacion", "evaluator", "Dra. Sonia Iparraguirre"),
    ("administracion", "admin", "Ing. Lucía Tenorio"),
    ("administracion", "admin", "Ing. Marcial Duda"),
    ("administracion", "dpo", "Abg. Renata Solís"),
    ("administracion", "auditor", "CPC Óscar Lazo"),
)
PARTNERS = (  # after everybody else, so that nobody's number changes; their organisations are invented too
    ("socio-dos", "partner", "Lic. Amadea Tunque"),
    ("subreceptor", "subrecipient", "Lic. Fermín Yupa"),
    ("subreceptor-dos", "subrecipient", "Mg. Noemí Taricuarima"),
    ("crtp-16", "crtp", "Abg. Segundo Tapullima"),
)
ELSEWHERE = (
    ("comisaria", "police"),
    ("fistrap", "prosecutor"),
    ("upe", "upe"),
    ("juzgado", "court"),
    ("care", "centre"),
    ("salud", "health"),
    ("ugel", "school"),
    ("reniec", "identity_office"),
    ("reintegra", "reintegration"),
)
BEDS = {"08": 10, "15": 16, "16": 9, "17": 8, "21": 7}


def build() -> None:
    """Institutions, units, centres and people; what is there already stays as it is."""
    for house in HOUSES:
        institution, new = Institution.objects.get_or_create(code=house.code, defaults={"kind": house.kind})
        if new:
            InstitutionName.objects.create(institution=institution, name=house.name, short_name=house.short)
        if house.seat:
            _unit(f"{house.code}-sede", house.code, "headquarters", house.seat, [], "")
    seats = {house.code for house in HOUSES if house.seat}
    for prefix, region in REGIONS.items():
        for code, house, kind, name in REGIONAL:
            parent = f"{house}-sede" if house in seats else ""
            unit = _unit(f"{code}-{prefix}", house, kind, name.format(region=region), [prefix], parent)
            if kind == "centre":
                _centre(unit, BEDS[prefix])
    for code, house, kind, name in NATIONAL:
        _unit(code, house, kind, name, [], "")
    people = [*CUSCO, *SEATS]
    people += [
        (f"{code}-{prefix}", role, f"{ROLES[role].name} de {region}")
        for prefix, region in REGIONS.items()
        if prefix != "08"
        for code, role in ELSEWHERE
    ]
    people += PARTNERS
    for number, (unit, role, name) in enumerate(people):
        _person(number, unit, role, str(name))


def _unit(code: str, house: str, kind: str, name: str, ubigeo: list[str], parent: str) -> Unit:
    unit, _new = Unit.objects.get_or_create(
        code=code,
        defaults={
            "institution": Institution.objects.get(code=house), "kind": kind, "name": name, "ubigeo": ubigeo,
            "parent": Unit.objects.get(code=parent) if parent else None,
        },
    )  # fmt: skip
    return unit


def _centre(unit: Unit, beds: int) -> None:
    if Centre.objects.filter(unit=unit).exists():
        return
    centre = Centre(unit=unit, specialised=True, sexes="female", age_from=10, age_to=17, with_baby=unit.code != "care-21")
    centre.key = keyshelf.new_key("centres")
    write_sealed(centre, "address", "Domicilio inventado del centro, sin número", key=centre.key)
    centre.save(force_insert=True)
    Bed.objects.bulk_create(Bed(centre=centre, number=number + 1) for number in range(beds))


def _person(number: int, unit: str, role: str, name: str) -> None:
    email = f"{role.replace('_', '-')}.{number}@amparo.example"
    if User.objects.filter(email=email).exists():
        return
    user = User(code=new_code("USR"), email=email, display_name=name)
    user.set_unusable_password()
    user.save()
    Membership.objects.create(user=user, unit=Unit.objects.get(code=unit), role=role, state="active")
