"use strict";

function cellValue(row, column) {
  const cell = row.children[column];
  const value = cell.getAttribute("data-value");
  return value === null ? cell.textContent : Number(value);
}

function compare(a, b) {
  return typeof a === "number" ? a - b : a.localeCompare(b);
}

function sortBy(table, header, column) {
  const numeric = table.tBodies[0].rows[0]?.children[column].hasAttribute("data-value");
  const current = header.getAttribute("aria-sort");
  const descending = current === null ? numeric : current === "ascending";
  for (const other of header.parentElement.children) other.removeAttribute("aria-sort");
  header.setAttribute("aria-sort", descending ? "descending" : "ascending");
  const rows = Array.from(table.tBodies[0].rows, row => ({ row, value: cellValue(row, column) }));
  rows.sort((a, b) => descending ? compare(b.value, a.value) : compare(a.value, b.value));
  table.tBodies[0].append(...rows.map(entry => entry.row));
}

for (const table of document.querySelectorAll("table.sortable")) {
  for (const [column, header] of Array.from(table.tHead.rows[0].cells).entries()) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = header.textContent;
    button.addEventListener("click", () => sortBy(table, header, column));
    header.replaceChildren(button);
  }
}

const filter = document.getElementById("filter");
if (filter) {
  const rows = Array.from(document.getElementById("files").tBodies[0].rows, row => ({ row, path: row.cells[0].textContent.toLowerCase() }));
  const count = document.getElementById("filter-count");
  filter.closest("p").hidden = false;
  filter.addEventListener("input", () => {
    const wanted = filter.value.trim().toLowerCase();
    let shown = 0;
    for (const { row, path } of rows) {
      row.hidden = !path.includes(wanted);
      if (!row.hidden) shown++;
    }
    count.textContent = wanted === "" ? "" : shown + " of " + rows.length;
  });
}

const points = JSON.parse(document.getElementById("trend-data").textContent);
const chart = document.querySelector("#trend svg");
if (points.length > 1) {
  const readout = document.getElementById("readout");
  const summary = readout.textContent;
  const cursor = document.createElementNS("http://www.w3.org/2000/svg", "line");
  cursor.setAttribute("class", "cursor");
  cursor.setAttribute("y1", "34");
  cursor.setAttribute("y2", "244");
  chart.addEventListener("pointermove", event => {
    const box = chart.getBoundingClientRect();
    const x = (event.clientX - box.left) * chart.viewBox.baseVal.width / box.width;
    const nearest = points.reduce((best, point) => Math.abs(point.x - x) < Math.abs(best.x - x) ? point : best);
    cursor.setAttribute("x1", nearest.x);
    cursor.setAttribute("x2", nearest.x);
    if (!cursor.isConnected) chart.prepend(cursor);
    readout.textContent = nearest.text;
  });
  chart.addEventListener("pointerleave", () => {
    cursor.remove();
    readout.textContent = summary;
  });
}
