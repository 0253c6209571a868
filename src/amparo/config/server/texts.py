"""What the command line says, in Spanish and English. Standard library only: it speaks before Django is there.

`say(key, **values)` gives the sentence in the language of AMPARO_LANG, or of LC_ALL / LANG, or Spanish.
"""

import contextlib
import os
import sys

TEXTS: dict[str, tuple[str, str]] = {
    # the list of commands
    "usage": ("Uso: ./amparo ORDEN [opciones]", "Usage: ./amparo COMMAND [options]"),
    "commands": ("Órdenes:", "Commands:"),
    "cmd.start": (
        "pone Amparo en marcha en esta máquina (--port, --data, --empty, --cases, --seed)",
        "runs Amparo on this machine (--port, --data, --empty, --cases, --seed)",
    ),
    "cmd.test": ("corre todas las pruebas (acepta argumentos de pytest)", "runs every test (takes pytest arguments)"),
    "cmd.bench": (
        "mide contra una vara conocida: bench NOMBRE [--quick] [--json]",
        "measures against a yardstick: bench NAME [--quick] [--json]",
    ),
    "cmd.audit": (
        "verifica la cadena de auditoría: audit verify [--head ARCHIVO] | audit head",
        "verifies the audit chain: audit verify [--head FILE] | audit head",
    ),
    "cmd.vault": ("cambia la llave maestra sin detener nada: vault rotate", "changes the master key online: vault rotate"),
    "cmd.import": (
        "trae un registro: import registro ARCHIVO --perfil NOMBRE [--apply]; movimientos: import dinero ARCHIVO [--aplicar]; "
        "presupuestos: import presupuesto ARCHIVO [--aplicar]; o una alianza: import compact CARPETA",
        "brings in a register: import registro FILE --perfil NAME [--apply]; transactions: import dinero FILE [--aplicar]; "
        "budgets: import presupuesto FILE [--aplicar]; or a compact: import compact FOLDER",
    ),
    "cmd.pack": (
        "hace el documento de un diálogo: pack --compact CÓDIGO --dialogue N --out CARPETA",
        "makes the pack of a dialogue: pack --compact CODE --dialogue N --out FOLDER",
    ),
    "cmd.manage": ("da acceso a las órdenes de Django sobre la carpeta de datos", "runs Django commands on the data folder"),
    "cmd.prepare-database": (
        "prepara un servidor PostgreSQL propio: roles, base, extensiones",
        "prepares your own PostgreSQL server: roles, database, extensions",
    ),
    "cmd.lock": (
        "vuelve a escribir requirements.lock y requirements-dev.lock",
        "writes requirements.lock and requirements-dev.lock again",
    ),
    "unknown": (
        "No existe la orden «{name}». Escriba ./amparo para ver las que hay.",
        "There is no command “{name}”. Type ./amparo to see them.",
    ),
    "extra": (
        "No se entiende «{words}». Escriba ./amparo {command} --help.",
        "“{words}” is not understood. Type ./amparo {command} --help.",
    ),
    # options
    "opt.port": ("puerto en esta máquina (8000)", "port on this machine (8000)"),
    "opt.data": ("carpeta de datos", "data folder"),
    "opt.empty": ("sin datos de demostración, para trabajo real", "without demo data, for real work"),
    "opt.cases": ("casos de demostración", "demo cases"),
    "opt.seed": ("semilla de la demostración", "seed of the demo"),
    "opt.quick": ("versión corta, menos de 50 segundos", "short version, under 50 seconds"),
    "opt.json": ("la última línea es un objeto JSON", "the last line is one JSON object"),
    "opt.bench": ("nombre de la medición", "name of the benchmark"),
    "opt.superuser": (
        "dirección de conexión de un administrador del servidor (o la variable AMPARO_SUPERUSER_URL)",
        "connection address of a server administrator (or the variable AMPARO_SUPERUSER_URL)",
    ),
    "opt.dbname": ("nombre de la base (amparo)", "name of the database (amparo)"),
    # start
    "start.first": ("Preparando Amparo por primera vez en {data} …", "Preparing Amparo for the first time in {data} …"),
    "start.postgres": (
        "  base de datos: PostgreSQL {major} privado ({where})",
        "  database: private PostgreSQL {major} ({where})",
    ),
    "start.postgres.own": ("  base de datos: la de DATABASE_URL", "  database: the one in DATABASE_URL"),
    "start.migrate": ("  creando o actualizando las tablas …", "  creating or updating the tables …"),
    "start.reference": ("  cargando normas, lugares y listas …", "  loading norms, places and lists …"),
    "start.demo": ("  creando los casos de demostración (personas ficticias) …", "  making the demo cases (fictitious people) …"),
    "start.ready": ("Amparo está en marcha: {url}", "Amparo is running: {url}"),
    "start.demo.note": (
        "Son datos de demostración: todas las personas son ficticias.",
        "This is demo data: every person is fictitious.",
    ),
    "start.data": ("Los datos están en {data}", "The data is in {data}"),
    "start.stop": ("Para detenerlo: Ctrl-C", "To stop it: Ctrl-C"),
    "start.stopping": ("Deteniendo …", "Stopping …"),
    "start.stopped": ("Amparo se detuvo; los datos quedan guardados.", "Amparo stopped; the data is kept."),
    "child.web": ("el servidor web", "the web server"),
    "child.worker": ("el proceso de tareas", "the worker"),
    "child.postgres": ("la base de datos", "the database"),
    "child.died": (
        "Se cayó {child} (código {code}); se levanta de nuevo en {seconds} s.",
        "{child} fell (code {code}); it starts again in {seconds} s.",
    ),
    "child.back": ("Volvió {child}.", "{child} is back."),
    # troubles
    "child.hopeless": (
        "No se logra mantener en pie {child}. El motivo está en {log}. Amparo se detiene; los datos quedan guardados.",
        "{child} keeps falling. The reason is in {log}. Amparo stops; the data is kept.",
    ),
    "web.silent": (
        "El servidor web no responde. El motivo está en {log}. Vuelva a intentarlo con ./amparo start.",
        "The web server does not answer. The reason is in {log}. Try ./amparo start again.",
    ),
    "port.taken": (
        "El puerto {port} está ocupado por otro programa: use ./amparo start --port {other}.",
        "Port {port} is taken by another program: use ./amparo start --port {other}.",
    ),
    "port.forbidden": (
        "No se puede usar el puerto {port}: elija uno entre 1024 y 65535 con --port.",
        "Port {port} cannot be used: choose one between 1024 and 65535 with --port.",
    ),
    "disk.full": (
        "No hay espacio suficiente en el disco de {path}: se necesitan {need} MB y quedan {free} MB. Libere espacio, o use --data con otra carpeta, y repita.",
        "There is not enough disk space at {path}: {need} MB are needed and {free} MB are left. Free some space, or use --data with another folder, and run it again.",
    ),
    "disk.full.now": (
        "El disco de {path} se llenó. Libere espacio y repita: se sigue desde donde quedó.",
        "The disk of {path} is full. Free some space and run it again: it goes on from where it was.",
    ),
    "folder.busy": (
        "Otro ./amparo está usando la carpeta {path}: deténgalo primero, o use --data con otra carpeta.",
        "Another ./amparo is using the folder {path}: stop it first, or use --data with another folder.",
    ),
    "folder.foreign": (
        "La carpeta {path} tiene otras cosas adentro: elija con --data una carpeta nueva o vacía.",
        "The folder {path} holds other things: choose a new or empty folder with --data.",
    ),
    "folder.denied": (
        "No se puede escribir en la carpeta {path}: elija otra con --data.",
        "The folder {path} cannot be written: choose another with --data.",
    ),
    "folder.owner": (
        "La carpeta {path} es de otro usuario de esta máquina: inicie con ese usuario o elija otra con --data.",
        "The folder {path} belongs to another user of this machine: start as that user or choose another with --data.",
    ),
    "folder.unreachable": (
        "El usuario sin privilegios que corre la base de datos no puede entrar en {path}: elija otra carpeta con --data, por ejemplo /var/lib/amparo.",
        "The unprivileged user that runs the database cannot enter {path}: choose another folder with --data, for instance /var/lib/amparo.",
    ),
    "folder.demo": (
        "La carpeta {path} ya tiene datos de demostración: para trabajo real use --empty con otra carpeta en --data.",
        "The folder {path} already holds demo data: for real work use --empty with another folder in --data.",
    ),
    "folder.none": (
        "En {path} todavía no hay datos de Amparo: ejecute primero ./amparo start.",
        "There is no Amparo data in {path} yet: run ./amparo start first.",
    ),
    "folder.starting": (
        "La base de datos de {path} todavía no está lista: espere un momento y repita.",
        "The database of {path} is not ready yet: wait a moment and run it again.",
    ),
    "postgres.none": (
        "No se encontró un PostgreSQL 15 o más nuevo que funcione: instale el paquete postgresql o repita ./amparo start con conexión.",
        "No working PostgreSQL 15 or newer was found: install the package postgresql or run ./amparo start again with a connection.",
    ),
    "postgres.bad": (
        "AMPARO_PG={choice} no lleva a un PostgreSQL 15 o más nuevo que funcione.",
        "AMPARO_PG={choice} does not lead to a working PostgreSQL 15 or newer.",
    ),
    "postgres.major": (
        "Los datos de {path} son de PostgreSQL {made} y aquí está el {found}: instale postgresql-{made}, o pase los datos con pg_dump y pg_restore a una carpeta nueva (--data).",
        "The data in {path} was made by PostgreSQL {made} and this is {found}: install postgresql-{made}, or move the data with pg_dump and pg_restore to a new folder (--data).",
    ),
    "postgres.init": (
        "No se pudo crear la base de datos. El motivo está en {log}. Puede repetir la orden.",
        "The database could not be made. The reason is in {log}. You can run the command again.",
    ),
    "postgres.start": (
        "La base de datos no arrancó. El motivo está en {log}. Puede repetir la orden.",
        "The database did not start. The reason is in {log}. You can run the command again.",
    ),
    "postgres.old": (
        "El servidor de DATABASE_URL es PostgreSQL {found}; Amparo necesita el 15 o uno más nuevo.",
        "The server in DATABASE_URL is PostgreSQL {found}; Amparo needs 15 or newer.",
    ),
    "postgres.unreachable": (
        "No se pudo conectar con el servidor de DATABASE_URL: revise la dirección y que el servidor esté encendido.",
        "The server in DATABASE_URL could not be reached: check the address and that the server is on.",
    ),
    "setup.failed": (
        "La preparación quedó a medias. El motivo está en {log}. Repita la orden: se sigue desde donde quedó.",
        "The preparation was cut short. The reason is in {log}. Run the command again: it goes on from where it was.",
    ),
    "keys.unreadable": (
        "La llave {path} no se puede leer o está dañada: recupérela de su copia; sin ella las identidades quedan cerradas.",
        "The key {path} cannot be read or is damaged: restore it from your copy; without it identities stay locked.",
    ),
    # other commands
    "test.chromium": (
        "Falta lo que mueve el navegador: ejecute  apt-get install {packages}  como administrador. Sin eso fallan las pruebas de navegador.",
        "What drives the browser is missing: run  apt-get install {packages}  as administrator. Without it the browser tests fail.",
    ),
    "test.chromium.get": (
        "Instalando {packages} para las pruebas de navegador …",
        "Installing {packages} for the browser tests …",
    ),
    "bench.none": ("No existe la medición «{name}». Hay: {names}.", "There is no benchmark “{name}”. There are: {names}."),
    "bench.holds": ("cumple", "holds"),
    "bench.fails": ("NO cumple", "does NOT hold"),
    "door.usage": ("Uso: ./amparo {usage}", "Usage: ./amparo {usage}"),
    "lock.failed": ("No se pudieron escribir los archivos de versiones.", "The locks could not be written."),
    "lock.done": ("Escrito: {path}", "Written: {path}"),
    "prepare.done": ("La base {name} está lista. Defina estas variables:", "The database {name} is ready. Set these variables:"),
    "prepare.need": (
        "Falta la dirección de un administrador del servidor: ./amparo prepare-database --superuser-url postgresql:…",
        "The address of a server administrator is missing: ./amparo prepare-database --superuser-url postgresql:…",
    ),
    "prepare.failed": ("El servidor no aceptó la preparación: {reason}", "The server refused the preparation: {reason}"),
}


def language() -> str:
    """Return "es" or "en": AMPARO_LANG, else LC_ALL, LC_MESSAGES or LANG; Spanish when none says English."""
    for name in ("AMPARO_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return "en" if value.lower().startswith("en") else "es"
    return "es"


def say(key: str, /, **values: object) -> str:
    """Return the sentence of `key` in the current language, with its values filled in."""
    return TEXTS[key][language() == "en"].format(**values)


class Trouble(Exception):
    """Something the person at the keyboard can mend. Its text is one sentence; the command ends with code 1."""

    def __init__(self, key: str, /, **values: object) -> None:
        self.key = key
        super().__init__(say(key, **values))


def tell(line: object = "") -> None:
    """Say a line to the person at the keyboard; a closed terminal stops nothing."""
    with contextlib.suppress(OSError, ValueError):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


def complain(line: object) -> None:
    """Say a line beside the result: troubles and progress."""
    with contextlib.suppress(OSError, ValueError):
        sys.stderr.write(f"{line}\n")
        sys.stderr.flush()
