// The index of a language: loading it, what of it answers a query, best first, and the words that answered.

// fold returns the words of a text without capitals, accents and stops, a blank before and after each. "U.S." is one word,
// and so is a number with separators.
const fold = (text) =>
  ` ${text.replace(/\b\d{1,3}(?:[.,\s]\d{3})+(?!\d)/g, (number) => number.replace(/\D/g, "")).normalize("NFD").replace(/\p{M}/gu, "").replace(/(\p{L})\.(?=\p{L})/gu, "$1").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim()} `;

let loading;

// load returns the entries of the index beside the search page. It is loaded once a page, and again if it has changed;
// after a failure the next call tries again.
export function load(search) {
  loading ??= fetch(new URL("index.json", search), { cache: "no-cache" })
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(answer.status)))
    .then(({ kinds, pages }) =>
      pages.map(({ path, kind, title, summary = "", byline = "", also = [], passages = [] }) => ({
        url: new URL(`../${path}`, search).href,
        label: [kinds[kind], byline].filter(Boolean).join(" · "),
        kind: kinds[kind],
        title,
        summary,
        names: [title, ...also].map(fold),
        lead: fold(`${summary} ${byline}`),
        passages: passages.map(([anchor, text, weak]) => ({ anchor, text, weak, body: fold(text) })),
      })),
    )
    .catch((reason) => {
      loading = undefined;
      throw reason;
    });
  return loading;
}

// tests returns a test for each word of a query: 3 where it is in a folded text, 2 where a longer word begins with it, else
// 0. The last word may be incomplete; others match longer ones when they have four letters or more.
const tests = (query) =>
  fold(query).trim().split(" ").map((word, i, { length }) => (text) =>
    text.includes(` ${word} `) ? 3 : (i == length - 1 || word.length > 3) && text.includes(` ${word}`) ? 2 : 0);

// rank returns the entries that contain every word, best first: a hit in the title counts more than any in the summary, and
// that more than any in the text; a whole title comes first. Equals keep the order of the index. Each has a text that shows
// why it was found, the summary or the passage with most of the words that neither title nor summary has; the words that
// this text is shown for; and the address of the passage.
export function rank(pages, query) {
  const words = tests(query);
  const found = [];
  for (const page of pages) {
    const names = page.names.join("");
    let score = page.names.some((name) => fold(query).includes(name)) ? 500 : 0;
    let about = words.filter((word) => !word(names));
    const missing = about.filter((word) => !word(page.lead));
    for (const word of words) score += word(names) * 100 || word(page.lead) * 10;

    let shown = { text: page.summary };
    let most = 0;
    const there = new Set();
    for (const passage of missing.length ? page.passages : []) {
      // What is missing is much the same everywhere: it is found only together with the name of the page.
      if (passage.weak && about.length == words.length) continue;
      const hits = missing.filter((word) => word(passage.body) && there.add(word)).length;
      if (hits > most) [most, shown, about] = [hits, passage, missing];
    }
    const href = shown.anchor ? `${page.url}#${shown.anchor}` : page.url;
    if (there.size == missing.length) found.push({ ...page, href, words, about, shown, score: score + most });
  }
  return found.sort((a, b) => b.score - a.score);
}

// answer returns what rank finds; if that is nothing, what it finds instead with words of five letters and more changed to
// those of the index that are one edit away, and these words.
export function answer(pages, query) {
  const found = rank(pages, query);
  if (found.length || !query) return { found };
  const instead = fold(query).trim().split(" ").map((word) => nearest(pages, word)).join(" ");
  const others = rank(pages, instead);
  return others.length ? { found: others, instead } : { found };
}

// nearest returns the commonest word of the index that is one edit away, or the word itself if it is there or too short.
function nearest(pages, word) {
  const common = (pages.common ??= count(pages));
  if (word.length < 5 || common.has(word)) return word;
  return [...common.keys()].filter((other) => near(word, other)).reduce((a, b) => (common.get(b) > (common.get(a) ?? 0) ? b : a), word);
}

// count returns how often each word is in the index; in a title it counts a hundred times.
function count(pages) {
  const common = new Map();
  const add = (text, weight) => text.split(" ").forEach((word) => common.set(word, (common.get(word) ?? 0) + weight));
  for (const page of pages) {
    page.names.forEach((name) => add(name, 100));
    for (const text of [page.lead, ...page.passages.map((passage) => passage.body)]) add(text, 1);
  }
  return common;
}

// near reports whether one letter replaced, left out, added or changed with the next makes one word of another.
function near(a, b) {
  let i = 0;
  while (i < a.length && a[i] == b[i]) i++;
  return [[1, 1], [1, 0], [0, 1]].some(([x, y]) => a.slice(i + x) == b.slice(i + y))
    || (a[i] == b[i + 1] && a[i + 1] == b[i] && a.slice(i + 2) == b.slice(i + 2));
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
