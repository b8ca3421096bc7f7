// The statements behind what is selected: every quoted sentence with its stance and its place in the source.

const panelBox = byId("panel");

function startPanel() {
  onChange((what) => what !== "theme" && refreshPanel());
  panelBox.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    closePanel();
  });
  refreshPanel();
}

function refreshPanel() {
  panelBox.classList.toggle("open", state.selected !== null);
  panelBox.replaceChildren(...(state.selected ? selectionContent() : introduction()));
  panelBox.scrollTop = 0;
  // On a narrow page the panel is further down than the table or the search field that the choice was made in.
  if (state.selected && stackedPage.matches && !byId("picture").contains(document.activeElement) && document.activeElement !== document.body) {
    panelBox.scrollIntoView({ block: "start" });
  }
}

function dot(kind) {
  const shape = kind === "actor" ? drawn("circle", { cx: 7, cy: 7, r: 5.5, class: "key-actor" }) : drawn("rect", { x: 2, y: 2, width: 10, height: 10, class: "key-chapter" });
  return drawn("svg", { width: 14, height: 14, viewBox: "0 0 14 14", "aria-hidden": "true" }, shape);
}

function selectionContent() {
  const edges = edgesOfSelection();
  const close = make("button", { type: "button", class: "close", "aria-label": say("close"), title: say("close"), onclick: closePanel }, "×");
  const { kind, id, from, to } = state.selected;
  const head = HEADS[kind] ? HEADS[kind](id) : [ends(from, to)];
  const total = make("p", { class: "small" }, counted("statements", statementsOf(edges).size));
  return [close, ...head, total, ...extras(), ...(edges.length ? paged(groups(edges, kind, id)) : [make("p", {}, say("empty"))])];
}

function closePanel() {
  const left = state.selected;
  select(null);
  afterPanel(left);
}

function nodeHead(node) {
  const kind = node.kind === "actor" ? node.types.join(", ") || say("actor") : say(data.unit);
  return [make("p", { class: "eyebrow" }, dot(node.kind), " ", named(kind)), make("h2", { dir: "auto", class: "long" }, node.name)];
}

function edgeHead(edge) {
  return [make("p", { class: "eyebrow" }, stanceChip(edge.cls)), ends(edge.from, edge.to)];
}

// A page may add kinds of its own.
const HEADS = { node: (id) => nodeHead(nodeById.get(id)), edge: (id) => edgeHead(edgeById.get(id)) };

const ends = (from, to) => make("h2", { class: "long" }, nodeButton(nodeById.get(from)), " → ", nodeButton(nodeById.get(to)));

// Under a node one group for each other end, in the order of the data; under a line or a cell its statements.
function groups(edges, kind, id) {
  if (kind !== "node") return [[null, edges]];
  const others = new Map();
  for (const edge of edges) {
    const other = edge.from === id ? edge.to : edge.from;
    if (!others.has(other)) others.set(other, []);
    others.get(other).push(edge);
  }
  return [...others].sort(([one], [other]) => one - other);
}

// So many statements at first; the rest by request.
const PANEL_STEP = 150;

function paged(groups) {
  const entries = groups.flatMap(([other, edges]) => edges.flatMap((edge) => bySentence(edge.now.map((number) => data.statements[number])).map((found) => [other, edge, ...found])));
  const box = make("div", {});
  let shown = 0;
  const more = make("button", { type: "button", class: "quiet", onclick: () => add() });
  function add() {
    const end = Math.min(entries.length, shown + PANEL_STEP);
    let list = null;
    for (; shown < end; shown += 1) {
      const [other, edge, record, times] = entries[shown];
      const begins = shown === 0 || entries[shown - 1][0] !== other;
      if (begins && other !== null) box.append(make("h3", { class: "long" }, nodeButton(nodeById.get(other))));
      if (begins || list === null) {
        list = make("ul", { class: "statements" });
        box.append(list);
      }
      list.append(make("li", {}, stanceChip(edge.cls, record.s), quotation(record), statementSource(record, times)));
    }
    const left = entries.slice(shown, shown + PANEL_STEP);
    more.hidden = left.length === 0;
    more.textContent = say("more_statements", { n: numbers.format(left.reduce((sum, [, , , times]) => sum + times, 0)) });
  }
  add();
  return [box, more];
}

function nodeButton(node, length = 200) {
  return make("button", { type: "button", class: "link", onclick: () => select("node", node.id) }, named(clip(node.name, length)));
}
