// The search box in the header: a link to the search page becomes a combobox with a list of the best results.
// Its keys are those of https://www.w3.org/WAI/ARIA/apg/patterns/combobox/: the choice is made by hand, and Enter without
// one goes to the search page.
import { load } from "./parts.js";
import { answer, excerpt, marked } from "./rank.js";
import { number } from "./words.js";

const best = 6;
const steps = new Map([["ArrowDown", 1], ["ArrowUp", -1]]);

// make returns an element with attributes and what is in it.
export function make(name, attributes, ...nodes) {
  const element = document.createElement(name);
  for (const key in attributes) element.setAttribute(key, attributes[key]);
  element.append(...nodes);
  return element;
}

export function box(link) {
  const label = link.textContent;
  const input = make("input", {
    type: "search", name: "q", placeholder: label, "aria-label": label, autocomplete: "off",
    role: "combobox", "aria-autocomplete": "list", "aria-controls": "found", "aria-expanded": false,
  });
  const list = make("div", { id: "found", class: "found", role: "listbox", "aria-label": label, hidden: "" });
  const status = make("div", { role: "status" });
  const form = make("form", { class: "find", role: "search", action: link.href }, input, list, status);
  let chosen = -1;

  const choose = (place) => {
    chosen = place;
    [...list.children].forEach((option, i) => option.setAttribute("aria-selected", i == place));
    const option = list.children[place];
    if (option) {
      input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  };
  const open = (options, said, seen) => {
    list.replaceChildren(...options.map(([href, ...nodes], i) => make("a", { id: `found-${i}`, role: "option", tabindex: -1, href }, ...nodes)));
    list.hidden = !options.length;
    input.setAttribute("aria-expanded", !list.hidden);
    status.textContent = said;
    status.className = seen ? "found" : "visually-hidden";
    choose(-1);
  };
  const close = () => open([], "");
  const show = async () => {
    const query = input.value.trim();
    const all = `${link.href}?q=${encodeURIComponent(query)}`;
    const draw = (results, last, said) =>
      open([...results.map((result) =>
        [result.href, ...marked(result.title, result.words),
          make("small", {}, result.kind), ...(result.about.length ? [make("small", {}, ...excerpt(result, 12))] : [])]), [all, last]], said);
    const here = () => document.activeElement == input;
    const found = await answer(link.href, query, best, (results) => here() && draw(results, label, "")).catch(() => ({}));
    if (!found || !here()) return; // typed on, or gone, meanwhile
    if (query == "") return close();
    const { results = [], count, instead, failed } = found;
    if (!count && (failed || count == null)) return draw([], label, "");
    if (!count) return open([], link.dataset.none, true);
    const total = `${instead ? `${link.dataset.instead.replace("#", instead)} ` : ""}${link.dataset.all}: ${number(count)}`;
    draw(results, failed ? label : total, total);
  };

  input.addEventListener("focus", () => {
    load(link.href).catch(() => {});
    show();
  });
  input.addEventListener("input", show);
  input.addEventListener("keydown", (event) => {
    const count = list.children.length;
    const step = steps.get(event.key);
    if (step && !count) show();
    else if (step) choose(((chosen + step + count + 2) % (count + 1)) - 1);
    else if (event.key == "Escape" && count) close();
    else return;
    event.preventDefault();
  });
  // Enter, and the key that says "Go" on a screen.
  form.addEventListener("submit", (event) => {
    if (chosen < 0) return;
    event.preventDefault();
    list.children[chosen].click();
  });
  // The box keeps the focus while a result is clicked, or the list would be gone before the click.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", close);
  input.addEventListener("blur", close);

  const focused = document.activeElement == link;
  link.replaceWith(form);
  if (focused) input.focus();
}
