// The choices above the matrix, where the script acts on them: they are in the address, counts and totals follow them, and
// governments can be sorted. What is pointed at, focused or tapped explains itself until Escape is pressed.
import { arrows } from "./arrows.js";
import { make } from "./search-box.js";
import { count, fill, number } from "./words.js";

// Whether a cell answers to a value of a facet.
const facets = {
  status: (cell, value) => cell.status === value,
  pillar: (cell, value) => cell.row.pillar === value,
  children: (cell, value) => cell.row.children === value || (value === "related" && cell.row.children !== "none"),
  quiet: (cell, value) => cell.quiet >= Number(value),
  region: (cell, value) => cell.column.region === value,
  government: (cell, value) => cell.column.id === value,
};
const names = Object.keys(facets);

export function matrix() {
  const whole = document.querySelector("[data-cells]");
  if (whole) overview(whole);
  const form = document.querySelector("[data-controls]");
  const place = document.querySelector(".matrix");
  if (!form || !place) return;
  const table = place.querySelector("table");
  arrows(table);
  explain(place);

  const heads = [...table.tHead.rows[0].cells].slice(1, -1);
  const columns = heads.map((head, i) => ({ i, id: head.dataset.id, region: head.dataset.region, out: head.classList.contains("gone") }));
  const rows = [...table.querySelectorAll("[data-children]")].map((row) => ({
    row,
    children: row.dataset.children,
    pillar: row.parentNode.dataset.pillar,
    total: row.querySelector(".total b"),
  }));
  const cells = rows.flatMap((row) =>
    [...row.row.cells].slice(1, -1).map((at, i) => ({
      at,
      row,
      column: columns[i],
      status: at.className.match(/\bs-(\S+)/)[1],
      quiet: Number(at.dataset.quiet || 0),
      filled: !at.classList.contains("gap"),
    })),
  );
  const foot = [...table.tFoot.rows[0].cells];
  const lines = [table.tHead.rows[0], ...rows.map(({ row }) => row), table.tFoot.rows[0]].map((row) => [row, [...row.cells]]);
  const words = form.querySelector("[role=status]");
  const fields = [...form.elements].filter((field) => field.name);
  // A choice as the form offers it: a box to tick or an option of a list.
  const offers = fields.flatMap((field) => (field.options ? [...field.options].map((option) => ({ field, option, value: option.value })) : { field, value: field.value })).filter(({ value }) => value);
  for (const offer of offers) if (offer.option) offer.label = offer.option.textContent.replace(/ \([^(]*\)$/, "");

  const chosen = () => {
    const all = {};
    for (const name of names) all[name] = [];
    for (const [name, value] of new FormData(form)) if (value && name in facets) all[name].push(value);
    return all;
  };
  // Without a choice of status, what is counted and shown is what was found.
  const answers = (cell, all, but) => names.every((name) => name === but || !all[name].length || all[name].some((value) => facets[name](cell, value)));
  const counts = (cell, all) => all.status.length || cell.filled;

  function show() {
    const all = chosen();
    const narrowed = names.some((name) => all[name].length);
    const inColumn = ({ id, region }) => (!all.government.length || all.government.includes(id)) && (!all.region.length || all.region.includes(region));
    const open = columns.filter(inColumn).length;
    let shown = 0;
    const sums = new Map();
    const add = (key) => sums.set(key, (sums.get(key) || 0) + 1);
    for (const row of rows) row.left = row.sum = 0;
    for (const column of columns) column.sum = 0;
    const strict = all.status.length || all.quiet.length;
    for (const cell of cells) {
      const is = answers(cell, all);
      cell.at.hidden = !inColumn(cell.column);
      cell.at.classList.toggle("out", !is && Boolean(strict));
      cell.at.classList.toggle("asked", is && !cell.filled && Boolean(all.status.length));
      if (!is) continue;
      if (!cell.column.out) for (const status of [cell.status, ""]) for (const pillar of [cell.row.pillar, ""]) add(`${status} ${pillar}`);
      cell.row.left++;
      if (!counts(cell, all)) continue;
      cell.column.sum++;
      if (cell.column.out) continue;
      shown++;
      cell.row.sum++;
    }
    columns.forEach((column, i) => {
      heads[i].hidden = foot[i + 1].hidden = !inColumn(column);
      foot[i + 1].textContent = number(column.sum);
    });
    for (const row of rows) {
      row.row.hidden = !row.left;
      row.total.textContent = number(row.sum);
    }
    for (const body of table.tBodies) {
      body.hidden = !body.querySelector("[data-children]:not([hidden])");
      body.rows[0].cells[0].colSpan = open + 1;
    }
    foot.at(-1).firstChild.textContent = number(shown);
    for (const at of document.querySelectorAll("[data-count]")) at.textContent = number(sums.get(at.dataset.count) || 0);
    form.toggleAttribute("data-narrowed", narrowed);
    // So few that there is room for the words of their statuses.
    const cards = getComputedStyle(table.tHead).display === "none";
    place.toggleAttribute("data-few", open < columns.length && (cards ? open < 7 : 200 + 130 * open < place.clientWidth));

    for (const { field, option, value, label } of offers) {
      const test = facets[field.name];
      if (!test) continue;
      let n = 0;
      for (const cell of cells) {
        if (test(cell, value) && answers(cell, all, field.name) && (field.name === "status" || counts(cell, all)) && (!cell.column.out || field.name === "government")) n++;
      }
      if (option) option.textContent = `${label} (${number(n)})`;
      else field.parentNode.querySelector(".count").textContent = number(n);
    }
    const sort = form.elements.sort;
    const say = (forms, of) => count(words.dataset[forms], of.filter(({ sum }) => sum).length);
    const said = [];
    if (narrowed) said.push(shown || columns.some(({ sum }) => sum) ? count(words.dataset.shown, shown, { cells: shown, all: cells.filter((cell) => counts(cell, all) && !cell.column.out).length, governments: say("governments", columns), commitments: say("commitments", rows) }) : words.dataset.none);
    if (sort.value) said.push(fill(words.dataset.sorted, { order: sort.selectedOptions[0].textContent }));
    if (words.textContent !== said.join(" ")) words.textContent = said.join(" ");
  }

  function order() {
    const by = form.elements.sort.value;
    const found = (i) => cells.filter(({ column, filled }) => filled && column.i === i).length;
    const regions = form.elements.region ? [...form.elements.region.options].map(({ value }) => value) : [];
    const ranks = columns.map(({ i, region }) => (by === "count" ? -found(i) : by === "region" ? regions.indexOf(region) : 0));
    const sorted = columns.map(({ i }) => i).sort((a, b) => ranks[a] - ranks[b] || a - b);
    for (const [row, all] of lines) row.append(...sorted.map((i) => all[i + 1]), all.at(-1));
  }

  // What an address has and the form does not offer is left out.
  function read() {
    const query = new URLSearchParams(location.search);
    for (const { field, option, value } of offers) {
      const is = query.getAll(field.name).includes(value);
      if (option) option.selected = is;
      else field.checked = is;
    }
    for (const field of fields) if (field.options && field.selectedIndex < 0) field.selectedIndex = 0;
    const more = form.querySelector("details");
    if (innerWidth >= 1024 && more.querySelector('input:checked, option:checked:not([value=""])')) more.open = true;
    order();
    show();
  }

  function choose() {
    const url = new URL(location.href);
    for (const { name } of fields) url.searchParams.delete(name);
    for (const [name, value] of new FormData(form)) if (value) url.searchParams.append(name, value);
    url.hash = ""; // the anchor of a choice, which only counts where no script acts
    if (url.href !== location.href) history.pushState(null, "", url);
    order();
    show();
  }

  form.addEventListener("change", choose);
  form.addEventListener("reset", () => setTimeout(choose));
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("popstate", read);
  addEventListener("resize", show);
  for (const hidden of form.querySelectorAll("[data-order]")) hidden.hidden = false;
  form.dataset.live = "";
  // Without choices the page is as it was built. A browser may restore some on its own, which the address does not have.
  if (location.search || offers.some(({ field, option }) => (option ? option.selected : field.checked))) read();
}

// On an overview there are no cells. An address from the time when all were here leads to the page that has the cell, or all that is
// chosen, and what is chosen goes with whoever follows a link.
function overview(whole) {
  const rows = [...document.querySelectorAll(".parts :is([data-columns], [data-rows])")];
  const has = (row, name, value) => !(name in row.dataset) || row.dataset[name].split(" ").includes(value);
  const query = new URLSearchParams(location.search);
  const lead = () => {
    const [, government, commitment] = location.hash.match(/^#([A-Z]{3})-([a-z0-9-]+)$/) ?? [];
    const there = rows.filter((row) => commitment
      ? has(row, "columns", government) && has(row, "rows", commitment)
      : query.getAll("government").every((id) => has(row, "columns", id)) && !["pillar", "region"].some((name) => query.get(name) && row.id.startsWith(`${name}_`) && row.id !== `${name}_${query.get(name)}`));
    if (there.length === 1 && (commitment || rows.length > 1)) location.replace(there[0].querySelector("a").pathname + location.search + location.hash);
    else if (commitment) location.replace(`${whole.dataset.cells}${commitment}/`);
  };
  addEventListener("hashchange", lead);
  lead();

  const chosen = [];
  for (const [name, value] of query) {
    const at = name in facets && document.getElementById(`${name}_${value}`);
    if (!at) continue;
    const label = (at.querySelector("a, .status") ?? at).lastChild.textContent.trim();
    chosen.push(at.matches("th") ? `${at.closest("table").caption.textContent}: ${label}` : label);
    for (const link of document.querySelectorAll(".parts td a")) {
      if (!new URLSearchParams(link.search).has(name)) link.search += `&${new URLSearchParams([[name, value]])}`;
    }
  }
  if (chosen.length) whole.after(make("p", { class: "note" }, fill(whole.dataset.chosen, { choices: chosen.join(", ") })));
}

// The first tap on a symbol explains it, the second follows its link.
function explain(place) {
  const close = () => {
    for (const at of place.querySelectorAll(".open")) at.classList.remove("open");
  };
  addEventListener("keydown", ({ key }) => {
    if (key !== "Escape") return;
    close();
    place.dataset.closed = "";
  });
  // The sentences of what is explained, loaded when one is first wanted.
  let loading;
  const load = () =>
    (loading ??= fetch(place.dataset.why)
      .then((answer) => (answer.ok ? answer.json() : {}))
      .catch(() => ({}))
      .then((why) => {
        for (const [id, words] of Object.entries(why)) {
          const sentence = document.createElement("p");
          sentence.textContent = words;
          document.getElementById(id)?.append(sentence);
        }
      }));
  // What was closed stays so until the pointer moves to another cell, or the focus does.
  let pointed;
  const reopen = ({ type, target }) => {
    const at = target.closest("td, th");
    if (type === "focusin" || at !== pointed) delete place.dataset.closed;
    pointed = at;
    load();
  };
  for (const type of ["pointermove", "focusin"]) place.addEventListener(type, reopen);
  place.addEventListener("pointerleave", () => (pointed = undefined));
  place.addEventListener("click", (event) => {
    const at = event.target.closest("td");
    if (event.pointerType !== "touch" || !event.target.closest("td > a") || !at.querySelector(".tip") || at.classList.contains("open")) return;
    event.preventDefault();
    close();
    load();
    delete place.dataset.closed;
    at.classList.add("open");
  });
  addEventListener("pointerdown", ({ target }) => {
    if (!target.closest?.(".open")) close();
  });
  // The address of a cell.
  const show = () => {
    const at = document.getElementById(location.hash.slice(1))?.closest(".matrix td");
    if (!at) return;
    close();
    load();
    at.classList.add("open");
    at.scrollIntoView({ block: "center", inline: "center" });
  };
  addEventListener("hashchange", show);
  show();
}
