"""The field work of the invented compact: plan, trainings, prevention. Days are counted from the compact's first day."""

# unit → award or sub-award it works under
UNDER = {"socio": "DEMO-01", "socio-dos": "DEMO-02", "subreceptor": "DEMO-01-A", "subreceptor-dos": "DEMO-02-A"}

# unit, code, objective, output es, title es, title en, first day, last day, regions, wanted, counted, budget, steps (day, step, done)
PLAN = (
    ("socio", "1.1", 1, "Fiscalías preparadas", "Capacitar a fiscales y policías", "Train prosecutors and police", 20, 300,
     ("08", "15"), 40, "funcionarios", 200_000, ((25, "start", None), (200, "advance", 24), (305, "do", 40))),
    ("socio", "1.2", 1, "Fiscalías preparadas", "Equipar salas de entrevista única", "Equip single-interview rooms", 60, 700,
     ("08", "17"), 4, "salas", 300_000, ((70, "start", None), (310, "advance", 2))),
    ("socio", "2.1", 2, "Centros que acogen", "Mejorar tres centros de acogida", "Improve three shelters", 120, 900,
     ("08", "15", "17"), 3, "centros", 450_000, ((130, "start", None),)),
    ("socio-dos", "2.1", 2, "Atención en Loreto", "Abrir un servicio de noche en Iquitos", "Open a night service in Iquitos", 90, 330,
     ("16",), 1, "servicios", 250_000, ((100, "postpone", None),)),
    ("socio-dos", "3.1", 3, "Comunidades informadas", "Formar brigadas de vigilancia", "Form community watches", 30, 340,
     ("16", "21"), 12, "brigadas", 180_000, ((35, "start", None), (220, "advance", 7))),
    ("subreceptor", "2.1", 2, "Acompañamiento", "Acompañar a familias en Cusco", "Accompany families in Cusco", 40, 600,
     ("08",), 60, "familias", 150_000, ((50, "start", None), (300, "advance", 31))),
    ("subreceptor-dos", "3.1", 3, "Escuelas que previenen", "Talleres en escuelas de Maynas", "Workshops in schools of Maynas", 60, 320,
     ("16",), 20, "escuelas", 120_000, ((65, "start", None), (322, "do", 18))),
    ("subreceptor-dos", "3.2", 3, "Escuelas que previenen", "Radio escolar en lengua kukama", "School radio in Kukama", 90, 340,
     ("16",), 2, "radios", 30_000, ((180, "cancel", None),)),
)  # fmt: skip

# unit, code, title es, title en, hours, objective
COURSES = (
    ("socio", "DEMO-ENT", "Entrevista única sin revictimizar", "Single interview without revictimising", 24, 1),
    ("socio-dos", "DEMO-IDE", "Reconocer las señales de la trata", "Recognise the signs of trafficking", 8, 2),
    ("subreceptor", "DEMO-ACO", "Acompañar en quechua", "Accompany in Quechua", 16, 2),
)
# unit, course, first day, hours, region, place, people (first, last of the invented ones), step
TRAININGS = (
    ("socio", "DEMO-ENT", 100, 24, "08", "Auditorio inventado de Cusco", (0, 14), "hold"),
    ("socio", "DEMO-ENT", 180, 24, "15", "Auditorio inventado de Lima", (10, 26), "hold"),
    ("socio-dos", "DEMO-IDE", 150, 8, "16", "Casa comunal inventada de Iquitos", (26, 36), "hold"),
    ("socio-dos", "DEMO-IDE", 250, 8, "21", "Casa comunal inventada de Juliaca", (36, 40), "hold"),
    ("subreceptor", "DEMO-ACO", 280, 16, "08", "Local inventado de Cusco", (), "cancel"),
    ("subreceptor", "DEMO-ACO", 330, 16, "08", "Local inventado de Cusco", (), ""),
)
POSTS = (("mpfn", "prosecutor"), ("pnp", "police"), ("mimp", "social_worker"), ("minsa", "psychologist"), ("minedu", "teacher"))

# unit, kind, title es, title en, first day, last day, regions, objective, (reached, how), (indirect, how), languages
CAMPAIGNS = (
    ("socio-dos", "social_media", "Que no te engañen (inventada)", "Do not be fooled (invented)", 60, 90, ("16", "21"), 3,
     (12_000, "platform_figures"), (50_000, "audience_estimate"), ("es", "aimara")),
    ("subreceptor-dos", "school", "Mi escuela me cuida (inventada)", "My school cares (invented)", 120, 150, ("16",), 3,
     (900, "attendance_list"), (None, ""), ("es",)),
    ("subreceptor", "fair", "Feria de la terminal (inventada)", "Fair at the terminal (invented)", 200, 201, ("08",), 2,
     (None, ""), (None, ""), ("es", "quechua")),
)  # fmt: skip
# unit, sector, day, places, people, committed, district
OUTREACH = (
    ("socio-dos", "transport", 140, 12, 80, 9, "160101"),
    ("subreceptor-dos", "school", 210, 18, None, 11, "160101"),
    ("socio", "lodging", 230, 25, 40, 15, "170101"),
)
# unit, kind, district, day, step
SIGNALS = (
    ("subreceptor", "job_offer", "080101", 130, "hand"),
    ("socio-dos", "movement", "160101", 190, "dismiss"),
    ("crtp-08", "venue", "080101", 260, ""),
)
# unit, kind, district, level, day, over
RISK_PLACES = (
    ("socio", "mining", "170101", "high", 90, False),
    ("socio-dos", "port", "160101", "medium", 110, False),
    ("subreceptor", "terminal", "080101", "medium", 120, False),
    ("socio-dos", "border", "210101", "unknown", 200, True),
)
