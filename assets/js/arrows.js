// Arrow keys go from cell to cell of a table. Cells that hold nothing are left out of the Tab order, for there are hundreds:
// the arrows reach them.

const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

export function arrows(body) {
  for (const gap of body.querySelectorAll(".gap > a")) gap.tabIndex = -1;
  body.addEventListener("keydown", (event) => {
    const step = steps[event.key];
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
