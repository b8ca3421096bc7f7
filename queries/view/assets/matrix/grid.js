// The table: sticky heads, one place for the tab key that the arrows move, and the cell that is chosen.

const ROW_STEP = 400;
const grid = byId("grid");
let body = null;
let rowsShown = ROW_STEP;
let focus = { row: 0, column: 0 };
let rowNodes = [];
let columnNodes = [];

function startGrid() {
  byId("sort").addEventListener("change", (event) => sortRows(event.target.value));
  byId("more").addEventListener("click", () => {
    rowsShown += ROW_STEP;
    refreshGrid();
  });
  grid.addEventListener("click", (event) => {
    const cell = event.target.closest("td[data-row], th[data-row]");
    if (cell) {
      moveTo(Number(cell.dataset.row), Number(cell.dataset.column));
      openCell();
    }
  });
  grid.addEventListener("keydown", keyPressed);
  grid.addEventListener("focusin", (event) => {
    const cell = event.target.closest("[data-row]");
    if (cell) setStop(Number(cell.dataset.row), Number(cell.dataset.column));
  });
  onChange((what) => {
    if (what === "filter") {
      rowsShown = ROW_STEP;
      refreshGrid();
    }
    if (what === "selection") markChosen();
  });
  window.addEventListener("beforeprint", () => {
    rowsShown = Infinity;
    refreshGrid();
  });
  refreshGrid();
}

function sortRows(name) {
  order = Object.hasOwn(ORDERS, name) ? name : "name";
  byId("sort").value = order;
  refreshGrid();
  writeAddress();
}

function refreshGrid() {
  countCells();
  rowNodes = shownRows();
  columnNodes = shownColumns();
  const silent = rowNodes.length === actors.length ? data.silent : [];
  const heads = columnNodes.map((node, place) => columnHead(node, place + 1));
  const rows = rowNodes.slice(0, rowsShown).map((node, place) => row(node, place + 1));
  body = make("tbody", {}, ...rows, ...silent.map(silentRow));
  const head = make("tr", {}, make("th", { scope: "col", class: "corner" }, say("actor")), ...(hasPositions ? [make("th", { scope: "col", class: "corner second" }, say("position"))] : []), ...heads);
  const table = make("table", { role: "grid", "aria-describedby": "keys", "aria-rowcount": rowNodes.length + silent.length + 1 }, make("caption", { class: "unseen" }, say("matrix_caption")), make("thead", {}, head), body);
  grid.replaceChildren(table);
  const left = rowNodes.length - rows.length;
  byId("more").hidden = left <= 0;
  byId("more").textContent = say("more", { n: numbers.format(Math.min(Math.max(left, 0), ROW_STEP)) });
  byId("nothing").hidden = cells.size > 0 || silent.length > 0;
  setStop(Math.min(focus.row, rows.length), Math.min(focus.column, columnNodes.length));
  markChosen();
}

const hasPositions = Object.keys(data.whole).length > 0 || data.silent.some(({ position }) => position !== "");

function columnHead(node, place) {
  return make("th", { scope: "col", class: "column", "data-row": 0, "data-column": place, tabindex: -1, title: clip(node.name, 200) }, make("span", {}, named(clip(node.name, 60))));
}

function row(node, place) {
  const head = make("th", { scope: "row", "data-row": place, "data-column": 0, tabindex: -1, title: clip(node.name, 200) }, named(clip(node.name, 80)));
  const position = data.whole[node.id];
  return make("tr", {}, head, hasPositions ? make("td", { class: "position" }, position === undefined ? null : named(clip(position, 80))) : null, ...columnNodes.map((column, number) => cell(node, column, place, number + 1)));
}

function cell(node, column, row, place) {
  const counts = cells.get(cellKey(node.id, column.id));
  const element = document.createElement("td");
  element.dataset.row = row;
  element.dataset.column = place;
  element.tabIndex = -1;
  if (counts === undefined) return element;
  const balance = balanceOf(counts);
  element.className = balance;
  element.setAttribute("aria-label", say("cell_label", { actor: clip(node.name, 80), unit: clip(column.name, 80), ...counts }));
  element.append(make("span", { class: "glyph" }, balanceSign[balance]), make("span", { class: "count" }, numbers.format(totalOf(counts))));
  return element;
}

function silentRow({ name, position }) {
  return make("tr", { class: "silent" }, make("th", { scope: "row" }, named(clip(name, 80))), hasPositions ? make("td", { class: "position" }, named(clip(position, 80))) : null, ...columnNodes.map(() => make("td")));
}

// ---- moving about

const cellAt = (row, column) => grid.querySelector(`[data-row="${row}"][data-column="${column}"]`);

function setStop(row, column) {
  grid.querySelector('[tabindex="0"]')?.setAttribute("tabindex", "-1");
  const place = cellAt(row, column) ? { row, column } : rowNodes.length ? { row: 1, column: 0 } : { row: 0, column: 1 };
  focus = place;
  cellAt(place.row, place.column)?.setAttribute("tabindex", "0");
}

function moveTo(row, column) {
  const last = Math.min(rowNodes.length, rowsShown);
  const wanted = { row: Math.max(0, Math.min(last, row)), column: Math.max(0, Math.min(columnNodes.length, column)) };
  // The corner is no place.
  if (wanted.row === 0 && wanted.column === 0) return;
  setStop(wanted.row, wanted.column);
  cellAt(focus.row, focus.column).focus({ preventScroll: false });
}

function openCell() {
  const { row, column } = focus;
  const [actor, unit] = [rowNodes[row - 1], columnNodes[column - 1]];
  if (row === 0 && unit) return select("node", unit.id);
  if (column === 0 && actor) return select("node", actor.id);
  if (actor && unit && cells.has(cellKey(actor.id, unit.id))) return selectPair(actor.id, unit.id);
  return select(null);
}

const MOVES = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1], PageDown: [10, 0], PageUp: [-10, 0], Home: [0, -Infinity], End: [0, Infinity] };

function keyPressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (Object.hasOwn(MOVES, event.key)) {
    const [down, right] = MOVES[event.key];
    moveTo(focus.row + down, focus.column + right);
  } else if (event.key === "Enter" || event.key === " ") {
    openCell();
    if (state.selected) byId("panel").focus();
  } else if (event.key === "Escape") select(null);
  else return;
  event.preventDefault();
}

function markChosen() {
  for (const element of grid.querySelectorAll(".chosen")) element.classList.remove("chosen");
  const found = placeOf(state.selected);
  if (found) cellAt(found.row, found.column)?.classList.add("chosen");
}

function placeOf(selected) {
  if (!selected) return null;
  const { kind, id, from, to } = selected;
  if (kind === "pair") return { row: rowNodes.findIndex((node) => node.id === from) + 1, column: columnNodes.findIndex((node) => node.id === to) + 1 };
  if (kind !== "node") return null;
  const row = rowNodes.findIndex((node) => node.id === id) + 1;
  return row ? { row, column: 0 } : { row: 0, column: columnNodes.findIndex((node) => node.id === id) + 1 };
}
