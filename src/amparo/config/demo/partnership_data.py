"""What the invented compact of the demonstration says. Amounts are round and names are made up, so that nobody takes them for real."""

COMPACT = {
    "title_es": "Alianza sucesora (de demostración)",
    "title_en": "Successor compact (demonstration)",
    "summary_es": "Compacto inventado para mostrar el sistema. Ni sus socios ni sus cifras existen.",
    "summary_en": "A compact invented to show the system. Neither its partners nor its figures exist.",
}
TERRITORY = ("08", "15", "16", "17", "21")

# code, unit, kind, name
ORGANISATIONS = (
    ("red-kallpa", "socio", "ngo", "Red Kallpa"),
    ("sumaq-nan", "socio-dos", "ngo", "Asociación Sumaq Ñan"),
    ("yanapay", "subreceptor", "ngo", "Colectivo Yanapay"),
    ("rimay", "subreceptor-dos", "academic", "Instituto Rimay"),
)
# organisation, role, prime
PARTNERS = (
    ("red-kallpa", "prime", ""),
    ("sumaq-nan", "prime", ""),
    ("yanapay", "sub", "red-kallpa"),
    ("rimay", "sub", "sumaq-nan"),
)
# unit, capacity, organisation
SEATS = (
    ("socio", "partner", "red-kallpa"),
    ("socio-dos", "partner", "sumaq-nan"),
    ("subreceptor", "subrecipient", "yanapay"),
    ("subreceptor-dos", "subrecipient", "rimay"),
    ("evaluacion", "evaluator", ""),
    ("crtp-08", "commission", ""),
    ("crtp-15", "commission", ""),
    ("crtp-16", "commission", ""),
    ("crtp-17", "commission", ""),
    ("crtp-21", "commission", ""),
    ("secretaria-nacional", "observer", ""),
)

# award: number, recipient, unit, title es, title en, amount, cost share, objectives, regions
AWARDS = (
    ("DEMO-01", "red-kallpa", "socio", "Fiscalías y centros que responden a tiempo", "Prosecutors and centres that answer in time",
     3_000_000, 300_000, (1, 2), ("08", "15", "17")),
    ("DEMO-02", "sumaq-nan", "socio-dos", "Comunidades que previenen", "Communities that prevent",
     2_000_000, 0, (2, 3), ("16", "21")),
)  # fmt: skip
# sub-award: number, award, prime's unit, recipient, its unit, title es, title en, amount, regions, signed on day, reported on day
SUBAWARDS = (
    ("DEMO-01-A", "DEMO-01", "socio", "yanapay", "subreceptor", "Acompañar en Cusco", "Accompany in Cusco", 500_000, ("08",), 30, 50),
    ("DEMO-02-A", "DEMO-02", "socio-dos", "rimay", "subreceptor-dos", "Escuelas de Loreto", "Schools of Loreto", 400_000, ("16",), 40, 120),
)  # fmt: skip
# budget lines by award or sub-award: category, amount, objective, region
BUDGETS = {
    "DEMO-01": (
        ("personnel", 900_000, 1, "08"), ("travel", 200_000, 1, "15"), ("contractual", 500_000, 2, "08"),
        ("equipment", 300_000, 2, "17"), ("supplies", 200_000, 2, "15"), ("personnel", 500_000, 2, "15"),
        ("other", 150_000, 1, "17"), ("indirect", 250_000, 0, ""),
    ),
    "DEMO-02": (
        ("personnel", 600_000, 2, "16"), ("contractual", 400_000, 3, "16"), ("travel", 200_000, 3, "21"),
        ("supplies", 200_000, 3, "16"), ("equipment", 200_000, 2, "21"), ("other", 200_000, 3, "21"),
        ("indirect", 200_000, 0, ""),
    ),
    "DEMO-01-A": (("personnel", 250_000, 2, "08"), ("travel", 100_000, 2, "08"), ("supplies", 150_000, 2, "08")),
    "DEMO-02-A": (("personnel", 200_000, 3, "16"), ("contractual", 100_000, 3, "16"), ("other", 100_000, 3, "16")),
}  # fmt: skip
# what every quarter brings: kind, award, days after its first day (or before its last), amount, currency, objective, region, category
EVERY_QUARTER = (
    ("advance", "DEMO-01", 8, 300_000, "USD", 0, "", ""),
    ("expenditure", "DEMO-01", -20, 120_000, "USD", 1, "08", "personnel"),
    ("expenditure", "DEMO-01", -15, 300_000, "PEN", 2, "17", "equipment"),
    ("payment", "DEMO-01", -5, 180_000, "USD", 0, "", ""),
    ("advance", "DEMO-02", 9, 200_000, "USD", 0, "", ""),
    ("expenditure", "DEMO-02", -18, 60_000, "USD", 2, "16", "personnel"),
    ("payment", "DEMO-02", -4, 90_000, "USD", 0, "", ""),
)  # fmt: skip
# every second quarter, beginning with the place: kind, sub-award, days, amount, objective, region, category
EVERY_SECOND = (
    (0, "sub_advance", "DEMO-01-A", 65, 100_000, 0, "", ""),
    (0, "sub_expenditure", "DEMO-01-A", -8, 60_000, 2, "08", "personnel"),
    (1, "sub_advance", "DEMO-02-A", 20, 80_000, 0, "", ""),
    (1, "sub_expenditure", "DEMO-02-A", -8, 50_000, 3, "16", "contractual"),
)
RATES = ("3.70", "3.75", "3.80", "3.75", "3.70", "3.60", "3.50")  # soles a dollar, invented

# what was said: unit, day, side, kind, amount, currency, bound, words, speaker
CLAIMS = (
    ("gobierno-eeuu", 100, "us", "awarded", 5_200_000, "USD", "at_least", "más de cinco millones doscientos mil dólares", "Vocería inventada A"),
    ("gobierno-peru", 180, "us", "disbursed", 1_500_000, "USD", "about", "cerca de un millón y medio ya entregado", "Vocería inventada B"),
    ("gobierno-eeuu", 280, "us", "awarded", 4_900_000, "USD", "exact", "cuatro millones novecientos mil dólares", "Vocería inventada A"),
)  # fmt: skip
EXPLAINED = (
    "La nota inventada suma la contrapartida de la Red Kallpa a lo adjudicado.",
    "The invented note adds the cost share of Red Kallpa to what was awarded.",
)
