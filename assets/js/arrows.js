// Arrow keys go from link to link of a table, over what is not found.

export function arrows(table) {
  const onward = getComputedStyle(table).direction === "rtl" ? -1 : 1;
  const steps = new Map([["ArrowUp", [-1, 0]], ["ArrowDown", [1, 0]], ["ArrowLeft", [0, -onward]], ["ArrowRight", [0, onward]]]);
  table.addEventListener("keydown", (event) => {
    const step = steps.get(event.key);
    let cell = event.target.closest("td, th");
    if (!step || !cell || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const rows = [...table.rows];
    let row = rows.indexOf(cell.parentNode);
    let column = cell.cellIndex;
    for (;;) {
      row += step[0];
      column += step[1];
      if (!rows[row] || column < 0 || column >= rows[0].cells.length) return;
      const link = rows[row].cells[column]?.querySelector("a");
      if (!link || !link.getClientRects().length) continue;
      event.preventDefault();
      link.focus();
      return;
    }
  });
}
