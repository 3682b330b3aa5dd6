// The counter: choose pages for someone, get a link, a QR code and a sheet to print. The choice is in the link, after
// its #, which no server is sent; nothing is kept. Opened from such a link, the page is the reader's sheet.
const page = document.getElementById("comptoir");
const at = (id) => document.getElementById(id);
const words = page.dataset;
const items = [...page.querySelectorAll("[data-fiche]")];
const known = new Set(items.map((item) => item.dataset.fiche));
const title = page.querySelector("h1");
const own = title.textContent;
const languages = [...document.querySelectorAll(".langues a")];
const QUIET = 4; // modules of white around the code, as ISO/IEC 18004 asks

// Anyone may write a link: what is not a page of this guide is left out.
const carried = () => new Set((new URLSearchParams(location.hash.slice(1)).get("fiches") ?? "").split(" ")
  .filter((slug) => known.has(slug)));
let chosen = new Set();
let sheet = false;

function link() {
  const target = sheet ? undefined : languages.find((one) => one.hreflang === at("langue").value);
  const address = new URL(target?.href ?? location.href);
  address.hash = new URLSearchParams({ fiches: items.map((item) => item.dataset.fiche)
    .filter((slug) => chosen.has(slug)).join(" ") });
  return address.href;
}

// One path for all dark modules; drawn with the DOM, since the page may hold no style or markup from elsewhere.
async function draw(text) {
  const { qrcode } = await import("./qrcode.js");
  const code = qrcode(0, "M");
  code.addData(text);
  code.make();
  const size = code.getModuleCount();
  let path = "";
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++)
      if (code.isDark(row, column)) path += `M${column + QUIET} ${row + QUIET}h1v1h-1z`;
  if (text !== link()) return; // the choice has changed since
  at("qr").setAttribute("viewBox", `0 0 ${size + 2 * QUIET} ${size + 2 * QUIET}`);
  at("qr").firstElementChild.setAttribute("d", path);
  at("code").hidden = false;
}

function show() {
  page.classList.toggle("feuille", sheet);
  title.textContent = sheet ? words.pourVous : own;
  for (const one of page.querySelectorAll(".outil")) one.hidden = sheet;
  for (const one of page.querySelectorAll(".de-feuille")) one.hidden = !sheet;
  for (const item of items) {
    item.hidden = sheet && !chosen.has(item.dataset.fiche);
    item.querySelector("input").checked = chosen.has(item.dataset.fiche);
  }
  for (const group of page.querySelectorAll(".theme")) group.hidden = !group.querySelector("[data-fiche]:not([hidden])");
  at("resultat").hidden = !chosen.size;
  at("compte").textContent = words.compte.replace("%n", chosen.size);
  if (!chosen.size) return;
  at("lien").href = link();
  draw(link()).catch(() => { at("code").hidden = true; });
}

page.addEventListener("change", ({ target }) => {
  const item = target.closest("[data-fiche]");
  if (item) chosen[target.checked ? "add" : "delete"](item.dataset.fiche);
  at("dit").textContent = "";
  show();
});
at("copier").addEventListener("click", async () => {
  try { await navigator.clipboard.writeText(link()); at("dit").textContent = words.copie; } catch { at("lien").focus(); }
});
at("imprimer").addEventListener("click", () => print());
at("changer").addEventListener("click", () => {
  sheet = false;
  history.replaceState(null, "", location.pathname);
  show();
  title.focus();
});

function begin() {
  chosen = carried();
  sheet = chosen.size > 0;
  show();
}

for (const one of languages) {
  const option = new Option(one.textContent, one.hreflang, false, one.hreflang === document.documentElement.lang);
  option.lang = one.lang;
  at("langue").append(option);
}
for (const one of page.querySelectorAll(".avec-script")) one.hidden = false;
at("langues").hidden = languages.length < 2;
begin();
addEventListener("hashchange", () => { if (location.hash.includes("=")) begin(); });
