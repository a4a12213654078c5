// The controls of the matrix. The choice is written on the table as data-status="ID" and the like, and the style sheet does
// the rest (assets/css/matrix-filter.css); here values are combined, rows ordered, and cells counted.
import { read, write } from "./address.js";
import { arrows } from "./arrows.js";

const facets = ["status", "children", "pillar", "region", "view", "sort"];

export function matrix() {
  const table = document.querySelector(".matrix");
  const controls = document.querySelector("[data-controls]");
  if (!table || !controls) return;
  const body = table.querySelector("tbody");
  const rows = [...body.rows];
  const links = [...controls.querySelectorAll("[data-facet]")];
  const status = controls.querySelector("[data-shown]");
  for (const e of controls.querySelectorAll("[data-order]")) e.hidden = false;
  arrows(body);

  const orders = new Map([
    ["region", (a, b) => a.className.localeCompare(b.className)],
    ["count", (a, b) => onRecord(b) - onRecord(a)],
  ]);
  // The choices of the address that the controls offer.
  const chosen = () => {
    const choices = read(facets);
    for (const facet of facets) {
      if (!links.some(({ dataset }) => dataset.facet === facet && dataset.value === choices[facet])) choices[facet] = "";
    }
    return choices;
  };

  function show(choices) {
    for (const facet of facets) {
      if (choices[facet]) table.dataset[facet] = choices[facet];
      else delete table.dataset[facet];
    }
    for (const link of links) {
      const current = choices[link.dataset.facet] === link.dataset.value;
      if (current) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
      if (current && link.closest("details")) link.closest("details").open = true;
    }
    const order = orders.get(choices.sort);
    body.append(...(order ? [...rows].sort(order) : rows));
    count(choices);
  }

  // A row without a cell of the chosen status in the chosen columns is hidden.
  function count(choices) {
    for (const row of rows) row.hidden = false;
    const seen = rows.map((row) => [...row.querySelectorAll("td > a")].filter(visible).length);
    rows.forEach((row, i) => (row.hidden = Boolean(choices.status) && !seen[i]));
    const left = rows.filter((row) => row.getClientRects().length).length;
    const cells = seen.reduce((sum, n) => sum + n, 0);
    const narrowed = facets.some((facet) => facet !== "sort" && choices[facet]);
    status.textContent = narrowed ? status.dataset.shown.replace("{cells}", cells).replace("{rows}", left) : "";
  }

  controls.addEventListener("click", (event) => {
    const link = event.target.closest("[data-facet], [data-clear]");
    if (!link) return;
    event.preventDefault();
    const choices = chosen();
    if ("clear" in link.dataset) for (const facet of facets) choices[facet] = "";
    else {
      const { facet, value } = link.dataset;
      choices[facet] = choices[facet] === value ? "" : value;
    }
    write(choices);
    show(choices);
  });
  addEventListener("popstate", () => show(chosen()));

  // An address made for readers without the script means the same here.
  const only = location.hash.match(/^#only-([a-z]+)-(.+)$/);
  if (only && facets.includes(only[1])) write({ [only[1]]: only[2] }, "replaceState");
  const choices = chosen();
  if (facets.some((facet) => choices[facet])) show(choices);
}

const onRecord = (row) => parseInt(row.lastElementChild.textContent, 10);
const visible = (e) => e.getClientRects().length > 0 && getComputedStyle(e).visibility === "visible";
