// My journey: the answers choose the steps; steps are ticked, taken away, put back. Everything stays in this
// browser, under one key, from the first choice on; a link carries it after its #, which no server is sent.
const KEY = "parcours";
const page = document.getElementById("mon-parcours");
const at = (id) => document.getElementById(id);
const words = page.dataset;
const form = at("questions");
const steps = [...page.querySelectorAll(".demarche")];
const moments = [...page.querySelectorAll(".moment")];
const stages = moments.map((moment) => moment.dataset.etape);
const known = new Set(steps.map((step) => step.dataset.cle));
const questions = [...new Set([...form.elements].map((one) => one.name).filter(Boolean))];
const conditions = questions.filter((name) => name !== "etape"); // the stage moves steps, it takes none away

const none = () => ({ answers: {}, done: new Set(), removed: new Set() });
const isEmpty = (one) => !Object.keys(one.answers).length && !one.done.size && !one.removed.size;

// « statut=refugie&faites=nas banque »: the same text is kept in the browser and carried in a link.
function write(one) {
  const text = new URLSearchParams(one.answers);
  if (one.done.size) text.set("faites", [...one.done].join(" "));
  if (one.removed.size) text.set("retirees", [...one.removed].join(" "));
  return text.toString();
}

// What is not a question, an answer or a step of this page is left out: anyone may write a link.
function read(text) {
  const given = new URLSearchParams(text);
  const one = none();
  for (const name of questions) {
    const value = given.get(name);
    if (value && [...form.elements[name]].some((choice) => choice.value === value)) one.answers[name] = value;
  }
  const keys = (name) => new Set((given.get(name) ?? "").split(" ").filter((key) => known.has(key)));
  return { ...one, done: keys("faites"), removed: keys("retirees") };
}

// A browser may refuse to keep anything: the page then works until it is left.
function kept() {
  try { return read(localStorage.getItem(KEY) ?? ""); } catch { return none(); }
}
function keep() {
  if (received) return; // somebody else's list: nothing is kept before the reader says so
  try {
    if (isEmpty(state)) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, write(state));
  } catch { /* refused */ }
}

const carried = () => (location.hash.includes("=") ? read(location.hash.slice(1)) : none());
const forgetLink = () => { if (location.hash.includes("=")) history.replaceState(null, "", location.pathname); };
let state = none();
let received = false;

const isFor = (step) => conditions.every((name) => {
  const wanted = step.dataset[name];
  return !wanted || !state.answers[name] || wanted.split(" ").includes(state.answers[name]);
});

// A step stands at its first stage; when the reader's own stage is among its stages, it stands there.
function place() {
  const now = state.answers.etape;
  const rank = now ? stages.indexOf(now) : -1;
  for (const moment of moments) {
    const list = moment.querySelector(".demarches");
    list.append(...steps.filter((step) => {
      const own = step.dataset.etapes.split(" ");
      return (rank >= 0 && own.includes(now) ? now : own[0]) === moment.dataset.etape;
    }));
    const past = rank >= 0 && moments.indexOf(moment) < rank;
    const fold = moment.querySelector(".passe");
    fold.hidden = !past;
    unfold(fold.firstElementChild, !past);
  }
}
function unfold(button, open) {
  button.setAttribute("aria-expanded", String(open));
  at(button.getAttribute("aria-controls")).hidden = !open;
}

function show() {
  let number = 0;
  let done = 0;
  for (const step of page.querySelectorAll(".demarche")) {
    const { cle } = step.dataset;
    step.hidden = !isFor(step) || state.removed.has(cle);
    const ticked = state.done.has(cle);
    step.classList.toggle("faite", ticked);
    step.querySelector("input").checked = ticked;
    if (step.hidden) continue;
    step.querySelector(".rang").textContent = ++number;
    done += ticked;
  }
  for (const moment of moments) moment.hidden = !moment.querySelector(".demarche:not([hidden])");
  for (const name of questions) form.elements[name].value = state.answers[name] ?? "";
  const removed = steps.filter((step) => state.removed.has(step.dataset.cle) && isFor(step));
  at("retirees").hidden = !removed.length;
  at("retirees").querySelector("ul").replaceChildren(...removed.map(back));
  at("lien").hash = isEmpty(state) ? "mon-parcours" : write(state);
  at("recue").hidden = !received;
  at("compte").textContent = words.compte.replace("%n", number).replace("%f", done).replace("%r", removed.length);
}

// The line of a step that was taken away, with the button that puts it back.
function back(step) {
  const named = step.querySelector(".gestes .cache"); // « : title », the title in its own language
  const line = document.createElement("li");
  const title = line.appendChild(document.createElement("span"));
  title.append(...[...named.cloneNode(true).childNodes]);
  title.firstChild.textContent = title.firstChild.textContent.replace(/^[\s:]+/, "");
  const button = line.appendChild(document.createElement("button"));
  button.type = "button";
  button.dataset.cle = step.dataset.cle;
  button.append(words.remettre, named.cloneNode(true));
  return line;
}

function say(text) { at("dit").textContent = text; }
function changed(text = "") {
  keep();
  show();
  say(text);
}

form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("change", ({ target }) => {
  if (target.value) state.answers[target.name] = target.value;
  else delete state.answers[target.name];
  place();
  changed();
});

page.addEventListener("change", ({ target }) => {
  const step = target.closest(".gestes") && target.closest(".demarche");
  if (!step) return;
  state.done[target.checked ? "add" : "delete"](step.dataset.cle);
  changed();
});

page.addEventListener("click", ({ target }) => {
  const button = target.closest("button");
  if (!button) return;
  const { cle } = button.dataset;
  if (button.closest(".passe")) unfold(button, button.getAttribute("aria-expanded") !== "true");
  else if (button.closest(".gestes")) remove(button.closest(".demarche"));
  else if (cle) putBack(cle);
});

// The focus goes on to the next step that is seen, never back to the top of the page.
function remove(step) {
  state.removed.add(step.dataset.cle);
  const seen = [...page.querySelectorAll(".demarche")];
  const next = seen.slice(seen.indexOf(step) + 1).find((one) => one.checkVisibility());
  changed(words.retiree);
  (next?.querySelector("h4") ?? at("retirees-titre")).focus();
}
function putBack(key) {
  const rank = [...at("retirees").querySelectorAll("button")].findIndex((one) => one.dataset.cle === key);
  state.removed.delete(key);
  changed(words.remise);
  const left = at("retirees").querySelectorAll("button");
  (left[Math.min(rank, left.length - 1)] ?? at("liste")).focus();
}

at("garder").addEventListener("click", () => {
  received = false;
  forgetLink();
  changed();
  at("liste").focus();
});
at("revenir").addEventListener("click", () => {
  forgetLink();
  begin();
  at("liste").focus();
});
at("copier").addEventListener("click", async () => {
  try { await navigator.clipboard.writeText(at("lien").href); say(words.copie); } catch { at("lien").focus(); }
});
at("imprimer").addEventListener("click", () => print());
at("effacer").addEventListener("click", () => {
  if (!confirm(words.sur)) return;
  try { localStorage.removeItem(KEY); } catch { /* nothing was kept */ }
  forgetLink();
  state = none();
  received = false;
  place();
  show();
  say(words.efface);
});

// A link's list is shown first; it takes the place of the reader's own only when the reader says so.
function begin() {
  const link = carried();
  const own = kept();
  received = !isEmpty(link) && write(link) !== write(own);
  state = received ? link : own;
  place();
  show();
}

for (const one of page.querySelectorAll(".avec-script, .gestes")) one.hidden = false;
for (const one of page.querySelectorAll(".sans-script")) one.hidden = true;
begin();
addEventListener("hashchange", () => { if (location.hash.includes("=")) begin(); });
addEventListener("storage", ({ key }) => { if (key === KEY || key === null) if (!received) begin(); });
