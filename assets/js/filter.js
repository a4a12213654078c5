// Lists that can be narrowed: a form of choices above, and below it entries with what they are about in data-facets, as
// "government:ID year:2024". Sections without an entry are hidden, too. A list that is on several pages is narrowed on its own page
// (assets/js/across.js), to which the forms of the others lead.
import { read, write } from "./address.js";
import { across } from "./across.js";
import { count, fill } from "./words.js";

export function filters() {
  for (const form of document.querySelectorAll("form[data-narrow]")) (form.dataset.leads ? lead : narrow)(form);
}

function lead(form) {
  form.addEventListener("change", () => {
    const chosen = [...new FormData(form)].filter(([, value]) => value);
    location.href = `${form.dataset.leads}?${new URLSearchParams(chosen)}`;
  });
  form.dataset.on = "";
}

function narrow(form) {
  const list = document.getElementById(form.dataset.narrow);
  const names = [...form.elements].map((e) => e.name).filter(Boolean);
  const status = form.querySelector("[data-shown]");
  const say = (words, numbers) => {
    const text = words ? status.dataset[words] : "";
    status.textContent = words === "shown" ? count(text, numbers.shown, numbers) : fill(text, numbers);
  };
  const entries = form.dataset.index ? across(form.dataset.index, list, say) : within(list, say);
  let turn = 0;

  async function show(choices) {
    const mine = ++turn;
    for (const name of names) {
      const field = form.elements[name];
      field.value = choices[name];
      if (field.selectedIndex < 0) field.value = ""; // an address may have any value
    }
    const wanted = names.filter((name) => form.elements[name].value).map((name) => `${name}:${form.elements[name].value}`);
    const answers = (facets, wanted) => wanted.every((want) => facets.includes(want));
    list.ariaBusy = "true";
    try {
      const all = await entries.facets(wanted.length > 0);
      if (mine !== turn) return;
      // What no entry would answer to, beside the other choices, cannot be chosen.
      for (const name of names) {
        const others = wanted.filter((want) => !want.startsWith(`${name}:`));
        for (const option of form.elements[name].options) {
          const these = option.value ? [...others, `${name}:${option.value}`] : others;
          option.disabled = Boolean(option.value && all) && !option.selected && !all.some((facets) => answers(facets, these));
        }
      }
      const found = wanted.length ? [...all.keys()].filter((i) => answers(all[i], wanted)) : null;
      await entries.show(found, () => mine === turn);
    } catch {
      if (mine === turn) say("failed");
    }
    if (mine === turn) list.ariaBusy = null;
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

// within narrows a list that is whole on the page.
function within(list, say) {
  const entries = [...list.querySelectorAll("[data-facets]")];
  const facets = entries.map((entry) => entry.dataset.facets.split(" "));
  return {
    facets: () => facets,
    show(found) {
      const left = found && new Set(found);
      entries.forEach((entry, i) => (entry.hidden = Boolean(left && !left.has(i))));
      for (const section of list.querySelectorAll("section")) {
        section.hidden = !section.querySelector("[data-facets]:not([hidden])");
      }
      // Contents and counts are of the whole list.
      list.toggleAttribute("data-narrowed", Boolean(found));
      const contents = list.parentNode.querySelector(".contents");
      if (contents) contents.hidden = Boolean(found);
      if (found) for (const folded of list.querySelectorAll("details")) folded.open = true;
      say(found && (found.length ? "shown" : "none"), { shown: found?.length, all: entries.length });
    },
  };
}
