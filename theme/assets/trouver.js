// Finding pages: pure functions, without a page or a network (tests/unit/test_finding.py runs them in Node).

const DIGITS = /[\u0660-\u0669\u06f0-\u06f9]/g;
const LETTERS = { ٱ: "ا", ى: "ي", ی: "ي", ک: "ك", ة: "ه", œ: "oe", æ: "ae", ß: "ss", ø: "o", ł: "l", đ: "d", ґ: "г" };

// What does not change a word: case, accents, Arabic vowel signs, elongation and hamza, full width, the country's digits.
export const fold = (text) => text.toLowerCase().normalize("NFKD")
  .replace(/[\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f]/g, "")
  .replace(DIGITS, (digit) => digit.charCodeAt(0) & 15)
  .replace(/[ٱىیکةœæßøłđґ]/g, (letter) => LETTERS[letter])
  .replace(/([\u0430-\u045f])['’ʼ`](?=[\u0430-\u045f])/g, "$1") // здоров'я is one word
  .replace(/(^|[^\p{L}\p{N}])((?:\p{L}\.){2,})/gu, (_, before, acronym) => before + acronym.replaceAll(".", "")) // R.A.M.Q.
  .replace(/\b(\d)-(\d)-(\d)\b/g, "$1$2$3"); // 9-1-1

const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]+/gu;

// The words of a text. Chinese and Japanese put no space between theirs: each pair of signs is a word.
export function words(text) {
  const spaced = fold(text).replace(UNSPACED, (run) => {
    const signs = [...run];
    const pairs = signs.slice(1).map((sign, rank) => signs[rank] + sign);
    return ` ${(pairs.length ? pairs : signs).join(" ")} `;
  });
  return spaced.split(/[^\p{L}\p{N}\p{M}]+/u).filter(Boolean);
}

// An Arabic word also without its article, alone or after « and », « with », « for »: للسكن, والسكن, السكن → سكن.
export function forms(word) {
  const bare = word.match(/^(?:[وفبك]?ال|لل)(.{3,})$/u);
  return bare ? [word, bare[1]] : [word];
}

// How many letters to change, add, drop or swap for `known` (or its beginning) to be `typed`; 9 beyond what is allowed.
export function distance(typed, known, whole = false) {
  const allowed = typed.length < 4 || /\d/.test(typed) ? 0 : typed.length < 7 ? 1 : 2;
  if (!allowed || typed[0] !== known[0] && typed[1] !== known[1]) return 9;
  let before, row = [...Array(typed.length + 1).keys()], best = 9;
  for (let i = 1; i <= Math.min(known.length, typed.length + allowed); i++) {
    const next = [i];
    for (let j = 1; j <= typed.length; j++) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (known[i - 1] !== typed[j - 1]));
      if (i > 1 && j > 1 && known[i - 1] === typed[j - 2] && known[i - 2] === typed[j - 1])
        next[j] = Math.min(next[j], before[j - 2] + 1);
    }
    before = row;
    row = next;
    if (!whole || i === known.length) best = Math.min(best, row[typed.length]);
  }
  return best <= allowed ? best : 9;
}

// How well a word answers another: 1 the same, 0.9 its beginning, less when it is misspelt, 0 not at all.
function likeness(typed, known, misspelt) {
  let best = 0;
  for (const one of forms(typed))
    for (const other of forms(known)) {
      const close = one === other ? 1 : other.startsWith(one) ? 0.9 : 0;
      best = Math.max(best, close || (misspelt && 0.6 / distance(one, other)));
    }
  return best > 0.1 ? best : 0;
}

const WEIGHTS = { t: 10, m: 6, h: 3, a: 2, r: 2 }; // title, keywords, headings, words that stand out in the text, summary

// An index as it is downloaded → as it is searched: texts become words, groups of synonyms lists of words.
export function prepare(index) {
  const empty = new Set(index.vides.flatMap(words));
  const meaning = (text) => {
    const all = words(text);
    const kept = all.filter((word) => !empty.has(word));
    return kept.length ? kept : all;
  };
  const pages = index.pages.map((page) => ({
    ...page,
    parts: Object.entries(WEIGHTS).flatMap(([part, weight]) =>
      [page[part] ?? []].flat().map((text) => ({ weight, words: words(text) }))),
  }));
  const groups = index.synonymes.map((group) => ({ from: group.map(meaning), to: group.map(meaning) }))
    .concat(index.renvois.map(([from, to]) => ({ from: from.map(meaning), to: to.map(meaning) })));
  return { pages, groups, meaning };
}

const same = (typed, known, last) =>
  typed === known || forms(typed).some((form) => forms(known).includes(form)) ||
  (last && typed.length > 2 && known.startsWith(typed)) || (typed.length > 4 && distance(typed, known, true) === 1);

// What was typed → notions, each with its ways of being said: [["carte", "soleil"], ["ramq"]]. The first is the reader's.
export function notions(text, { groups, meaning }) {
  const typed = meaning(text);
  const found = [];
  for (let at = 0; at < typed.length;) {
    let length = 1, ways = [];
    for (const { from, to } of groups)
      for (const phrase of from) {
        const end = at + phrase.length;
        if (phrase.length < length || end > typed.length) continue;
        if (!phrase.every((word, rank) => same(typed[at + rank], word, phrase.length > 1 && at + rank === typed.length - 1)))
          continue;
        if (phrase.length > length) [length, ways] = [phrase.length, []];
        ways.push(...to.filter((way) => way !== phrase && way.join() !== phrase.join()));
      }
    found.push([typed.slice(at, at + length), ...ways]);
    at += length;
  }
  return found;
}

// Points of each page for one way of saying a notion. The reader's words may stand apart; a synonym must stand together.
function pointsOf(way, pages, together, misspelt) {
  return pages.map(({ parts }) => {
    const points = way.map((word) =>
      parts.map((part) => part.weight * Math.max(0, ...part.words.map((known) => likeness(word, known, misspelt)))));
    return together
      ? Math.max(0, ...parts.map((_, rank) => Math.min(...points.map((row) => row[rank]))))
      : Math.min(...points.map((row) => Math.max(0, ...row)));
  });
}

function pointsOfNotion([own, ...others], pages) {
  const total = pointsOf(own, pages, false, false);
  for (const way of others)
    pointsOf(way, pages, true, false).forEach((points, rank) => { total[rank] = Math.max(total[rank], 0.8 * points); });
  return total.some(Boolean) ? total : pointsOf(own, pages, false, true); // a mistake only when nothing is so written
}

// The pages that answer every notion, best first; with `enough` < 1, those that answer that share of them.
export function find(ideas, { pages }, enough = 1) {
  const rows = ideas.map((idea) => pointsOfNotion(idea, pages));
  return pages.map((page, rank) => ({
    page, points: rows.reduce((sum, row) => sum + row[rank], 0), met: rows.filter((row) => row[rank]).length,
  })).filter(({ met }) => met && met >= enough * rows.length)
    .sort((a, b) => b.met - a.met || b.points - a.points || a.page.t.localeCompare(b.page.t)).map(({ page }) => page);
}

// The same notions, with what the other language says of each way of saying them: حضانة → CPE → garderie.
export const widened = (ideas, index) =>
  ideas.map((ways) => [...ways, ...ways.map((way) => notions(way.join(" "), index))
    .flatMap((said) => (said.length === 1 ? said[0].slice(1) : []))]);
