// The index of a language, in parts: loading them, and reading what they have of a word. tools/internal/search writes them.

let loading;

// load returns the core of the index beside the search page. It is loaded once a page; after a failure the next call tries again.
export function load(search) {
  loading ??= get(new URL("index.json", search), { cache: "no-cache" }).then((core) => ({ ...core, search, parts: new Map() })).catch((reason) => {
    loading = undefined;
    throw reason;
  });
  return loading;
}

// renewed reports whether there is another core by now. A page that was open while the site changed asks for parts that
// are gone.
export async function renewed(core) {
  loading = undefined;
  const now = await load(core.search).catch(() => core);
  if (now.folder != core.folder) return true;
  loading = Promise.resolve(core); // with the parts that it has
  return false;
}

async function get(url, options) {
  const answer = await fetch(url, options);
  if (!answer.ok) throw answer.status;
  return answer.json();
}

// part returns a part, which is loaded once.
function part(core, name, read = (text) => text) {
  if (!core.parts.has(name)) {
    const text = get(new URL(`${core.folder}${name}.json`, core.search)).then(read);
    core.parts.set(name, text);
    text.catch(() => core.parts.delete(name));
  }
  return core.parts.get(name);
}

// range returns the parts of a kind that may have keys from one to another.
function range(core, kind, from, to = from) {
  const place = (key) => {
    let i = core[kind].length - 1;
    while (i > 0 && core[kind][i] > key) i--;
    return i;
  };
  const parts = [];
  for (let i = Math.max(0, place(from)); i <= place(to); i++) parts.push(part(core, `${kind}-${i}`, (values) => new Map(Object.entries(values))));
  return Promise.all(parts);
}

const value = (parts, key) => parts.find((values) => values.has(key))?.get(key);

// postings returns texts for decode: where a word is, then, if longer words are wanted, where those are that begin with it.
export async function postings(core, word, longer) {
  const all = `${word}*`;
  let parts = await range(core, "words", word, longer ? all : word);
  const texts = [value(parts, word) ?? ""];
  if (!longer) return texts;
  if (value(parts, all) != null) return [...texts, value(parts, all)];
  parts = await range(core, "words", word, `${word}\uffff`);
  for (const values of parts) {
    for (const [key, text] of values) if (key.startsWith(word) && key != word && !/[ *]$/.test(key)) texts.push(text);
  }
  return texts;
}

// named returns a text for decode: the entries that have some words as a whole name.
export const named = async (core, words) => value(await range(core, "words", `${words} `), `${words} `) ?? "";

// decode adds to hits, for each entry, whether a word is in its names and its lead, and the numbers of its texts that have
// the word, each with twice the number of pieces of the same passage before it, and one more if it is weak. With among,
// other entries are left out.
export function decode(text, strength, hits, among) {
  let at = 0;
  const number = () => {
    for (let n = 0; ; ) {
      const code = text.charCodeAt(at++);
      if (code > 92) return n * 32 + code - 93;
      n = n * 32 + code - 35;
    }
  };
  for (let entry = -1; at < text.length; ) {
    const head = number();
    entry += (head >> 3) + 1;
    let hit = hits.get(entry);
    if (!hit && (!among || among.has(entry))) hits.set(entry, (hit = { names: 0, lead: 0, texts: [] }));
    if (hit && head & 1) hit.names = Math.max(hit.names, strength);
    if (hit && head & 2) hit.lead = Math.max(hit.lead, strength);
    for (let piece = -1, code = head >> 2; code & 1; ) {
      code = number();
      piece += (code >> 3) + 1;
      const back = code & 4 ? number() : 0;
      hit?.texts.push(piece, 2 * back + ((code >> 1) & 1));
    }
  }
}

// entry returns an entry and one of its texts, if it has a number.
export async function entry(core, number, piece = -1) {
  const head = core.entries[number] ?? (await part(core, `${number}`)).head;
  if (piece < 0) return [head];
  const { cuts = [] } = head;
  const n = cuts.filter((cut) => cut <= piece).length;
  const { texts } = await part(core, n ? `${number}-${n}` : `${number}`);
  return [head, texts[piece - (n && cuts[n - 1])]];
}

// nearest returns the commonest word of the index that is one edit away, or the word itself if it is there or too short. A
// word that is one edit away has its beginning or its end.
export async function nearest(core, word) {
  if (word.length < 5 || value(await range(core, "words", word), word) != null) return word;
  const half = word.length >> 1;
  let [best, most] = [word, 0];
  const look = async (kind, begin, spell) => {
    for (const values of await range(core, kind, begin, `${begin}\uffff`)) {
      for (const [key, common] of values) {
        const other = key.startsWith(begin) && common >= most && spell(key);
        if (other && near(word, other) && (common > most || other < best)) [best, most] = [other, common];
      }
    }
  };
  await Promise.all([look("spellings", word.slice(0, half), (key) => key), look("endings", reverse(word.slice(half + 1)), reverse)]);
  return best;
}

const reverse = (text) => [...text].reverse().join("");

// near reports whether one letter replaced, left out, added or changed with the next makes one word of another.
function near(a, b) {
  let i = 0;
  while (i < a.length && a[i] == b[i]) i++;
  return [[1, 1], [1, 0], [0, 1]].some(([x, y]) => a.slice(i + x) == b.slice(i + y))
    || (a[i] == b[i + 1] && a[i + 1] == b[i] && a.slice(i + 2) == b.slice(i + 2));
}
