"""Why a file is not taken, and what to do: one sentence each."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "empty": _("El archivo está vacío: elija otra vez el registro y súbalo."),
    "too_large": _("El archivo pesa más de 64 MB: divídalo por años y suba cada parte."),
    "password": _("El archivo tiene contraseña: ábralo, quítele la contraseña, guárdelo y vuelva a subirlo."),
    "old_excel": _("El archivo es de un Excel antiguo (.xls): ábralo y guárdelo como «Libro de Excel (.xlsx)»."),
    "other_kind": _("El archivo no es una hoja de cálculo: guarde el registro como .xlsx o .csv y vuelva a subirlo."),
    "broken": _("El archivo está dañado o incompleto: ábralo en Excel, guárdelo de nuevo como .xlsx y vuelva a subirlo."),
    "bomb": _("El archivo se expande demasiado al abrirlo: copie solo la tabla a un libro nuevo y súbalo."),
    "far_cell": _(
        "La hoja llega hasta la celda %(cell)s, demasiado lejos: borre las filas y columnas vacías del final y súbala otra vez."
    ),
    "no_sheet": _("El libro no tiene ninguna hoja con datos a la vista: deje visible la hoja del registro y súbalo otra vez."),
    "not_text": _("El archivo no se puede leer como texto: guárdelo como «CSV UTF-8» o .xlsx y vuelva a subirlo."),
    "no_table": _("No se encontró la fila de encabezados: revise que la tabla tenga títulos de columna y súbala otra vez."),
    "too_many_rows": _("La tabla tiene más de %(most)s filas: divídala por años y suba cada parte."),
}


def say(code: str, **values: object) -> str:
    """The sentence of a refusal in the reader's language."""
    sentence = str(SENTENCES[code])
    return sentence % values if values else sentence
