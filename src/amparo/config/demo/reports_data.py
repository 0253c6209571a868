"""The quarterly reports of the invented compact: who writes, who reads, what becomes of each. Days are counted from the quarter's end."""

# award or sub-award: its number, the unit that writes, the unit that reads
WRITERS = (
    ("DEMO-01", "socio", "gobierno-eeuu"),
    ("DEMO-02", "socio-dos", "gobierno-eeuu"),
    ("DEMO-01-A", "subreceptor", "socio"),
    ("DEMO-02-A", "subreceptor-dos", "socio-dos"),
)
AWARDS = ("DEMO-01", "DEMO-02")  # opened with their sub-awards

# what becomes of a report: day, step
WAYS = {
    "accepted": ((15, "write"), (16, "send"), (30, "accept")),
    "mended": ((15, "write"), (16, "send"), (25, "return"), (33, "mend"), (34, "send again"), (38, "accept")),
    "returned": ((15, "write"), (16, "send"), (25, "return")),
    "sent": ((15, "write"), (16, "send")),
    "draft": ((20, "write"),),
}
SETTLED = 40  # days after its end by which a quarter has come as far as it is told
LAST = {"DEMO-01": "accepted", "DEMO-02": "returned", "DEMO-01-A": "sent", "DEMO-02-A": "draft"}  # of the last settled quarter
MENDED = {("DEMO-01", 0), ("DEMO-02-A", 1)}  # and of those before it: these, (number, place of the quarter); all others accepted

# achievements, difficulties, next steps
WORDS = {
    "DEMO-01": (
        "Fiscalías y centros de Cusco, Lima y Madre de Dios trabajaron según el plan inventado.",
        "Una sala se entregó tarde.",
        "Seguir con las salas de entrevista única.",
    ),
    "DEMO-02": (
        "Las brigadas de Loreto y Puno entregaron alertas a la recepción.",
        "La crecida cerró el puerto inventado dos semanas.",
        "Formar dos brigadas más.",
    ),
    "DEMO-01-A": ("Se acompañó a familias de Cusco en quechua.", "Faltó movilidad.", "Acompañar a diez familias más."),
    "DEMO-02-A": ("Hubo talleres en las escuelas de Maynas.", "Dos escuelas cambiaron de fecha.", "Volver a esas dos escuelas."),
}
ADDED = "Se aclara lo observado: la diferencia es de un gasto que se revirtió."
REMARKS = (
    ("money", "El gasto no coincide con lo reportado en el libro: explique la diferencia."),
    ("achievements", "Diga en qué distritos se trabajó."),
)
EVIDENCE = ("DEMO-01", 0, "Acta inventada de entrega de una sala")

# values of V4 that come with a report: of whom, region, the first quarter's; each quarter one more
ALERTS = {"DEMO-02": ("21", 4), "DEMO-02-A": ("16", 6)}
