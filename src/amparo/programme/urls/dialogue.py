"""The annual dialogue."""

from django.urls import path

from amparo.programme.views import dialogue, dialogue_steps, packs

ROOM = "alianza/<slug:code>/dialogos/<int:number>/"
urlpatterns = [
    path("alianza/<slug:code>/dialogos/", dialogue.dialogues, name="dialogues"),
    path("alianza/<slug:code>/dialogos/nuevo/", dialogue.dialogue_new, name="dialogue_new"),
    path(ROOM, dialogue.dialogue, name="dialogue"),
    path("alianza/dialogo/<uuid:dialogue>/", dialogue.dialogue_by_id, name="dialogue_by_id"),
    path(f"{ROOM}arreglos/", dialogue.dialogue_arrange, name="dialogue_arrange"),
    path(f"{ROOM}abrir/", dialogue_steps.choice_open, name="dialogue_choice_open"),
    path(f"{ROOM}proponer/", dialogue_steps.choice_new, name="choice_new"),
    path(f"{ROOM}eleccion/<uuid:choice>/", dialogue_steps.choice_answer, name="choice_answer"),
    path(f"{ROOM}cerrar-eleccion/", dialogue_steps.choice_close, name="choice_close"),
    path(f"{ROOM}congelar/", dialogue_steps.freeze, name="dialogue_freeze"),
    path(f"{ROOM}realizado/", dialogue_steps.hold, name="dialogue_hold"),
    path(f"{ROOM}delegacion/", dialogue.delegate_new, name="dialogue_delegate"),
    path(f"{ROOM}agenda/", dialogue.agenda_new, name="dialogue_agenda"),
    path(f"{ROOM}quitar/<uuid:row>/", dialogue_steps.strike, name="dialogue_strike"),
    path(f"{ROOM}acuerdo/", dialogue.agreement_new, name="dialogue_agreement"),
    path(f"{ROOM}acuerdo/<uuid:agreement>/compromiso/", dialogue.agreement_keep, name="dialogue_keep"),
    path(f"{ROOM}acuerdo/<uuid:agreement>/seguimiento/", dialogue.agreement_follow, name="dialogue_follow"),
    path(f"{ROOM}acta/", dialogue.minutes, name="dialogue_minutes"),
    path(f"{ROOM}cerrar/", dialogue_steps.close, name="dialogue_close"),
    path(f"{ROOM}paquete/", packs.pack_ask, name="pack_ask"),
    path(f"{ROOM}paquete/<uuid:pack>/", packs.pack, name="pack"),
    path(f"{ROOM}cifras/", packs.figures, name="dialogue_figures"),
]
