// Search of one language: nothing is downloaded before the reader searches.
const form = document.getElementById("recherche");
const field = document.getElementById("q");
const list = document.getElementById("resultats");
const count = document.getElementById("resultats-compte");
let index;

// Accents, Arabic vowel signs and letter variants do not count.
const fold = (text) =>
  text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f\u064b-\u065f\u0670\u0640]/g, "")
    .replace(/[أإآ]/g, "ا").replace(/ى/g, "ي").replace(/ة/g, "ه").replace(/œ/g, "oe");
const words = (text) => fold(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);

// How many letters must change, up to two, for a word to begin with what was typed.
function close(typed, word) {
  if (word.startsWith(typed)) return 0;
  if (typed.length < 4) return 9;
  const allowed = typed.length < 7 ? 1 : 2;
  let row = [...Array(typed.length + 1).keys()];
  let best = 9;
  for (let i = 1; i <= Math.min(word.length, typed.length + allowed); i++) {
    const next = [i];
    for (let j = 1; j <= typed.length; j++)
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (word[i - 1] !== typed[j - 1]));
    row = next;
    best = Math.min(best, row[typed.length]);
  }
  return best <= allowed ? best : 9;
}

const weights = { t: 8, m: 6, h: 3, r: 2 };
function score(page, typed) {
  let total = 0;
  for (const word of typed) {
    let best = 0;
    for (const part in weights)
      for (const known of page.words[part]) {
        const distance = close(word, known);
        if (distance < 9) best = Math.max(best, weights[part] / (1 + 2 * distance) + (known === word));
      }
    if (!best) return 0;
    total += best;
  }
  return total;
}

async function load() {
  index ??= fetch(form.dataset.index).then((answer) => answer.json()).then((pages) => {
    for (const page of pages)
      page.words = { t: words(page.t), m: words(page.m.join(" ")), h: words(page.h.join(" ")), r: words(page.r) };
    return pages;
  }).catch((error) => { index = undefined; throw error; }); // the next letter tries again
  return index;
}

async function search() {
  const typed = words(field.value);
  if (!typed.length) { list.replaceChildren(); count.textContent = ""; return; }
  const pages = await load();
  const found = pages.map((page) => [score(page, typed), page]).filter(([points]) => points)
    .sort((a, b) => b[0] - a[0] || a[1].t.localeCompare(b[1].t)).slice(0, 20);
  list.replaceChildren(...found.map(([, page]) => {
    const item = document.createElement("li");
    const link = item.appendChild(document.createElement("a"));
    link.href = `${form.dataset.racine}${page.p}/`;
    link.textContent = page.t;
    item.appendChild(document.createElement("p")).textContent = page.r;
    if (page.l !== document.documentElement.lang) { item.lang = page.l; item.dir = "ltr"; }
    return item;
  }));
  const n = found.length;
  count.textContent = n === 0 ? count.dataset.aucun : n === 1 ? count.dataset.un : count.dataset.autres.replace("%", n);
}

let wait;
field.addEventListener("input", () => { clearTimeout(wait); wait = setTimeout(search, 150); });
form.addEventListener("submit", (event) => {
  event.preventDefault();
  history.replaceState(null, "", `?q=${encodeURIComponent(field.value)}`);
  search();
});
field.value = new URLSearchParams(location.search).get("q") ?? "";
if (field.value) search();
