// The search page: nothing is downloaded before the reader searches, French only when the reader's language has nothing.
import { find, notions, prepare, widened } from "./trouver.js";

const MOST = 20;
const form = document.getElementById("recherche");
const field = document.getElementById("q");
const says = document.getElementById("resultats-compte");
const [own, french] = ["resultats", "resultats-fr"].map((id) => document.getElementById(id));
const indexes = {};
let turn = 0;

const index = (address) => indexes[address] ??= fetch(address)
  .then((answer) => answer.ok ? answer.json() : Promise.reject(new Error(answer.status))).then(prepare)
  .catch((error) => { delete indexes[address]; throw error; }); // the next letter tries again

function show(list, pages) {
  list.replaceChildren(...pages.map((page) => {
    const item = document.createElement("li");
    const link = item.appendChild(document.createElement("a"));
    link.href = `${form.dataset.racine}${page.p}/`;
    link.textContent = page.t;
    item.appendChild(document.createElement("p")).textContent = page.r;
    return item;
  }));
  list.parentElement.hidden = !pages.length;
}

const counted = (n) => n === 0 ? says.dataset.aucun : n === 1 ? says.dataset.un : says.dataset.autres.replace("%", n);

// The pages in the reader's language, then those that are in French only.
async function answer(text) {
  const mine = await index(form.dataset.index);
  const ideas = notions(text, mine);
  const found = find(ideas, mine);
  if (found.length || !form.dataset.indexFr) return [found.length ? found : find(ideas, mine, 0.5), []];
  const theirs = await index(form.dataset.indexFr);
  const wide = widened(ideas, theirs);
  const inFrench = find(wide, theirs);
  const translated = new Map(mine.pages.map((page) => [page.p, page]));
  const here = inFrench.map((page) => translated.get(page.p)).filter(Boolean);
  if (inFrench.length) return [here, inFrench.filter((page) => !translated.has(page.p))];
  return [find(ideas, mine, 0.5), []];
}

async function search() {
  const mine = ++turn;
  const text = field.value.trim();
  history.replaceState(null, "", location.pathname + (text && `#q=${encodeURIComponent(text)}`));
  let found = [[], []], said = "";
  if (text) {
    try {
      found = (await answer(text)).map((pages) => pages.slice(0, MOST));
      const [here, there] = found.map((pages) => pages.length);
      said = there ? `${here ? counted(here) : says.dataset.iciAucun} ${says.dataset.fr.replace("%", there)}` : counted(here);
    } catch {
      said = says.dataset.panne;
    }
  }
  if (mine !== turn) return; // another letter was typed meanwhile
  show(own, found[0]);
  show(french, found[1]);
  if (says.textContent !== said) says.textContent = said;
}

// « #q= » comes from the other pages; « ?q= » from an old link, and leaves the address at once.
function read() {
  const words = new URLSearchParams(location.hash.slice(1)).get("q") ?? new URLSearchParams(location.search).get("q");
  if (words === null || words === field.value) return;
  field.value = words;
  search();
}

let wait;
field.addEventListener("input", () => { clearTimeout(wait); wait = setTimeout(search, 250); });
form.addEventListener("submit", (event) => { event.preventDefault(); clearTimeout(wait); search(); });
window.addEventListener("hashchange", read);
read();
