// Search: the box in the header of every page, and the page of results. Both ask for the index when they are first used.
import { read, write } from "./address.js";
import { box, make } from "./search-box.js";
import { answer, excerpt, load, marked } from "./rank.js";

export function search() {
  const link = document.querySelector("a.find");
  if (link) box(link);
  const form = document.querySelector("form.search");
  if (form && document.getElementById("results")) results(form);
}

// How many results are shown before a reader asks for all.
const some = 30;

// The page of results. The query is in the address, so that it can be linked and Back leads to the one before.
function results(form) {
  const input = form.elements.q;
  const [status, list, more, browse] = ["status", "results", "more", "browse"].map((id) => document.getElementById(id));
  const words = status.dataset;

  const show = async (limit = some) => {
    const query = input.value.trim();
    let [found, instead] = [[], ""];
    let said = "";
    if (query) {
      try {
        ({ found, instead } = answer(await load(form.action), query));
        said = (found.length == 1 ? words.result : found.length ? words.results : words.none).replace("#", found.length);
        if (instead) said = `${words.instead.replace("#", instead)} ${said}`;
      } catch {
        said = words.failed;
      }
      if (query != input.value.trim()) return; // typed on while the index came
    }
    status.textContent = said;
    list.replaceChildren(...found.slice(0, limit).map(item));
    more.hidden = found.length <= limit;
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
  more.addEventListener("click", () => show(Infinity));
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
