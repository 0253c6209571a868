// Everything here is a comfort: each page works without it. Nothing is ever kept in the browser.

const body = document.body;
const clock = () => new Intl.DateTimeFormat(document.documentElement.lang, { hour: "numeric", minute: "2-digit", hourCycle: "h23" }).format(new Date());

/* ---- drafts: a form with data-draft-url is posted there a moment after typing ---- */

const WAIT = 1500;

function draftOf(form) {
  const data = new FormData(form);
  for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
  return data;
}

function watchDraft(form) {
  const status = form.querySelector("[data-draft-status]");
  const say = (text) => { if (status) status.textContent = text; };
  let timer = 0;
  let dirty = false;
  let sending = Promise.resolve();

  const save = () => {
    clearTimeout(timer);
    if (!dirty) return sending;
    dirty = false;
    sending = sending.then(async () => {
      try {
        const answer = await fetch(form.dataset.draftUrl, { method: "POST", body: draftOf(form), credentials: "same-origin", redirect: "error" });
        if (!answer.ok) throw new Error(String(answer.status));
        say(`${body.dataset.saved} ${clock()}`);
      } catch {
        dirty = true;
        say(body.dataset.offline);
        timer = setTimeout(save, 10 * WAIT);
      }
    });
    return sending;
  };

  form.addEventListener("input", () => {
    dirty = true;
    clearTimeout(timer);
    timer = setTimeout(save, WAIT);
  });
  form.addEventListener("submit", () => { dirty = false; clearTimeout(timer); });
  addEventListener("pagehide", () => {
    if (dirty && !body.dataset.leaving) navigator.sendBeacon(form.dataset.draftUrl, draftOf(form));
  });
  return save;
}

const drafts = [...document.querySelectorAll("form[data-draft-url]")].map(watchDraft);
const saveDrafts = () => Promise.all(drafts.map((save) => save()));

/* ---- quick exit: Escape three times within a second and a half ---- */

const leave = document.getElementById("salida");
let presses = [];
if (leave) {
  leave.addEventListener("submit", () => { body.dataset.leaving = "1"; });
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.repeat) return;
    const now = event.timeStamp;
    presses = [...presses.filter((at) => now - at < 1500), now];
    if (presses.length >= 3) leave.requestSubmit();
  });
}

/* ---- idle: a warning two minutes before the session closes; typing is saved first ---- */

const idle = document.getElementById("inactivo");
if (idle && idle.showModal) {
  const limit = Number(idle.dataset.idle) * 1000;
  const warning = limit - Number(idle.dataset.warn) * 1000;
  const signOut = idle.querySelector("#cerrar");
  let last = Date.now();
  let pinged = Date.now();

  const ping = () => {
    pinged = Date.now();
    const token = signOut.querySelector("[name=csrfmiddlewaretoken]");
    if (!idle.dataset.pingUrl || !token) return;
    fetch(idle.dataset.pingUrl, { method: "POST", headers: { "X-CSRFToken": token.value }, credentials: "same-origin" }).catch(() => {});
  };
  const active = () => {
    if (idle.open) return;
    last = Date.now();
    if (last - pinged > warning / 3) ping(); // the server counts requests, not keys: tell it that somebody works
  };
  for (const kind of ["keydown", "pointerdown", "input"]) addEventListener(kind, active, { passive: true });
  idle.addEventListener("close", () => { last = Date.now(); ping(); });
  setInterval(async () => {
    const gone = Date.now() - last;
    if (gone >= limit) {
      last = Date.now();
      await saveDrafts();
      body.dataset.leaving = "1";
      signOut.submit();
    } else if (gone >= warning && !idle.open) {
      saveDrafts();
      idle.showModal();
    }
  }, 1000);
}

/* ---- pages brought back from the browser's memory are asked for again ---- */

addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

/* ---- small manners ---- */

for (const open of document.querySelectorAll("details.me")) {
  addEventListener("click", (event) => { if (!open.contains(event.target)) open.open = false; });
  open.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && open.open) { open.open = false; open.querySelector("summary").focus(); }
  });
}
for (const form of document.querySelectorAll("form[method=post]")) {
  // the server takes a second click as the first; the button only says that it was heard
  form.addEventListener("submit", (event) => event.submitter?.setAttribute("aria-busy", "true"));
}
