"""What both sides of the invented compact promised and gave. Entities, norms, lines of budgets and figures are all made up."""

# code, name es, name en: entities that answer for the host's part, since no real one may be said to
ENTITIES = (
    ("entidad-a", "Entidad inventada A", "Invented entity A"),
    ("entidad-b", "Entidad inventada B", "Invented entity B"),
)

# name, side that promises, owner, kind, text es, text en, due (day; below zero: days before the demonstration), wanted, counted,
# steps (side, day, step, done, words); the first, "propose", says who proposed it and when
COMMITMENTS = (
    ("posts", "host", "entidad-a", "staff", "Crear 30 puestos especializados", "Create 30 specialised posts", -35, 30, "puestos",
     (("host", 20, "propose", None, ""), ("us", 40, "agree", None, ""), ("host", 60, "start", None, ""),
      ("host", 300, "advance", 18, "Dieciocho puestos con plaza."))),
    ("norm", "host", "entidad-b", "law", "Aprobar un protocolo de entrevista única", "Approve a protocol for the single interview", 320, None, "",
     (("host", 20, "propose", None, ""), ("us", 40, "agree", None, ""), ("host", 90, "start", None, ""),
      ("host", 300, "meet", None, "Publicado."))),
    ("centres", "host", "entidad-a", "service", "Abrir cinco servicios de noche", "Open five night services", 900, 5, "servicios",
     (("host", 22, "propose", None, ""), ("us", 41, "agree", None, ""), ("host", 100, "start", None, ""),
      ("host", 330, "meet_partly", 3, "Tres de cinco."))),
    ("money", "host", "entidad-b", "money", "Asignar dos millones de soles al año", "Assign two million soles a year", 1_000, None, "",
     (("host", 22, "propose", None, ""), ("us", 41, "agree", None, ""))),
    ("building", "host", "entidad-a", "infrastructure", "Construir una sala en Puno", "Build a room in Puno", None, None, "",
     (("us", 250, "propose", None, ""),)),
    ("funds", "us", "red-kallpa", "money", "Entregar fondos cada trimestre", "Provide funds every quarter", 1_200, None, "",
     (("us", 20, "propose", None, ""), ("host", 45, "agree", None, ""), ("us", 60, "start", None, ""),
      ("us", 280, "advance", None, "Tres trimestres al día."))),
    ("course", "us", "sumaq-nan", "service", "Dar el curso a 60 docentes", "Give the course to 60 teachers", 335, 60, "docentes",
     (("us", 25, "propose", None, ""), ("host", 46, "agree", None, ""), ("us", 120, "start", None, ""),
      ("us", 345, "fail", 21, "Se suspendió por lluvias."))),
    ("experts", "us", "red-kallpa", "staff", "Enviar dos especialistas", "Send two specialists", -12, None, "",
     (("us", 26, "propose", None, ""), ("host", 47, "agree", None, ""))),
    ("system", "us", "sumaq-nan", "other", "Entregar una guía para municipios", "Deliver a guide for municipalities", 240, None, "",
     (("us", 27, "propose", None, ""), ("host", 48, "agree", None, ""), ("us", 255, "reschedule", None, "Según la modificación 1."))),
    ("manual", "us", "red-kallpa", "other", "Traducir el manual al aimara", "Translate the manual into Aymara", 300, None, "",
     (("us", 28, "propose", None, ""), ("host", 49, "agree", None, ""), ("us", 290, "meet", None, "Entregado."))),
    ("extra", "us", "sumaq-nan", "service", "Abrir una oficina en Tacna", "Open an office in Tacna", 600, None, "",
     (("us", 30, "propose", None, ""), ("us", 55, "withdraw", None, "Tacna no está en el territorio."))),
)  # fmt: skip
RESCHEDULED = 1_100  # the new day of what an amendment moved
# commitment, its side, title of the evidence, whether the other side accepts, its words
SHOWN = (
    ("posts", "host", "Relación inventada de plazas", False, "Seis de esas plazas ya existían."),
    ("norm", "host", "Norma inventada 001", True, ""),
    ("manual", "us", "Manual inventado en aimara", True, ""),
    ("funds", "us", "Constancias inventadas de entrega", True, "Coincide con el libro."),
)
# function → posts at the baseline, and at the end of each quarter since; None: the entity does not know
POSTS = (
    ("entidad-a", (("police", (10, 12, 14, 15, 18)), ("psychologist", (4, 4, 5, 6, 6)), ("lawyer", (None, None, 3, 3, 4)))),
    ("entidad-b", (("prosecutor", (6, 6, 8, 8, 10)), ("social_worker", (5, 5, None, 7, 7)))),
)
# entity, kind, text es, text en, amount in soles, first and last day, how it was valued, share of the first two objectives, accepted
GIFTS = (
    ("entidad-a", "cash", "Sueldos de puestos nuevos (inventado)", "Salaries of new posts (invented)", 1_500_000, 1, 180, "", (), True),
    ("entidad-b", "in_kind", "Uso de dos salas (inventado)", "Use of two rooms (invented)", 800_000, 1, 270,
     "Alquiler de salas parecidas, cifra inventada", (60, 40), True),
    ("entidad-a", "in_kind", "Vehículos prestados (inventado)", "Vehicles lent (invented)", 400_000, 100, 330,
     "Precio de lista, cifra inventada", (), False),
)  # fmt: skip
# year after the first, phase, amount, day of that year
PHASES = (
    (0, "pia", 2_000_000, 5), (0, "pim", 2_400_000, 120), (0, "certified", 2_200_000, 180), (0, "committed", 2_000_000, 240),
    (0, "accrued", 1_600_000, 330), (0, "paid", 1_500_000, 345), (1, "pia", 2_500_000, 5), (1, "pim", 2_500_000, 100),
    (1, "certified", None, 150),
)  # fmt: skip
# code, unit, kind, title es, title en, owner, day it is taken over, money, stages reached (day, step)
PRACTICES = (
    ("PR-1", "gobierno-peru", "protocol", "Entrevista única", "Single interview", "entidad-b", 1_000, 200_000,
     ((120, "adopt"), (200, "fund"), (310, "settle"))),
    ("PR-2", "gobierno-peru", "posts", "Puestos especializados", "Specialised posts", "entidad-a", 1_200, 900_000,
     ((150, "adopt"), (260, "fund"))),
    ("PR-3", "socio", "training", "Curso en la escuela de policía", "Course at the police school", "entidad-a", 1_100, None,
     ((210, "adopt"),)),
    ("PR-4", "socio-dos", "service", "Brigadas de vigilancia", "Community watches", "", None, None, ()),
)  # fmt: skip
