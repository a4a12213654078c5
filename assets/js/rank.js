// What of the index answers a query, best first, and the words that answered.
import { decode, entry, load, named, nearest, postings, renewed } from "./parts.js";

// fold returns the words of a text without capitals, accents and stops, a blank before and after each. "U.S." is one word,
// and so is a number with separators. fold of tools/internal/search does the same.
export const fold = (text) =>
  ` ${text.replace(/\b\d{1,3}(?:[.,\s]\d{3})+(?!\d)/g, (number) => number.replace(/\D/g, "")).normalize("NFD").replace(/\p{M}/gu, "").replace(/(\p{L})\.(?=\p{L})/gu, "$1").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim()} `;

// begins reports whether a word of a query may be incomplete: the last one, and others of four letters or more.
const begins = (words, i) => i == words.length - 1 || words[i].length > 3;

// tests returns a test for each word: 3 where it is in a folded text, 2 where a longer word begins with it, else 0.
const tests = (words) =>
  words.map((word, i) => (text) => (text.includes(` ${word} `) ? 3 : begins(words, i) && text.includes(` ${word}`) ? 2 : 0));

// rank returns how many entries have every word of a query, a function that returns the first of them, best first, and one that
// returns how an entry is judged. A hit in a name counts more than any in the lead, and that more than any in the text; a whole
// name comes first. Equals keep the order of the index. hits are by word, then by entry, as decode makes them.
function rank(hits, whole) {
  const judge = (number, quick) => judged(hits.map((of) => of.get(number)), whole.has(number), quick);
  const [first, ...rest] = hits;
  const scores = []; // one number for score and entry is sorted many times as fast as two
  for (const number of first.keys()) {
    const found = rest.every((of) => of.has(number)) && judge(number, true);
    if (found) scores.push(found.score * scale + scale - 1 - number);
  }
  const sorted = Float64Array.from(scores).sort().reverse();
  return { count: sorted.length, judge, best: (limit) => [...sorted.slice(0, limit)].map((score) => scale - 1 - (score % scale)) };
}

const scale = 2 ** 30; // more than an index has entries

// How many words each passage of an entry has, and the last of them, by its first piece; what another entry left counts as none.
const [counted, last, owner] = [[], [], []];
let judgements = 0;

// judged returns the score of an entry by what each word hits in it; the first piece with a word of the passage that shows why
// it was found, which has most of the words that neither names nor lead have, or -1 for the lead; and which words this text is
// shown for. An entry without any of the words in its names is not found by a weak passage: what is missing is much the same
// everywhere. quick is for the score only.
function judged(hits, whole, quick) {
  const missing = [];
  let weak = false;
  let score = whole ? 500 : 0;
  for (const hit of hits) {
    score += hit.names * 100 || hit.lead * 10;
    if (hit.names) weak = true;
    else if (!hit.lead) missing.push(hit);
  }
  const numbers = (words) => words.map((hit) => hits.indexOf(hit));
  if (!missing.length) return { score, piece: -1, about: quick || numbers(hits.filter((hit) => !hit.names)) };
  if (quick && missing.length == 1) return missing[0].texts.some((how, i) => i % 2 && (weak || !(how & 1))) ? { score: score + 1 } : undefined;

  judgements++;
  let most = 0;
  for (const { texts } of missing) {
    let there = false;
    for (let i = 0; i < texts.length; i += 2) {
      if (!weak && texts[i + 1] & 1) continue;
      there = true;
      const start = texts[i] - (texts[i + 1] >> 1);
      if (owner[start] != judgements) [owner[start], counted[start], last[start]] = [judgements, 0, texts];
      if (counted[start] == 0 || last[start] != texts) most = Math.max(most, ++counted[start]);
      last[start] = texts;
    }
    if (!there) return;
  }
  score += most;
  if (quick) return { score };

  let [first, piece] = [Infinity, Infinity];
  for (const { texts } of missing) {
    for (let i = 0; i < texts.length; i += 2) {
      const start = texts[i] - (texts[i + 1] >> 1);
      if (owner[start] != judgements || counted[start] < most || start > first) continue;
      if (start < first || texts[i] < piece) piece = texts[i];
      first = start;
    }
  }
  return { score, piece, about: numbers(missing) };
}

// find ranks the whole index.
async function find(core, words) {
  const names = words.flatMap((_, i) => words.slice(i).map((_, n) => words.slice(i, i + n + 1).join(" ")));
  const [texts, whole] = await Promise.all([
    Promise.all(words.map((word, i) => postings(core, word, begins(words, i)))),
    Promise.all(names.map((name) => named(core, name))),
  ]);
  const [hits, entries] = [[], new Map()];
  const size = (i) => texts[i].join("").length;
  let among;
  for (const i of [...words.keys()].sort((a, b) => size(a) - size(b))) { // the rarest first: others are kept with it only
    hits[i] = new Map();
    texts[i].forEach((text, n) => decode(text, n ? 2 : 3, hits[i], among));
    among = hits[i];
  }
  whole.forEach((text) => decode(text, 3, entries));
  return rank(hits, entries);
}

// inCore ranks the entries that the core has, by their names and leads.
function inCore(core, words) {
  const whole = new Set();
  const hits = words.map(() => new Map());
  const query = ` ${words.join(" ")} `;
  const tested = tests(words);
  core.entries.forEach((head, number) => {
    head.names ??= [head.title, ...(head.also ?? [])].map(fold);
    head.lead ??= fold(`${head.summary ?? ""} ${head.byline ?? ""}`);
    if (head.names.some((name) => query.includes(name))) whole.add(number);
    tested.forEach((test, i) => {
      const hit = { names: test(head.names.join("")), lead: test(head.lead), texts: [] };
      if (hit.names || hit.lead) hits[i].set(number, hit);
    });
  });
  return rank(hits, whole);
}

// result returns an entry as it is shown: with the text of a piece, or with its summary.
async function result(core, number, { piece, about }, words) {
  const [{ path, kind, title, summary = "", byline = "" }, [anchor, text, weak] = ["", summary]] = await entry(core, number, piece);
  const url = new URL(`../${path}`, core.search).href;
  const tested = tests(words);
  return {
    href: anchor ? `${url}#${anchor}` : url,
    label: [core.kinds[kind], byline].filter(Boolean).join(" · "),
    kind: core.kinds[kind],
    title,
    words: tested,
    about: about.map((i) => tested[i]),
    shown: { text, weak },
  };
}

// After so many milliseconds, results that are certain are shown before all is loaded.
const patience = 200;

// seek answers a query in one build of the index. What a stale query still needs is not loaded.
async function seek(core, words, limit, stale, early) {
  let [failed, instead] = [false];
  const or = (other) => () => {
    failed = true;
    return other?.();
  };
  const list = ({ judge }, numbers) => Promise.all(numbers.map((number) => result(core, number, judge(number), words).catch(or())));
  const known = () => inCore(core, words);
  const waiting = setTimeout(async () => {
    // The highest score is that of a whole name with every word as it is, and what the core has is listed before its equals.
    const sure = known();
    const results = await list(sure, sure.best(limit).filter((number) => sure.judge(number).score == 500 + 300 * words.length));
    if (results.length && !stale()) early(results);
  }, patience);

  let found = await find(core, words).catch(or(known));
  if (!found.count && !failed && !stale()) {
    const others = await Promise.all(words.map((word) => nearest(core, word))).catch(or());
    const better = others && !stale() && (await find(core, others).catch(or()));
    if (better?.count) [found, words, instead] = [better, others, others.join(" ")];
  }
  const results = stale() ? [] : await list(found, found.best(limit));
  clearTimeout(waiting);
  return { count: found.count, results: results.filter(Boolean), instead, failed };
}

let turn = 0;

// answer returns the first results of a query, how many there are, and whether a part could not be loaded; then results may be
// missing. If nothing is found, it searches instead with words of five letters and more changed to those of the index that
// are one edit away, and returns these words. It returns nothing if another query has been asked since. early is called with
// the first results where they are certain before all is loaded.
export async function answer(search, query, limit, early) {
  const mine = ++turn;
  const stale = () => mine != turn;
  const words = fold(query).trim().split(" ").filter(Boolean);
  if (!words.length) return { count: 0, results: [] };
  for (;;) {
    const core = await load(search);
    const found = !stale() && (await seek(core, words, limit, stale, early));
    if (stale()) return;
    if (!found.failed || !(await renewed(core))) return stale() ? undefined : found;
  }
}

// marked returns a text as nodes, the words of a query in <mark>.
export function marked(text, words) {
  // Words are at odd places, what is between them at even ones.
  return text.split(/([\p{L}\p{M}\p{N}]+(?:[.,\s]\d{3}(?!\d))*)/u).map((part, i) => {
    if (i % 2 == 0 || !words.some((word) => word(fold(part)))) return part;
    const mark = document.createElement("mark");
    mark.append(part);
    return mark;
  });
}

// excerpt returns the text that a result is shown with, cut to so many words about the first that it is shown for. What is
// missing is not cut: without its beginning it would read like something that happened.
export function excerpt({ shown, words, about }, size) {
  const parts = marked(shown.text, words);
  if (shown.weak) return parts;
  const at = parts.findIndex((part) => part.nodeName && about.some((word) => word(fold(part.textContent))));
  const from = Math.max(0, Math.min(at - size / 2, parts.length - 2 * size));
  return [from ? "… " : "", ...parts.slice(from, from + 2 * size), from + 2 * size < parts.length ? " …" : ""];
}
