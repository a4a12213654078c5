// Lists that can be narrowed: a form of choices above, and below it entries that say what they are about in data-facets,
// as "government:mexico year:2024". Sections that are left empty go, too.
import { read, write } from "./address.js";

export function filters() {
  for (const form of document.querySelectorAll("form[data-narrow]")) narrow(form);
}

function narrow(form) {
  const list = document.getElementById(form.dataset.narrow);
  const names = [...form.elements].map((e) => e.name).filter(Boolean);
  const entries = [...list.querySelectorAll("[data-facets]")];
  const told = form.querySelector("[data-shown]");

  function show(choices) {
    const wanted = names.filter((name) => choices[name]).map((name) => `${name}:${choices[name]}`);
    let left = 0;
    for (const entry of entries) {
      const facets = entry.dataset.facets.split(" ");
      entry.hidden = !wanted.every((want) => facets.includes(want));
      if (!entry.hidden) left++;
    }
    for (const section of list.querySelectorAll("section")) {
      section.hidden = !section.querySelector("[data-facets]:not([hidden])");
    }
    for (const name of names) form.elements[name].value = choices[name];
    told.textContent = wanted.length ? told.dataset.shown.replace("{shown}", left).replace("{all}", entries.length) : "";
  }

  form.addEventListener("change", () => {
    const choices = Object.fromEntries(names.map((name) => [name, form.elements[name].value]));
    write(choices);
    show(choices);
  });
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    const none = Object.fromEntries(names.map((name) => [name, ""]));
    write(none);
    show(none);
  });
  addEventListener("popstate", () => show(read(names)));
  form.dataset.on = "";
  show(read(names));
}
