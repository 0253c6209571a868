"""The words registers use for what the code lists name. What is not here stays unknown and is flagged."""

import re
from dataclasses import dataclass

from amparo.exchange.folding import fold

UNKNOWN = re.compile(
    r"|x+|n ?[aidrp]?|s ?[defin]{1,2}|no|ning[a-z]+|0+|sin (dato|datos|informacion|especificar|ni|numero|documento|dni)|"
    r"(por|pendiente( de)?|en) (precisar|determinar|confirmar|identificar|vincular|proceso)|pendiente|indocumentad[oa]|"
    r"(se )?desconoce|desconocid[oa]|ignorad[oa]|"
    r"no (se )?(sabe|precisa|indica|registra|refiere|recuerda|especifica|consta|figura|tiene|porta|aplica)|"
    r"indetermina[od]a?|unknown|none|null|otros? no especificad[oa]s?"
)


def says_unknown(text: str) -> bool:
    """Whether a cell says nothing, or says that it is not known."""
    return bool(UNKNOWN.fullmatch(fold(text)))


def _patterns(**words: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), code) for code, pattern in words.items())


SEX = _patterns(female=r"f|fem|femenin[oa]|m(ujer|uj)|niña|female|hembra", male=r"m|masc|masculin[oa]|h|hombre|varon|niño|male|v")
PURPOSE = _patterns(
    sale_of_children=r"venta de (niñ|menor|nna)",
    begging=r"mendicidad",
    organs=r"organos|tejidos",
    forced_labour=r"(trabajo|servicio)s? forz[ao]",
    servitude=r"servidumbre",
    slavery=r"esclavitud",
    sexual=r"sexual|esnna|prostituci|proxenet|pornograf|damas? de compañ|nigth|night club|\bes\b",
    labour=r"laboral|trabajo|domestic|\bel\b|mineria|tala",
    other=r"\botr[oa]s?\b|matrimonio|delictiv|ilicit|reclutamiento",
)
ACT = _patterns(
    recruit=r"capta",
    transport=r"transport",
    transfer=r"traslad",
    harbour=r"acogi|acoge|aloja",
    receive=r"recib|recep",
    retain=r"reten",
)
CHANNEL = _patterns(
    job_offer=r"oferta|falsa promesa|empleo|trabajo",
    social_network=r"red(es)? social|facebook|whatsapp|tik ?tok|instagram|messenger",
    romance=r"enamora|seduc|pareja|lover",
    godparent=r"padrin|madrin|estudi",
    family=r"familiar|madre|padre|ti[oa]\b|herman|prim[oa]\b",
    agency=r"agencia",
    terminal=r"terminal|calle|via publica|puerto",
    school=r"colegio|escuela|institucion educativa",
    online_ad=r"internet|anuncio|pagina web",
    printed_ad=r"aviso|periodico|letrero",
    known_person=r"conocid|amig|vecin",
    other=r"\botr[oa]s?\b",
)
STATUS = _patterns(
    ruled_out=r"descartad|no es victima|no victima|negativ",
    identified=r"identificad|confirmad|victima (de trata )?acreditad|^victima$|^si$|acreditad",
    presumed=r"presunt|posible|probable|sospech|por confirmar|en evaluacion",
    undecided=r"sin decision|en investigacion|pendiente|en proceso",
)
NATIONALITY = _patterns(
    PE=r"peru|peruan|^pe$", VE=r"venez|venec", EC=r"ecuat|ecuador", CO=r"colomb", BO=r"boliv", BR=r"brasil|brazil",
    CL=r"chile", AR=r"argent",
    PY=r"paragu", CU=r"cuba", DO=r"dominican", HT=r"hait", MX=r"mexic",
    US=r"estados unidos|estadoun|eeuu", CN=r"chin[ao]", stateless=r"apatrid",
)  # fmt: skip
DOCUMENT = _patterns(
    dni=r"dni|d n i|cui|documento nacional|libreta",
    foreign_card=r"extranjeria|carne|\bc ?e\b",
    temporary_permit=r"\bptp\b|\bcpp\b|permiso temporal",
    passport=r"pasaporte|\bpas\b|passport",
    birth_record=r"partida|acta",
    foreign_id=r"cedula|\bci\b|extranjer",
    refugee_card=r"refugi",
)


@dataclass(frozen=True, slots=True)
class Heard:
    """The codes a cell names; `left` is true where some of it was not understood."""

    codes: tuple[str, ...] = ()
    left: bool = False


def whole(text: str, patterns: tuple[tuple[re.Pattern[str], str], ...]) -> Heard:
    """One code for the whole cell (sex)."""
    folded = fold(text)
    found = tuple(code for pattern, code in patterns if pattern.fullmatch(folded))
    return Heard(found[:1], left=not found)


def one_of(text: str, patterns: tuple[tuple[re.Pattern[str], str], ...]) -> Heard:
    """The first code whose words occur in the cell."""
    folded = fold(text)
    found = next((code for pattern, code in patterns if pattern.search(folded)), "")
    return Heard((found,), left=False) if found else Heard(left=True)


def all_of(text: str, patterns: tuple[tuple[re.Pattern[str], str], ...]) -> Heard:
    """A code for each part of the cell (parts stand apart by comma, slash, plus, semicolon, line or «y»)."""
    codes: list[str] = []
    left = False
    for part in re.split(r"[,;/+\n]| y | e |-", text):
        if says_unknown(part) or fold(part) in ("trata", "trata de personas", "presunta trata"):
            continue
        code = one_of(part, patterns).codes
        codes += code
        left = left or not code
    if left and not codes:
        return one_of(text, patterns)
    return Heard(tuple(dict.fromkeys(codes)), left)
