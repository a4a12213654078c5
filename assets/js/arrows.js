// Arrow keys go from cell to cell of a table. Cells with nothing in them are left out of the Tab order, for there are
// hundreds: the arrows reach them.

export function arrows(body) {
  const onward = getComputedStyle(body).direction === "rtl" ? -1 : 1;
  const steps = new Map([["ArrowUp", [-1, 0]], ["ArrowDown", [1, 0]], ["ArrowLeft", [0, -onward]], ["ArrowRight", [0, onward]]]);
  for (const gap of body.querySelectorAll(".gap > a")) gap.tabIndex = -1;
  body.addEventListener("keydown", (event) => {
    const step = steps.get(event.key);
    let cell = event.target.closest("td, th");
    if (!step || !cell || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const rows = [...body.rows];
    let row = rows.indexOf(cell.parentNode);
    let column = cell.cellIndex;
    for (;;) {
      row += step[0];
      column += step[1];
      cell = rows[row]?.cells[column];
      if (!cell) return;
      const link = cell.querySelector("a");
      if (!link || !link.getClientRects().length || getComputedStyle(link).visibility !== "visible") continue;
      event.preventDefault();
      link.focus();
      return;
    }
  });
}
