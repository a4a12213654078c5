// The search computed from all texts of an index at once, to compare that of the parts with.
import { answer, excerpt, fold } from "../../../assets/js/rank.js";

const get = async (url) => (await fetch(url)).json();

// open returns the entries of the index beside a search page. count is how many it has.
async function open(search, count) {
  const { folder, kinds } = await get(new URL("index.json", search));
  const entries = [];
  for (let i = 0; i < count; i++) {
    const load = (name) => get(new URL(`${folder}${name}.json`, search));
    const { head, texts } = await load(i);
    for (let n = 1; n <= (head.cuts ?? []).length; n++) texts.push(...(await load(`${i}-${n}`)).texts);
    entries.push({
      ...head,
      url: new URL(`../${head.path}`, search).href,
      label: [kinds[head.kind], head.byline].filter(Boolean).join(" · "),
      names: [head.title, ...(head.also ?? [])].map(fold),
      lead: fold(`${head.summary ?? ""} ${head.byline ?? ""}`),
      passages: joined(texts).map(([anchor, text, weak]) => ({ anchor, text, weak, body: fold(text) })),
    });
  }
  return entries;
}

// joined returns passages of what was cut: a piece begins with the words before its own, which the piece before it has too.
function joined(texts) {
  const out = [];
  for (const [anchor, text, weak] of texts) {
    const before = out[out.length - 1];
    const at = before && before[0] == anchor && !weak ? before[1].lastIndexOf(text.slice(0, 200)) : -1;
    if (at >= 0 && text.length > 400) before[1] = before[1].slice(0, at) + text;
    else out.push([anchor, text, weak]);
  }
  return out;
}

const tests = (words) =>
  words.map((word, i) => (text) => (text.includes(` ${word} `) ? 3 : (i == words.length - 1 || word.length > 3) && text.includes(` ${word}`) ? 2 : 0));

function rank(entries, asked) {
  const words = tests(asked);
  const found = [];
  for (const entry of entries) {
    const names = entry.names.join("");
    let score = entry.names.some((name) => ` ${asked.join(" ")} `.includes(name)) ? 500 : 0;
    let about = words.filter((word) => !word(names));
    const nameless = about.length == words.length;
    const missing = about.filter((word) => !word(entry.lead));
    for (const word of words) score += word(names) * 100 || word(entry.lead) * 10;
    let shown = { text: entry.summary ?? "" };
    let most = 0;
    const there = new Set();
    for (const passage of missing.length ? entry.passages : []) {
      if (passage.weak && nameless) continue;
      const hits = missing.filter((word) => word(passage.body) && there.add(word)).length;
      if (hits > most) [most, shown, about] = [hits, passage, missing];
    }
    if (there.size == missing.length) {
      found.push({ ...entry, href: shown.anchor ? `${entry.url}#${shown.anchor}` : entry.url, words, about, shown, score: score + most });
    }
  }
  return found.sort((a, b) => b.score - a.score);
}

// common returns how often each word is there; in a name it counts a hundred times.
function common(entries) {
  const counts = new Map();
  const add = (text, weight) => text.trim().split(" ").forEach((word) => counts.set(word, (counts.get(word) ?? 0) + weight));
  for (const entry of entries) {
    entry.names.forEach((name) => add(name, 100));
    for (const text of [entry.lead, ...entry.passages.map((passage) => passage.body)]) add(text, 1);
  }
  return counts;
}

// edits returns all that is one edit away from a word, of the letters that words have.
function edits(word, letters) {
  const out = new Set();
  for (let i = 0; i <= word.length; i++) {
    const [before, after] = [word.slice(0, i), word.slice(i)];
    if (after) out.add(before + after.slice(1));
    if (after.length > 1) out.add(before + after[1] + after[0] + after.slice(2));
    for (const letter of letters) {
      out.add(before + letter + after);
      if (after) out.add(before + letter + after.slice(1));
    }
  }
  return out;
}

function nearest(counts, letters, word) {
  if (word.length < 5 || counts.has(word)) return word;
  const all = [...edits(word, letters)].filter((other) => counts.has(other));
  return all.sort((a, b) => counts.get(b) - counts.get(a) || (a < b ? -1 : 1))[0] ?? word;
}

// queries returns so many, always the same: words, beginnings, words with a mistake, titles and parts of texts.
function queries(entries, counts, many) {
  let seed = 7;
  const below = (n) => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return Math.floor((seed / 2147483648) * n);
  };
  const one = (list) => list[below(list.length)];
  const words = [...counts.keys()].filter(Boolean);
  const texts = entries.flatMap((entry) => [entry.title, entry.summary ?? "", ...entry.passages.map((passage) => passage.text)]).filter(Boolean);
  const wrong = (word, letter) => ((i) => word.slice(0, i) + letter + word.slice(i + 1))(below(word.length));
  const kinds = [
    () => one(words),
    () => `${one(words)} ${one(words)}`,
    () => one(words).slice(0, 1 + below(6)),
    () => one(entries).title,
    () => ((all) => ((i) => all.slice(i, i + 1 + below(4)).join(" "))(below(all.length)))(one(texts).split(" ")),
    () => wrong(one(words), ""),
    () => `${one(one(entries).names).trim()} ${one(words).slice(0, 3)}`,
    () => `${wrong(one(words), "x")} ${one(words)}`,
  ];
  return Array.from({ length: many }, (_, i) => kinds[i % kinds.length]());
}

const written = (nodes) => nodes.map((node) => (node.textContent == null ? node : `[${node.textContent}]`)).join("");

// compared returns for how many queries the two searches agree on something, on words instead, and where they differ.
async function compared(search, count, many, limit) {
  const entries = await open(search, count);
  const counts = common(entries);
  const letters = [...new Set([...counts.keys()].join(""))];
  const out = { found: 0, instead: 0, cut: entries.filter((entry) => (entry.cuts ?? []).length).length, different: [] };
  for (const query of queries(entries, counts, many)) {
    const asked = fold(query).trim().split(" ").filter(Boolean);
    if (!asked.length) continue;
    let [found, instead] = [rank(entries, asked)];
    if (!found.length) {
      const others = asked.map((word) => nearest(counts, letters, word));
      found = rank(entries, others);
      if (found.length) instead = others.join(" ");
    }
    const show = (result) => [result.href, result.title, result.label, written(excerpt(result, 32))].join(" | ");
    const want = [found.length, instead, ...found.slice(0, limit).map(show)];
    const { count: n, results, instead: other } = await answer(search, query, limit, () => {});
    const got = [n, other, ...results.map(show)];
    const at = want.findIndex((line, i) => line !== got[i]);
    if (at >= 0 || got.length != want.length) out.different.push(`${query}: ${got[at]}, want ${want[at]}`);
    if (found.length) out.found++;
    if (instead) out.instead++;
  }
  return out;
}

Object.assign(globalThis, { compared, fold });
