// Search: the box in the header of every page, and the page of results. Both ask for the index when they are first used.
import { box } from "./search-box.js";
import { excerpt, load, marked, rank } from "./rank.js";

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
    let found = [];
    let said = "";
    if (query) {
      try {
        found = rank(await load(form.action), query);
        said = (found.length == 1 ? words.result : found.length ? words.results : words.none).replace("#", found.length);
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

  const read = () => {
    input.value = new URLSearchParams(location.search).get("q") || "";
    show();
  };
  const keep = () => {
    const query = input.value.trim();
    const address = query ? `?q=${encodeURIComponent(query)}` : location.pathname;
    if (query != (new URLSearchParams(location.search).get("q") || "")) history.pushState(null, "", address);
  };

  input.addEventListener("focus", () => load(form.action).catch(() => {}));
  input.addEventListener("input", () => show());
  input.addEventListener("change", keep);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    keep();
    show();
  });
  more.addEventListener("click", () => show(Infinity));
  addEventListener("popstate", read);
  // Until the results of a link are there, what is below them is hidden: it would move.
  browse.hidden = location.search != "";
  read();
}

// One result: its title, what it is, and the text in which the words were found.
function item(result) {
  const item = document.createElement("li");
  const add = (name, ...nodes) => item.appendChild(document.createElement(name)).append(...nodes);
  const link = document.createElement("a");
  link.href = result.href;
  link.append(...marked(result.title, result.words));
  add("h2", link);
  if (result.label) add("small", result.label);
  add("p", ...excerpt(result, 32));
  return item;
}
