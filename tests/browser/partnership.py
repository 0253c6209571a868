"""Seats the partnership in the database of the running product: `python -m tests.browser.partnership`, in its environment.

The demonstration has both governments, a partner, the evaluators and the commissions. Here come a second partner and a
sub-recipient, the public record of the first compact, and who acts for which of its organisations. The rest is done in pages.
"""

from pathlib import Path

import django

ROOT = Path(__file__).parent.parent.parent
PRIME, SUB, ELSE = "Mg. Jacinto Poma", "Lic. Ernestina Sulca", "Lic. Braulio Matto"
US, PERU = "Ms. Dana Whitfield", "Lic. Bertha Lozada"
COMMISSION, FAR_COMMISSION = "Ing. Saturnino Roca", "Abg. Delfina Tapullima"
OLD = "peru-2017"
# unit, role, name shown, name of the unit
MORE = (
    ("socio-dos", "partner", ELSE, "Otro socio implementador"),
    ("subreceptor", "subrecipient", SUB, "Subreceptor"),
)
BOUND = {
    "estados-unidos": "gobierno-eeuu", "peru": "gobierno-peru", "oit": "socio", "yanapanakusun": "socio-dos",
    "chs-alternativo": "subreceptor",
}  # fmt: skip
JOIN = (
    ("socio", "partner", "oit"), ("socio-dos", "partner", "yanapanakusun"), ("subreceptor", "subrecipient", "chs-alternativo"),
    ("evaluacion", "evaluator", None), ("crtp-08", "commission", None), ("crtp-16", "commission", None),
)  # fmt: skip


def main() -> None:
    """Everybody has a seat; nothing of the new compact is there yet."""
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 - after Django is set up

    from amparo.access.acting import acting_as  # noqa: PLC0415
    from amparo.access.models import Institution, Membership, Unit, User  # noqa: PLC0415
    from amparo.core.ids import new_code, new_id  # noqa: PLC0415
    from amparo.programme import actions as act  # noqa: PLC0415
    from amparo.programme.management.commands.import_compact import manager  # noqa: PLC0415
    from amparo.programme.models import Compact, Organisation  # noqa: PLC0415

    house = Institution.objects.get(code="compacto")
    for code, role, name, title in MORE:
        unit = Unit.objects.create(code=code, institution=house, kind="partner", name=title, ubigeo=[])
        user = User(code=new_code("USR"), email=f"{code}@amparo.example", display_name=name)
        user.set_unusable_password()
        user.save()
        Membership.objects.create(user=user, unit=unit, role=role, state="active")
    bind = [f"{organisation}={unit}" for organisation, unit in BOUND.items()]
    call_command("import_compact", ROOT / "samples" / "compact-peru", unit="gobierno-peru", bind=bind, verbosity=0)
    peru = manager("gobierno-peru")
    for member, capacity, organisation in JOIN:
        with acting_as(peru):
            compact = Compact.objects.visible_to(peru).get(code=OLD)
            act.join_compact(
                id=new_id(), seen=compact.version, compact=compact.pk, member=member, capacity=capacity, regions=(), by=peru,
                organisation=Organisation.objects.get(code=organisation).pk if organisation else None,
            )  # fmt: skip


if __name__ == "__main__":
    main()
