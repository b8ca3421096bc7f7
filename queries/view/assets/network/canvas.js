// The picture: vis-network draws nodes and lines at the places the data gives; this file fits them into the window, paints them in the
// theme's colours, and turns pointer and keys into selections.

const canvasBox = byId("canvas");
const NARROW = 620;
const FAINT_LINE = 0.06;
const OVERVIEW_LINE = 0.6;
const PILL_NODE = 4;
const EDGE_ROOM = 18;
const CONTROLS_ROOM = 62;

let network = null;
let visNodes = null;
let visEdges = null;
let drawnLabels = [];
let hovered = null;
let narrow = false;
let stretch = 1;
let seen = { edges: new Set(), nodes: new Set(), near: null, lines: null };

const baseX = (node) => (narrow ? node.nx : node.x);
const baseY = (node) => (narrow ? node.ny : node.y);
const sideOf = (node) => (narrow ? node.nside : node.side);

function startCanvas() {
  fontFamily = getComputedStyle(document.body).fontFamily;
  visNodes = new vis.DataSet(data.nodes.map(({ id, shape, size, x, y }) => ({ id, shape, size, x, y, fixed: true })));
  visEdges = new vis.DataSet(data.edges.map(({ id, from, to, width, dashes, smooth }) => ({ id, from, to, width, dashes, smooth })));
  network = new vis.Network(canvasBox, { nodes: visNodes, edges: visEdges }, { ...JSON.parse(data.options), autoResize: false });
  // Its own stop for the tab key would be a second one, without a visible focus.
  canvasBox.querySelector(".vis-network").removeAttribute("tabindex");
  network.on("afterDrawing", labelLayer);
  network.on("click", clicked);
  network.on("hoverNode", ({ node }) => hover("node", node));
  network.on("hoverEdge", ({ edge }) => hover("edge", edge));
  network.on("blurNode", () => hover(null));
  network.on("blurEdge", () => hover(null));
  network.on("zoom", () => hover(null));
  canvasBox.addEventListener("pointermove", moveTip);
  canvasBox.addEventListener("keydown", keyPressed);
  byId("zoom-in").addEventListener("click", () => zoomBy(1.35));
  byId("zoom-out").addEventListener("click", () => zoomBy(1 / 1.35));
  byId("fit").addEventListener("click", fitPicture);
  new ResizeObserver(fitPicture).observe(byId("picture"));
  onChange(refreshCanvas);
  refreshCanvas("start");
}

// ---- what is shown, and in which colours

function refreshCanvas(what) {
  const edges = visibleEdges();
  const lit = edgesOfSelection();
  seen = {
    edges: new Set(edges.map((edge) => edge.id)),
    nodes: new Set(edges.flatMap((edge) => [edge.from, edge.to])),
    lines: state.selected ? new Set(lit.map((edge) => edge.id)) : null,
    near: state.selected ? new Set(lit.flatMap((edge) => [edge.from, edge.to])) : null,
  };
  if (state.selected && state.selected.kind === "node") seen.near.add(state.selected.id);
  const [ink, ground, accent, faint] = [property("--ink"), property("--ground"), property("--accent"), property("--faint")];
  visEdges.update(
    data.edges.map(({ id, cls }) => {
      const colour = data.stances[cls][theme()];
      const opacity = seen.lines === null ? OVERVIEW_LINE : seen.lines.has(id) ? 1 : FAINT_LINE;
      return { id, hidden: !seen.edges.has(id), color: { color: colour, highlight: colour, hover: colour, inherit: false, opacity } };
    }),
  );
  visNodes.update(
    data.nodes.map((node) => {
      const chosen = state.selected !== null && state.selected.kind === "node" && state.selected.id === node.id;
      const near = seen.near === null || seen.near.has(node.id);
      // Another colour, not less of it: lines would shine through.
      const border = chosen ? accent : near ? ink : faint;
      const fill = node.kind === "actor" || chosen ? border : ground;
      const colours = { background: fill, border };
      return {
        id: node.id,
        hidden: !seen.nodes.has(node.id),
        color: { ...colours, highlight: colours, hover: colours },
      };
    }),
  );
  network.selectEdges(state.selected && state.selected.kind === "edge" ? [state.selected.id] : []);
  byId("nothing").hidden = edges.length > 0;
  if (what === "selection") announceSelection();
  network.redraw();
}

// ---- size

function labelRoom(width) {
  return Math.max(90, Math.min(250, width * (crowded() ? 0.2 : 0.29)));
}

// The columns stand apart as far as the window allows, with room for the labels beside them.
function fitPicture() {
  const { width, height } = fitBox();
  if (width === 0 || height === 0 || data.nodes.length === 0) return;
  narrow = width < NARROW;
  const xs = data.nodes.map(baseX);
  const ys = data.nodes.map(baseY);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const room = narrow ? { left: EDGE_ROOM, right: 44 } : labelMargins(width);
  const above = narrow ? 36 : 26;
  const fitted = bottom > top ? (height - above - CONTROLS_ROOM) / (bottom - top) : 1;
  const scale = Math.max(0.05, Math.min(narrow ? 1.2 : 1.6, fitted));
  const extent = (right - left) * scale || 1;
  stretch = Math.max(0.1, Math.min(3, (width - room.left - room.right) / extent));
  visNodes.update(
    data.nodes.map((node) => ({ id: node.id, x: baseX(node) * stretch, y: baseY(node), size: sideOf(node) === "center" ? PILL_NODE : node.size })),
  );
  network.setOptions({ interaction: { zoomView: !stackedPage.matches, dragView: !narrow || crowded() } });
  const middleX = left * stretch - (room.left - width / 2) / scale;
  // Few rows stand in the middle, many from the top.
  const spare = Math.max(0, height - above - CONTROLS_ROOM - (bottom - top) * scale) / 2;
  const middleY = top - (above + spare - height / 2) / scale;
  network.moveTo({ position: { x: middleX, y: middleY }, scale, animation: false });
  network.redraw();
}

const crowded = () => data.nodes.length > 120;

function fitBox() {
  canvasBox.classList.toggle("pans", crowded());
  const { width, height } = byId("picture").getBoundingClientRect();
  network.setSize(`${width}px`, `${height}px`);
  return { width, height };
}

// Only as much room as the longest label takes, at most labelRoom.
function labelMargins(width) {
  const ctx = canvasBox.querySelector("canvas").getContext("2d");
  const room = labelRoom(width);
  const margin = { left: EDGE_ROOM, right: EDGE_ROOM };
  ctx.save();
  ctx.font = labelFont(true);
  for (const node of data.nodes) {
    const side = sideOf(node);
    if (side !== "left" && side !== "right") continue;
    const widest = Math.max(0, ...wrap(ctx, labelText(node), room, 2).map((line) => textWidth(ctx, line)));
    margin[side] = Math.max(margin[side], widest + LABEL_GAP + node.size + 14);
  }
  ctx.restore();
  return margin;
}

function zoomBy(factor) {
  network.moveTo({ scale: network.getScale() * factor, animation: false });
}

// ---- labels

function screenPlace(node) {
  return network.canvasToDOM({ x: baseX(node) * stretch, y: baseY(node) });
}

function labelLayer(ctx) {
  const box = canvasBox.querySelector("canvas");
  const ratio = box.width / box.clientWidth;
  const scale = network.getScale();
  const room = narrow ? box.clientWidth - 120 : labelRoom(box.clientWidth);
  const spots = [];
  for (const node of data.nodes) {
    if (!seen.nodes.has(node.id)) continue;
    const { x, y } = screenPlace(node);
    if (y < -20 || y > box.clientHeight + 20 || x < -300 || x > box.clientWidth + 300) continue;
    const strong = isStrong(node);
    const faint = seen.near !== null && !seen.near.has(node.id);
    const side = sideOf(node);
    const radius = (side === "center" ? PILL_NODE : node.size) * scale;
    // To the end of the picture and no further, unless the reader has moved the node to its very edge.
    const left = (side === "left" ? x : box.clientWidth - x) - radius - LABEL_GAP - 4;
    const wanted = strong && crowded() ? 220 : room;
    spots.push({
      node, x, y, radius, side, strong, faint,
      room: side === "left" || side === "right" ? Math.min(wanted, Math.max(60, left)) : wanted,
      lines: narrow || (crowded() && !strong) ? 1 : 2,
      weight: node.n,
    });
  }
  ctx.save();
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  drawnLabels = drawLabels(ctx, spots, { ink: property("--ink"), ground: property("--ground"), width: box.clientWidth });
  ctx.restore();
}

function isStrong(node) {
  if (hovered && hovered.kind === "node" && hovered.id === node.id) return true;
  return state.selected !== null && state.selected.kind === "node" && state.selected.id === node.id;
}

// ---- pointer

function labelAt({ x, y }) {
  return drawnLabels.find((box) => x >= box.left && x <= box.right && y >= box.top && y <= box.bottom);
}

function clicked({ nodes, pointer }) {
  const node = network.getNodeAt(pointer.DOM);
  const label = labelAt(pointer.DOM);
  const edge = network.getEdgeAt(pointer.DOM);
  hover(null);
  if (node !== undefined) select("node", node);
  else if (label !== undefined) select("node", label.id);
  else if (edge !== undefined && seen.edges.has(edge)) select("edge", edge);
  else if (nodes.length === 0) select(null);
}

function describe(kind, id) {
  if (kind === "node") {
    const node = nodeById.get(id);
    return [clip(node.name, 120), ...node.types.map((type) => clip(type, 40)), counted("statements", statementsOf(visibleEdges().filter((edge) => edge.from === id || edge.to === id)).size)].join(" · ");
  }
  const edge = edgeById.get(id);
  const ends = `${clip(nodeById.get(edge.from).name, 80)} → ${clip(nodeById.get(edge.to).name, 80)}`;
  return [ends, `${signOf.get(polarityOf(edge))} ${data.stances[edge.cls].label}`, counted("statements", edge.now.length)].join(" · ");
}

function hover(kind, id) {
  hovered = kind === null ? null : { kind, id };
  canvasBox.classList.toggle("points", kind !== null);
  const tip = byId("tip");
  tip.hidden = kind === null;
  if (kind !== null) tip.textContent = describe(kind, id);
}

function moveTip(event) {
  const box = byId("picture").getBoundingClientRect();
  const tip = byId("tip");
  const x = event.clientX - box.left;
  const left = x > box.width / 2;
  tip.style.left = left ? "auto" : `${x + 14}px`;
  tip.style.right = left ? `${box.width - x + 14}px` : "auto";
  tip.style.top = `${event.clientY - box.top + 14}px`;
}

// ---- keys

const columnOf = (kind) =>
  data.nodes.filter((node) => node.kind === kind && seen.nodes.has(node.id)).sort((one, other) => baseY(one) - baseY(other) || baseX(one) - baseX(other));

function step(direction) {
  const current = state.selected && state.selected.kind === "node" ? nodeById.get(state.selected.id) : null;
  const column = columnOf(current ? current.kind : "actor");
  if (column.length === 0) return;
  const place = current ? column.indexOf(current) + direction : 0;
  select("node", column[Math.max(0, Math.min(column.length - 1, place))].id);
}

// To the other side: the node at the end of the line with the most statements.
function cross(kind) {
  if (!state.selected || state.selected.kind !== "node") return step(0);
  const { id } = state.selected;
  if (nodeById.get(id).kind === kind) return undefined;
  const strongest = edgesOfSelection().sort((one, other) => other.now.length - one.now.length || one.id - other.id)[0];
  return strongest && select("node", kind === "chapter" ? strongest.to : strongest.from);
}

const KEYS = {
  ArrowDown: () => step(1),
  ArrowUp: () => step(-1),
  ArrowRight: () => cross("chapter"),
  ArrowLeft: () => cross("actor"),
  Enter: () => byId("panel").focus(),
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
  byId("announce").textContent = state.selected ? describe(state.selected.kind, state.selected.id) : "";
}
