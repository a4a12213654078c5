// Search: the box in the header of every page, and the page of results. Both ask for the index when they are first used.
import { read, write } from "./address.js";
import { load } from "./parts.js";
import { box, make } from "./search-box.js";
import { answer, excerpt, marked } from "./rank.js";
import { count as counted } from "./words.js";

export function search() {
  const link = document.querySelector("a.find");
  if (link) box(link);
  const form = document.querySelector("form.search");
  if (form && document.getElementById("results")) results(form);
}

// How many results are shown at first, and how many more each time a reader asks.
const some = 20;

// The page of results. The query is in the address, so that it can be linked and Back leads to the one before.
function results(form) {
  const input = form.elements.q;
  const [status, list, more, browse] = ["status", "results", "more", "browse"].map((id) => document.getElementById(id));
  const words = status.dataset;
  let limit = some;

  // Only what changes is drawn again: what a reader has reached stays where it is.
  const draw = (results) => {
    const items = results.map(item);
    while (list.children.length > items.length) list.lastChild.remove();
    items.forEach((one, i) => {
      const old = list.children[i];
      if (!old) list.append(one);
      else if (!one.isEqualNode(old)) old.replaceWith(one);
    });
  };
  const show = async (so = some) => {
    limit = so;
    const query = input.value.trim();
    const found = await answer(form.action, query, limit, draw).catch(() => ({ results: [], broken: true }));
    if (!found) return; // typed on meanwhile
    const { results, count, instead, failed, broken } = found;
    let said = count ? counted(words.found, count) : words.none;
    if (instead) said = `${words.instead.replace("#", instead)} ${said}`;
    if (failed) said = count ? `${said}. ${words.partly}` : words.partly;
    status.textContent = broken ? words.failed : query && said;
    draw(results);
    more.hidden = broken || count <= limit;
    browse.hidden = false;
  };

  const follow = () => {
    input.value = read(["q"]).q;
    show();
  };
  const keep = () => write({ q: input.value.trim() });

  input.addEventListener("focus", () => load(form.action).catch(() => {}));
  input.addEventListener("input", () => show());
  input.addEventListener("change", keep);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    keep();
    show();
  });
  more.addEventListener("click", () => show(limit + some));
  addEventListener("popstate", follow);
  // Until the results of a link are there, what is below them is hidden: it would move.
  browse.hidden = location.search != "";
  follow();
}

// One result: its title, what it is, and the text in which the words were found.
function item(result) {
  const link = make("a", { href: result.href }, ...marked(result.title, result.words));
  const label = result.label ? [make("small", {}, result.label)] : [];
  return make("li", {}, make("h2", {}, link), ...label, make("p", {}, ...excerpt(result, 32)));
}
