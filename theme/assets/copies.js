// Service worker: keeps copies of what a reader opened of this site, to be read again without a connection.
// The build puts SITE before it: the version, the languages but French, the assets of today's pages.
const ROOT = new URL("./", self.location).href;
const MINE = `portail ${ROOT} `; // another portal of the same server has its own
const PAGES = `${MINE}pages 1`;
const ASSETS = `${MINE}assets 1`;
const RESCUE = `${MINE}secours ${SITE.version}`;
const MOST = 60; // copies of pages, and as many assets
const PATIENCE = 4000; // ms before a copy is shown in place of a page that does not come
const fromCopy = new Set();

// Words searched for (?q=…) are nobody's business: a copy is known by its address alone.
const address = (url) => url.replace(/[?#].*$/, "");
const found = (name, key) => caches.match(key, { cacheName: name });
const isWhole = (answer) => answer.status === 200 && answer.type === "basic" && !answer.redirected;

function kindOf(request) {
  const url = address(request.url);
  if (request.method !== "GET" || !url.startsWith(ROOT)) return "";
  if (url.startsWith(`${ROOT}assets/`)) return "asset";
  if (request.mode === "navigate" || request.destination === "image") return "page";
  return url.endsWith("/recherche/index.json") ? "page" : "";
}

async function keep(name, key, answer) {
  try {
    const cache = await caches.open(name);
    await cache.delete(key); // what was opened last goes last
    await cache.put(key, answer);
    const keys = await cache.keys();
    await Promise.all(keys.slice(0, Math.max(0, keys.length - MOST)).map((old) => cache.delete(old)));
  } catch { /* no room left: the reader loses nothing but a copy */ }
}

async function fetchOnce(name, url) {
  const key = address(url);
  if (!key.startsWith(ROOT) || await found(name, key)) return;
  const answer = await fetch(key);
  if (isWhole(answer)) await keep(name, key, answer);
}

function rescueAddress(url) {
  const language = address(url).slice(ROOT.length).split("/")[0];
  return `${ROOT}${SITE.languages.includes(language) ? `${language}/` : ""}hors-ligne/`;
}

async function page(event) {
  const key = address(event.request.url);
  const copy = await found(PAGES, key);
  let kept;
  const network = fetch(event.request).then((answer) => {
    if (copy && answer.status >= 500) throw new Error(answer.status);
    if (isWhole(answer)) kept = keep(PAGES, key, answer.clone());
    return answer;
  });
  event.waitUntil(network.then(() => kept, () => {}));
  const patience = new Promise((_, late) => setTimeout(late, PATIENCE));
  try {
    return await (copy ? Promise.race([network, patience]) : network);
  } catch {
    if (copy) fromCopy.add(event.resultingClientId);
    const rescue = event.request.mode === "navigate" && await found(RESCUE, rescueAddress(key));
    return copy || rescue || Response.error();
  }
}

async function asset(event) {
  const key = address(event.request.url);
  const copy = await found(ASSETS, key);
  if (copy) return copy; // its name holds its hash: it never changes
  const answer = await fetch(event.request);
  if (isWhole(answer)) event.waitUntil(keep(ASSETS, key, answer.clone()));
  return answer;
}

// The first page came before this worker: it says what it was made of.
async function opened(client, assets) {
  client.postMessage({ fromCopy: fromCopy.has(client.id) });
  const mine = assets.filter((url) => url.startsWith(`${ROOT}assets/`));
  await Promise.allSettled([
    fetchOnce(PAGES, client.url),
    fetchOnce(RESCUE, rescueAddress(client.url)),
    ...mine.map((url) => fetchOnce(ASSETS, url)),
  ]);
}

async function install() {
  const old = (await caches.keys()).filter((name) => name.startsWith(`${MINE}secours `) && name !== RESCUE);
  const requests = await Promise.all(old.map(async (name) => (await caches.open(name)).keys()));
  await Promise.allSettled(requests.flat().map((request) => fetchOnce(RESCUE, request.url)));
  await self.skipWaiting(); // pages come from the network first: an old one and a new worker get on
}

async function activate() {
  const names = (await caches.keys()).filter((name) => name.startsWith(MINE));
  await Promise.all(names.filter((name) => ![PAGES, ASSETS, RESCUE].includes(name)).map((name) => caches.delete(name)));
  const pages = await caches.open(PAGES);
  const answers = await Promise.all((await pages.keys()).map((key) => pages.match(key)));
  const texts = await Promise.all(answers.filter((answer) => answer?.headers.get("Content-Type")?.startsWith("text/html"))
    .map((answer) => answer.text()));
  const assets = await caches.open(ASSETS); // one stays while today's pages, or a copy, need it
  for (const { url } of await assets.keys()) {
    const name = url.slice(ROOT.length);
    if (!SITE.assets.includes(name) && !texts.some((text) => text.includes(name))) await assets.delete(url);
  }
  await self.clients.claim();
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("message", (event) => {
  if (event.source?.url?.startsWith(ROOT)) event.waitUntil(opened(event.source, event.data.assets));
});
self.addEventListener("fetch", (event) => {
  const kind = kindOf(event.request);
  if (kind) event.respondWith(kind === "asset" ? asset(event) : page(event));
});
