// Lists that can be narrowed: a form of choices above, and below it entries with what they are about in data-facets, as
// "government:ID year:2024". Sections without an entry are hidden, too.
import { read, write } from "./address.js";

export function filters() {
  for (const form of document.querySelectorAll("form[data-narrow]")) narrow(form);
}

function narrow(form) {
  const list = document.getElementById(form.dataset.narrow);
  const names = [...form.elements].map((e) => e.name).filter(Boolean);
  const entries = [...list.querySelectorAll("[data-facets]")];
  const status = form.querySelector("[data-shown]");

  function show(choices) {
    for (const name of names) {
      const field = form.elements[name];
      field.value = choices[name];
      if (field.selectedIndex < 0) field.value = ""; // an address may have any value
    }
    const wanted = names.filter((name) => form.elements[name].value).map((name) => `${name}:${form.elements[name].value}`);
    const answers = (entry, wanted) => wanted.every((want) => entry.dataset.facets.split(" ").includes(want));
    for (const entry of entries) entry.hidden = !answers(entry, wanted);
    const left = entries.filter((entry) => !entry.hidden).length;
    // What no entry would answer to, beside the other choices, cannot be chosen.
    for (const name of names) {
      const others = wanted.filter((want) => !want.startsWith(`${name}:`));
      for (const option of form.elements[name].options) {
        const these = option.value ? [...others, `${name}:${option.value}`] : others;
        option.disabled = Boolean(option.value) && !option.selected && !entries.some((entry) => answers(entry, these));
      }
    }
    for (const section of list.querySelectorAll("section")) {
      section.hidden = !section.querySelector("[data-facets]:not([hidden])");
    }
    // Contents and counts are of the whole list.
    list.toggleAttribute("data-narrowed", wanted.length > 0);
    const contents = list.parentNode.querySelector(".contents");
    if (contents) contents.hidden = wanted.length > 0;
    if (wanted.length) for (const folded of list.querySelectorAll("details")) folded.open = true;
    if (wanted.length && !left) status.textContent = status.dataset.none;
    else status.textContent = wanted.length ? status.dataset.shown.replace("{shown}", left).replace("{all}", entries.length) : "";
  }

  const choose = (value) => {
    const choices = Object.fromEntries(names.map((name) => [name, value(name)]));
    write(choices);
    show(choices);
  };
  form.addEventListener("change", () => choose((name) => form.elements[name].value));
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    choose(() => "");
  });
  addEventListener("popstate", () => show(read(names)));
  form.dataset.on = "";
  show(read(names));
}
