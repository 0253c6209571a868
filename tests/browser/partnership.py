"""Seats the partnership in the database of the running product: `python -m tests.browser.partnership`, in its environment.

The demonstration has the first compact with both governments, a partner, the evaluators and the commissions. Here come two
partners and a sub-recipient of its own, whom the next compact takes over. The rest is done in pages.
"""

import django

PRIME, SUB, ELSE = "Mg. Jacobo Pezo", "Lic. Ernestina Sulca", "Lic. Braulio Matto"
US, PERU = "Ms. Dana Whitfield", "Lic. Bertha Lozada"
OLD = "peru-2017"
# unit, role, name shown, name of the unit, the organisation it acts for
MORE = (
    ("relato-socio", "partner", PRIME, "Socio del relato", "oit"),
    ("relato-socio-dos", "partner", ELSE, "Otro socio implementador", "yanapanakusun"),
    ("relato-subreceptor", "subrecipient", SUB, "Subreceptor", "chs-alternativo"),
)


def main() -> None:
    """Everybody has a seat; nothing of the new compact is there yet."""
    django.setup()
    from amparo.access.acting import acting_as
    from amparo.access.models import Institution, Membership, Unit, User
    from amparo.core.ids import new_code, new_id
    from amparo.programme import actions as act
    from amparo.programme.management.commands.import_compact import manager
    from amparo.programme.models import Compact, Organisation

    peru = manager("gobierno-peru")
    for code, role, name, title, acts_for in MORE:
        unit = Unit.objects.create(
            code=code, institution=Institution.objects.get(code="compacto"), kind=role, name=title, ubigeo=[]
        )
        user = User(code=new_code("USR"), email=f"{code}@amparo.example", display_name=name)
        user.set_unusable_password()
        user.save()
        Membership.objects.create(user=user, unit=unit, role=role, state="active")
        with acting_as(peru):
            organisation, compact = Organisation.objects.get(code=acts_for), Compact.objects.visible_to(peru).get(code=OLD)
            act.bind_organisation(id=new_id(), seen=0, organisation=organisation.pk, unit=code, by=peru)
            act.join_compact(
                id=new_id(), seen=compact.version, compact=compact.pk, member=code, capacity=role, regions=(), by=peru,
                organisation=organisation.pk,
            )  # fmt: skip


if __name__ == "__main__":
    main()
