// The same content as the picture in words: one row for each line that the filters let through, with all its statements.

const TABLE_STEP = 500;
const stanceRank = new Map(data.stance_order.map((cls, index) => [cls, index]));
const COLUMNS = [
  { id: "actor", text: (edge) => nodeById.get(edge.from).name, compare: (one, other) => collator.compare(nodeById.get(one.from).name, nodeById.get(other.from).name) },
  { id: "actor_type", text: (edge) => nodeById.get(edge.from).types.join(", "), compare: (one, other) => collator.compare(nodeById.get(one.from).types.join(), nodeById.get(other.from).types.join()) },
  { id: "chapter", compare: (one, other) => one.to - other.to },
  { id: "stance", compare: (one, other) => stanceRank.get(one.cls) - stanceRank.get(other.cls) },
  { id: "count", compare: (one, other) => other.now.length - one.now.length },
];
const sorting = { column: COLUMNS[0], down: false };
let rowsShown = TABLE_STEP;
let tableBody = null;

function startTable() {
  const heads = COLUMNS.map((column) =>
    make("th", { scope: "col", "data-column": column.id }, make("button", { type: "button", class: "sort", onclick: () => sortBy(column) }, say(column.id))),
  );
  tableBody = make("tbody");
  const table = make("table", {}, make("caption", {}, say("table")), make("thead", {}, make("tr", {}, ...heads, make("th", { scope: "col" }, say("quotes")))), tableBody);
  byId("listing").append(table, make("button", { type: "button", id: "more", onclick: showMore }));
  onChange((what) => {
    if (what !== "filter") return;
    rowsShown = TABLE_STEP;
    refreshTable();
  });
  window.addEventListener("beforeprint", () => {
    rowsShown = data.edges.length;
    refreshTable();
  });
  for (const view of ["network", "table"]) byId(`show-${view}`).addEventListener("click", () => showView(view));
  addressed.push(["show", () => (shownView === "table" ? "table" : ""), (text) => showView(text === "table" ? "table" : "network")]);
  addressed.push(["rows", () => (sorting.column === COLUMNS[0] && !sorting.down ? "" : JSON.stringify([sorting.column.id, sorting.down ? "down" : "up"])), readRows]);
  refreshTable();
}

let shownView = "network";

function showView(name) {
  shownView = name;
  byId("main").className = `show-${name}`;
  for (const one of ["network", "table"]) byId(`show-${one}`).setAttribute("aria-pressed", String(one === name));
  if (stale) refreshTable();
  writeAddress();
}

// A large table is made when it is looked at.
let stale = false;

function sortBy(column) {
  sorting.down = sorting.column === column && !sorting.down;
  sorting.column = column;
  refreshTable();
  writeAddress();
}

// The table is made anew when all of the address has been read.
function readRows(text) {
  const [id, way] = listIn(text);
  sorting.column = COLUMNS.find((column) => column.id === id) ?? COLUMNS[0];
  sorting.down = way === "down";
}

function showMore() {
  rowsShown += TABLE_STEP;
  refreshTable();
}

function refreshTable() {
  stale = large && shownView !== "table" && !printing;
  if (stale) return;
  const edges = [...visibleEdges()].sort((one, other) => (sorting.down ? -1 : 1) * sorting.column.compare(one, other) || one.id - other.id);
  tableBody.replaceChildren(...edges.slice(0, rowsShown).map(row));
  for (const head of byId("listing").querySelectorAll("th[data-column]")) {
    const own = head.dataset.column === sorting.column.id;
    head.setAttribute("aria-sort", own ? (sorting.down ? "descending" : "ascending") : "none");
  }
  const left = Math.max(0, edges.length - rowsShown);
  byId("more").hidden = left === 0;
  byId("more").textContent = say("more", { n: numbers.format(Math.min(left, TABLE_STEP)) });
}

function row(edge) {
  const cells = [
    ["actor", nodeButton(nodeById.get(edge.from))],
    ["actor_type", named(nodeById.get(edge.from).types.join(", "))],
    ["chapter", nodeButton(nodeById.get(edge.to))],
    ["stance", stanceChip(edge.cls)],
    ["count", numbers.format(edge.now.length)],
    ["quotes", make("ul", { class: "quotes" }, ...bySentence(edge.now.map((number) => data.statements[number])).map(([record, times]) => make("li", {}, quotation(record), statementSource(record, times))))],
  ];
  return make("tr", {}, ...cells.map(([id, content]) => make("td", { "data-label": say(id), class: id }, content)));
}
