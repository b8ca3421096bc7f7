// Pointer and keys on the picture, turned into selections.

function labelAt({ x, y }) {
  return drawnLabels.find((box) => x >= box.left && x <= box.right && y >= box.top && y <= box.bottom);
}

function clicked({ nodes, pointer }) {
  const node = network.getNodeAt(pointer.DOM);
  const label = labelAt(pointer.DOM);
  const edge = network.getEdgeAt(pointer.DOM);
  hover(null);
  if (node !== undefined) choosePlace(node);
  else if (label !== undefined) choosePlace(label.id);
  else if (edge !== undefined && scene.edges.has(edge)) select(scene.edges.get(edge).parts ? "bundle" : "edge", edge);
  else if (nodes.length === 0) select(null);
}

function choosePlace(id) {
  if (!takeWay(id)) select(scene.nodes.get(id).kind === "group" ? "group" : "node", id);
}

function describe(kind, id) {
  const node = itemById(id);
  const line = lineById(id);
  if (node && kind !== "edge") {
    const own = node.members ? node.members.flatMap((member) => edgesOf.get(member)) : edgesOf.get(id);
    const members = node.members ? [counted("actors", node.members.length)] : node.types.map((type) => clip(type, 40));
    return [clip(node.name, 120), ...members, counted("statements", statementsOf(own).size)].join(" · ");
  }
  if (!line) return "";
  const ends = `${clip(itemById(line.from).name, 80)} → ${clip(itemById(line.to).name, 80)}`;
  const polarity = polarityOf(line);
  return [ends, `${signOf.get(polarity)} ${line.cls === undefined ? say(polarity) : data.stances[line.cls].label}`, counted("statements", line.now.length)].join(" · ");
}

// label: whether the pointer is over the node's label.
function hover(kind, id, label = false) {
  const before = hovered;
  noteHover(kind, id, label);
  if (pointerLights() && (before?.kind === "node" || kind === "node")) {
    paintScene();
    network.redraw();
  }
  // What the pointer is over has its label first.
  orderLabels();
}

function noteHover(kind, id, label) {
  hovered = kind === null ? null : { kind, id, label };
  canvasBox.classList.toggle("points", kind !== null);
  const tip = byId("tip");
  tip.hidden = kind === null;
  if (kind !== null) tip.textContent = describe(kind, id);
}

function moveTip(event) {
  const box = byId("stage").getBoundingClientRect();
  const tip = byId("tip");
  const x = event.clientX - box.left;
  const label = event.buttons === 0 ? labelAt({ x, y: event.clientY - box.top }) : undefined;
  if (label && hovered?.id !== label.id) hover("node", label.id, true);
  else if (!label && hovered?.label) hover(null);
  const left = x > box.width / 2;
  tip.style.left = left ? "auto" : `${x + 14}px`;
  tip.style.right = left ? `${box.width - x + 14}px` : "auto";
  tip.style.top = `${event.clientY - box.top + 14}px`;
}

// ---- keys

const columnOf = (kind) =>
  drawnNodes().filter((node) => (node.kind === "chapter") === (kind === "chapter")).sort((one, other) => baseY(one) - baseY(other) || baseX(one) - baseX(other));

function currentNode() {
  const kind = state.selected && state.selected.kind;
  return kind === "node" || kind === "group" ? (scene.nodes.get(state.selected.id) ?? null) : null;
}

function step(direction) {
  const current = currentNode();
  const column = columnOf(current ? current.kind : "actor");
  if (column.length === 0) return;
  const next = current ? column.indexOf(current) + direction : 0;
  const node = column[Math.max(0, Math.min(column.length - 1, next))];
  select(node.kind === "group" ? "group" : "node", node.id);
}

// To the other side: the node at the end of the line with the most statements.
function cross(kind) {
  const current = currentNode();
  if (!current) return step(0);
  if ((current.kind === "chapter") === (kind === "chapter")) return undefined;
  const own = [...scene.edges.values()].filter((edge) => edge.from === current.id || edge.to === current.id);
  const strongest = own.sort((one, other) => other.now.length - one.now.length || collator.compare(String(one.id), String(other.id)))[0];
  const node = strongest && scene.nodes.get(kind === "chapter" ? strongest.to : strongest.from);
  return node && select(node.kind === "group" ? "group" : "node", node.id);
}

const KEYS = {
  ArrowDown: () => step(1),
  ArrowUp: () => step(-1),
  ArrowRight: () => cross("chapter"),
  ArrowLeft: () => cross("actor"),
  Enter: () => {
    if (takeWay(state.selected?.id)) return;
    if (currentNode()?.kind === "group") openGroup(state.selected.id);
    else byId("panel").focus();
  },
  Escape: () => select(null),
  "+": () => zoomBy(1.35),
  "-": () => zoomBy(1 / 1.35),
  0: fitPicture,
};

function keyPressed(event) {
  const action = Object.hasOwn(KEYS, event.key) && !event.ctrlKey && !event.metaKey && !event.altKey ? KEYS[event.key] : null;
  if (action === null) return;
  event.preventDefault();
  action();
}

function announceSelection() {
  byId("announce").textContent = state.selected ? describe(state.selected.kind, state.selected.id ?? state.selected.from) : "";
}
