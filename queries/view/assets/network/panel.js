// The statements behind what is selected: every quoted sentence with its stance and its place in the source.

const panelBox = byId("panel");

function startPanel() {
  onChange((what) => what !== "theme" && refreshPanel());
  panelBox.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    select(null);
    canvasBox.focus();
  });
  refreshPanel();
}

function refreshPanel() {
  panelBox.classList.toggle("open", state.selected !== null);
  panelBox.replaceChildren(...(state.selected ? selectionContent() : introduction()));
  panelBox.scrollTop = 0;
  // On a narrow page the panel is further down than the table or the search field that the choice was made in.
  if (state.selected && stackedPage.matches && document.activeElement !== canvasBox && document.activeElement !== document.body) {
    panelBox.scrollIntoView({ block: "start" });
  }
}

function introduction() {
  return [
    make("h2", {}, say("hint_title")),
    make("p", {}, say("hint")),
    make("p", { class: "key" }, dot("actor"), ` ${say("key_actor")}`, dot("chapter"), ` ${say("key_chapter")}`),
    make("p", { class: "small" }, say("key_size")),
    make("h3", {}, say("overview")),
    make("p", { class: "small" }, say("overview_note")),
    make("ul", { class: "overview" }, ...overview()),
  ];
}

// One bar a chapter: its statements by polarity, as lengths and as numbers.
function overview() {
  const edges = visibleEdges();
  const chapters = data.nodes.filter((node) => node.kind === "chapter");
  const rows = chapters.map((node) => {
    const own = edges.filter((edge) => edge.to === node.id);
    return { node, counts: data.polarities.map(({ id }) => [id, statementsOf(own.filter((edge) => polarityOf(edge) === id)).size]) };
  });
  const total = ({ counts }) => counts.reduce((sum, [, n]) => sum + n, 0);
  const longest = Math.max(1, ...rows.map(total));
  return rows.filter(total).map(({ node, counts }) => {
    const bar = make("span", { class: "bar", "aria-hidden": "true" }, ...counts.map(([id]) => make("span", { class: `part ${id}` })));
    counts.forEach(([, n], place) => {
      bar.children[place].style.width = `${(100 * n) / longest}%`;
    });
    const numbersOf = counts.map(([id, n]) => make("span", { class: n ? `sign ${id}` : "sign zero", title: say(id) }, `${signOf.get(id)}\u2009${numbers.format(n)}`));
    return make("li", {}, nodeButton(node, 60), make("span", { class: "counts" }, ...numbersOf), bar);
  });
}

function dot(kind) {
  const shape = kind === "actor" ? drawn("circle", { cx: 7, cy: 7, r: 5.5, class: "key-actor" }) : drawn("rect", { x: 2, y: 2, width: 10, height: 10, class: "key-chapter" });
  return drawn("svg", { width: 14, height: 14, viewBox: "0 0 14 14", "aria-hidden": "true" }, shape);
}

function selectionContent() {
  const edges = edgesOfSelection(visibleEdges());
  const close = make("button", { type: "button", class: "close", "aria-label": say("close"), title: say("close"), onclick: closePanel }, "×");
  const { kind, id } = state.selected;
  const head = kind === "node" ? nodeHead(nodeById.get(id)) : edgeHead(edgeById.get(id));
  const total = make("p", { class: "small" }, counted("statements", statementsOf(edges).size));
  return [close, ...head, total, ...(edges.length ? groups(edges, kind, id) : [make("p", {}, say("empty"))])];
}

function closePanel() {
  select(null);
  canvasBox.focus();
}

function nodeHead(node) {
  const kind = node.kind === "actor" ? node.types.join(", ") || say("actor") : say("chapter");
  return [make("p", { class: "eyebrow" }, dot(node.kind), " ", named(kind)), make("h2", { dir: "auto", class: "long" }, node.name)];
}

function edgeHead(edge) {
  return [
    make("p", { class: "eyebrow" }, stanceChip(edge.cls)),
    make("h2", { class: "long" }, nodeButton(nodeById.get(edge.from)), " → ", nodeButton(nodeById.get(edge.to))),
  ];
}

// Under a node one group for each other end, in the order of the picture's column; under a line its statements.
function groups(edges, kind, id) {
  if (kind === "edge") return [statementList(edges)];
  const others = new Map();
  for (const edge of edges) {
    const other = edge.from === id ? edge.to : edge.from;
    if (!others.has(other)) others.set(other, []);
    others.get(other).push(edge);
  }
  return [...others]
    .sort(([one], [other]) => one - other)
    .flatMap(([other, between]) => [make("h3", { class: "long" }, nodeButton(nodeById.get(other))), statementList(between)]);
}

function statementList(edges) {
  const items = edges.flatMap((edge) => edge.statements.map((number) => [edge, data.statements[number]]));
  return make("ul", { class: "statements" }, ...items.map(([edge, record]) => make("li", {}, stanceChip(edge.cls, record.s), quotation(record), statementSource(record))));
}
