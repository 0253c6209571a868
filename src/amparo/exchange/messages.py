"""What each code says to the person who looks at the row."""

from django.utils.translation import gettext_lazy as _

# Doubts: the row becomes a file, and the file says what is not certain.
DOUBTS = {
    "date_unreadable": _("No se entiende la fecha del hecho; quedó como desconocida."),
    "date_swapped": _("El día y el mes venían invertidos; se leyó la única fecha posible."),
    "date_serial": _("La fecha del hecho venía como número de hoja de cálculo."),
    "date_missing": _("No dice la fecha del hecho."),
    "birth_unreadable": _("No se entiende la fecha de nacimiento; quedó como desconocida."),
    "birth_swapped": _("El día y el mes del nacimiento venían invertidos; se leyó la única fecha posible."),
    "birth_serial": _("La fecha de nacimiento venía como número de hoja de cálculo."),
    "status_date_unreadable": _("No se entiende la fecha de la condición de víctima."),
    "status_date_swapped": _("El día y el mes de la condición venían invertidos."),
    "status_date_serial": _("La fecha de la condición venía como número de hoja de cálculo."),
    "age_unreadable": _("No se entiende la edad; quedó como desconocida."),
    "age_range": _("La edad es un intervalo."),
    "age_disagrees": _("La edad no coincide con la fecha de nacimiento; se guardan las dos."),
    "age_unknown": _("No dice edad ni nacimiento; se presume que es menor de edad."),
    "age_around_majority": _("Podría tener 18 años; se presume que es menor de edad."),
    "sex_unreadable": _("No se entiende el sexo; quedó como desconocido."),
    "name_split_unsure": _("No es seguro dónde terminan los apellidos y empiezan los nombres."),
    "name_incomplete": _("El nombre está incompleto."),
    "initials_only": _("Solo hay iniciales; se guardaron como otro nombre."),
    "alias_only": _("Solo hay un apodo."),
    "name_missing": _("No dice el nombre."),
    "document_unreadable": _("No se entiende el número de documento; no se usó."),
    "document_check_wrong": _("El dígito verificador del DNI no coincide."),
    "document_zeros": _("Al DNI le faltaban ceros a la izquierda; se completaron."),
    "document_kind_unknown": _("No dice qué documento es."),
    "place_unknown": _("El lugar no está en el catálogo; quedó como desconocido."),
    "place_ambiguous": _("El lugar puede ser más de uno; no se eligió ninguno."),
    "place_reniec": _("El código de lugar es de RENIEC; se pasó a INEI."),
    "place_noted": _("Una parte del lugar no se usó; revise."),
    "purpose_unreadable": _("No se entiende la finalidad, o una parte de ella."),
    "act_unreadable": _("No se entiende la conducta, o una parte de ella."),
    "channel_unreadable": _("No se entiende la forma de captación."),
    "status_unreadable": _("No se entiende la condición de víctima; quedó sin decisión."),
    "nationality_unreadable": _("No se entiende la nacionalidad."),
    "event_number_missing": _("No tiene número de operativo: no se puede unir a otros casos del mismo hecho."),
    "event_dates_differ": _("Otra fila del mismo operativo dice otra fecha."),
    "event_places_differ": _("Otra fila del mismo operativo dice otro lugar."),
    "count_unreadable": _("No se entiende cuántas niñas o niños son."),
    "counts_differ": _("Los nombres no coinciden con la cantidad."),
    "children_unnamed": _("La fila cuenta niñas o niños sin decir quiénes son."),
    "several_people": _("La fila nombra a varias personas; se crea un expediente para cada una."),
    "looks_like_row": _("Se parece mucho a otra fila del archivo; revise si es la misma persona."),
    "some_repeated": _("Alguna persona de la fila ya está en otra; se crean solo las demás."),
    "known_child": _("Ya tiene expediente en su unidad."),
}
# Stops: the row waits in quarantine until somebody mends it.
STOPS = {
    "adult": _("Según el registro es mayor de edad."),
    "born_after_event": _("Nació después del hecho: una de las dos fechas está mal."),
    "event_in_future": _("La fecha del hecho todavía no llega."),
    "nobody": _("La fila no dice nada de ninguna niña o niño."),
    "too_many_children": _("Son demasiadas personas para una sola fila."),
    "row_shifted": _("Las celdas parecen corridas de columna."),
    "document_shared": _("Otra fila con otro nombre tiene el mismo documento."),
    "same_child_other_event": _("Parece la misma niña o niño en otro hecho: diga si es un caso nuevo."),
    "some_adults": _("Alguna persona de la fila es mayor de edad: separe la fila."),
}
MESSAGES = {**DOUBTS, **STOPS}

CLASSES = {
    "released": _("Para crear"),
    "quarantined": _("En espera"),
    "duplicate": _("Repetidas"),
    "merged": _("Unidas a un hecho"),
}
ONE = {  # the class of one row
    "released": _("Se crea"),
    "quarantined": _("Espera"),
    "duplicate": _("Repetida"),
    "merged": _("Unida a un hecho"),
}
ASIDE = {
    "heading": _("Encabezado repetido"),
    "total": _("Fila de totales"),
    "note": _("Nota al pie"),
    "section": _("Título de sección"),
}
