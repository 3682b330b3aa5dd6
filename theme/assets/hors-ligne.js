// Pages already opened can be read again without a connection; the foot of the page says so, and forgets them.
const zone = document.getElementById("hors-ligne");
const status = zone.querySelector("[role=status]");
const kept = document.getElementById("copies");
const root = new URL("../", import.meta.url).href;
const mine = async () => (await caches.keys()).filter((name) => name.startsWith(`portail ${root} `));

async function refresh() {
  await navigator.serviceWorker.getRegistration(root).then((worker) => worker?.update()).catch(() => {});
  location.reload();
}

async function forget() {
  await Promise.all((await mine()).map((name) => caches.delete(name)));
  if (kept) kept.hidden = true;
  status.textContent = status.dataset.effacees;
}

// On the page shown for one that was never opened: those that were.
async function listKept() {
  const name = `portail ${root} pages 1`;
  if (!await caches.has(name)) return; // to open it would make it
  const pages = await caches.open(name);
  for (const { url } of await pages.keys()) {
    const answer = await pages.match(url);
    if (!answer?.headers.get("Content-Type")?.startsWith("text/html")) continue;
    const copy = new DOMParser().parseFromString(await answer.text(), "text/html");
    const link = document.createElement("a");
    link.href = url;
    link.lang = copy.documentElement.lang;
    link.dir = copy.documentElement.dir;
    link.textContent = copy.querySelector("h1").textContent;
    kept.querySelector("ul").appendChild(document.createElement("li")).append(link);
    kept.hidden = false;
  }
}

// What the page was made of is told to the worker once all has come: the first view has the line for itself.
async function start() {
  navigator.serviceWorker.addEventListener("message", ({ data }) => {
    if (data.fromCopy) status.textContent = status.dataset.copie;
  });
  await navigator.serviceWorker.register(`${root}copies.js`, { scope: root });
  const { active } = await navigator.serviceWorker.ready;
  active.postMessage({ assets: performance.getEntriesByType("resource").map(({ name }) => name) });
}

if (navigator.serviceWorker && self.caches) {
  zone.classList.add("pret");
  zone.querySelector("[data-faire=actualiser]").addEventListener("click", refresh);
  zone.querySelector("[data-faire=effacer]").addEventListener("click", forget);
  if (kept) listKept();
  if (document.readyState === "complete") start();
  else addEventListener("load", start);
}
