// The picture: vis-network draws the nodes and lines of the scene at their places; this file fits them into the window and paints them in the
// theme's colours.

const canvasBox = byId("canvas");
// Lengths that labels and controls take grow with the text.
const NARROW = 620 * TEXT;
const FAINT_LINE = 0.06;
// Every colour of the palette has 3:1 against the ground with so much of it; a test holds it.
const OVERVIEW_LINE = 0.82;
const PILL_NODE = 4;
const EDGE_ROOM = 18;
const CONTROLS_ROOM = 62 * TEXT;
// For the words on what a limit leaves out, where they stand above the controls.
const LEFT_ROOM = 28 * TEXT;
// With more lines than this the picture is zoomed without them and has them again when it stands still.
const MANY_MOVING = 800;
const MANY_UNDER = 2500;

let network = null;
let visNodes = null;
let visEdges = null;
let drawnLabels = [];
let hovered = null;
let narrow = false;
let stretch = 1;
// What the selection lights: ids of nodes and of lines, null where nothing is chosen.
let seen = { near: null, lines: null };

const spotOf = (node) => scene.spots.get(node.id);
const baseX = (node) => (narrow ? spotOf(node).nx : spotOf(node).x);
const baseY = (node) => (narrow ? spotOf(node).ny : spotOf(node).y);
const sideOf = (node) => (narrow ? spotOf(node).nside : spotOf(node).side);
const drawnNodes = () => [...scene.nodes.values()];
// A pill has room for its label and no more.
const radiusOf = (node) => (sideOf(node) === "center" ? PILL_NODE : sizeOf(node));

function startCanvas() {
  fontFamily = getComputedStyle(document.body).fontFamily;
  visNodes = new vis.DataSet();
  visEdges = new vis.DataSet();
  network = new vis.Network(canvasBox, { nodes: visNodes, edges: visEdges }, { ...JSON.parse(data.options), autoResize: false });
  // Its own stop for the tab key would be a second one, without a visible focus.
  canvasBox.querySelector(".vis-network").removeAttribute("tabindex");
  network.on("afterDrawing", labelLayer);
  network.on("click", clicked);
  network.on("hoverNode", ({ node }) => hover("node", node));
  canvasBox.addEventListener("pointerleave", () => hover(null));
  // Under a label there may be lines; it is the label that the pointer is over.
  const unlessLabel = (what) => (found) => hovered?.label || what(found);
  network.on("hoverEdge", unlessLabel(({ edge }) => hover("edge", edge)));
  for (const name of ["blurNode", "blurEdge"]) network.on(name, unlessLabel(() => hover(null)));
  network.on("zoom", () => {
    hover(null);
    moved();
  });
  network.on("dragEnd", moved);
  startPan();
  canvasBox.addEventListener("pointermove", moveTip);
  canvasBox.addEventListener("keydown", keyPressed);
  byId("zoom-in").addEventListener("click", () => zoomBy(1.35));
  byId("zoom-out").addEventListener("click", () => zoomBy(1 / 1.35));
  byId("fit").addEventListener("click", () => {
    fitPicture();
    writeAddress();
  });
  new ResizeObserver(resized).observe(canvasBox);
  onChange(refreshCanvas);
  refreshCanvas("view");
}

// ---- what is shown, and in which colours

function refreshCanvas(what) {
  if (what === "filter" || what === "view") fillScene();
  if (what === "selection") drawLent();
  paintScene();
  if (what === "view" || (what === "filter" && view.mode !== "all")) fitPicture();
  byId("nothing").hidden = scene.edges.size > 0;
  if (what === "selection") announceSelection();
  network.redraw();
}

function fillScene() {
  // Labels of the scene before would be drawn while this one is filled in.
  noteHover(null);
  orderLabels();
  visEdges.clear();
  visNodes.clear();
  visNodes.add(drawnNodes().map((node) => ({ id: node.id, shape: shapeOf(node), size: radiusOf(node), x: baseX(node) * stretch, y: baseY(node), fixed: true })));
  visEdges.add([...scene.edges.values()].map(visLine));
  lentDrawn = scene.lent;
  // Looking for what is under the pointer goes through all lines, too.
  network.setOptions({ interaction: { hideEdgesOnZoom: scene.edges.size > MANY_MOVING, hover: scene.edges.size <= MANY_UNDER } });
}

const visLine = ({ id, from, to, width, dashes, smooth }) => ({ id, from, to, width, dashes, smooth });

let lentDrawn = [];
function drawLent() {
  visEdges.remove(lentDrawn.map(({ id }) => id).filter((id) => !scene.edges.has(id)));
  visEdges.add(scene.lent.filter(({ id }) => visEdges.get(id) === null).map(visLine));
  lentDrawn = scene.lent;
}

const shapeOf = (node) => (node.kind === "chapter" ? "square" : (lookOf(node)?.shape ?? "dot"));

// What the selection lights, as lines and nodes of the scene; null where nothing is chosen, or nothing of it is here.
function litBySelection() {
  if (!state.selected) return null;
  const { kind, id } = state.selected;
  const inside = new Set(edgesOfSelection());
  const own = [...scene.edges.values()].filter((edge) => (edge.parts ? edge.id === id || edge.parts.some((part) => inside.has(part)) : inside.has(edge)));
  const near = new Set(own.flatMap((edge) => [edge.from, edge.to]));
  if ((kind === "node" || kind === "group") && scene.nodes.has(id)) near.add(id);
  if (near.size === 0) return null;
  return { lines: new Set(own.map((edge) => edge.id)), near };
}

// What the pointer is over, shown in the same way while nothing is chosen.
function litByPointer() {
  if (hovered === null || hovered.kind !== "node" || !pointerLights()) return null;
  const own = [...scene.edges.values()].filter((edge) => edge.from === hovered.id || edge.to === hovered.id);
  return { lines: new Set(own.map((edge) => edge.id)), near: new Set([hovered.id, ...own.flatMap((edge) => [edge.from, edge.to])]) };
}

// Painting many lines again for each move of the pointer would jerk.
const pointerLights = () => state.selected === null && scene.edges.size <= MANY_MOVING;

function lineColour(edge) {
  const look = edge.cls === undefined ? polarityLook.get(edge.polarity) : data.stances[edge.cls];
  return look[theme()];
}

function paintScene() {
  const lit = litBySelection() ?? litByPointer();
  seen = { lines: lit && lit.lines, near: lit && lit.near };
  const [ink, ground, accent, faint] = [property("--ink"), property("--ground"), property("--accent"), property("--faint")];
  visEdges.update(
    [...scene.edges.values()].map((edge) => {
      const colour = lineColour(edge);
      const opacity = seen.lines === null ? OVERVIEW_LINE : seen.lines.has(edge.id) ? 1 : FAINT_LINE;
      return { id: edge.id, color: { color: colour, highlight: colour, hover: colour, inherit: false, opacity } };
    }),
  );
  visNodes.update(
    drawnNodes().map((node) => {
      const { border, fill } = nodeColours(node, { ink, ground, accent, faint });
      const colours = { background: fill, border };
      return { id: node.id, color: { ...colours, highlight: colours, hover: colours } };
    }),
  );
  orderLabels();
  network.selectEdges(state.selected && state.selected.kind === "edge" && scene.edges.has(state.selected.id) ? [state.selected.id] : []);
}

function nodeColours(node, { ink, ground, accent, faint }) {
  const chosen = isSelected(node);
  const near = seen.near === null || seen.near.has(node.id);
  const own = lookOf(node)?.[theme()] ?? ink;
  // Another colour, not less of it: lines would shine through.
  const border = chosen ? accent : near ? own : faint;
  return { border, fill: node.kind === "chapter" && !chosen ? ground : border };
}

const isSelected = (node) => state.selected !== null && (state.selected.kind === "node" || state.selected.kind === "group") && state.selected.id === node.id;

// ---- size

function labelRoom(width) {
  return Math.max(90, Math.min(250 * TEXT, width * (crowded() ? 0.2 : 0.29)));
}

// The columns stand apart as far as the window allows, with room for the labels beside them.
function fitPicture() {
  const { width, height } = fitBox();
  if (width === 0 || height === 0) return;
  narrow = width < NARROW;
  byId("stage").classList.toggle("narrow", narrow);
  place = null;
  if (scene.nodes.size === 0) return;
  const xs = drawnNodes().map(baseX);
  const ys = drawnNodes().map(baseY);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const radius = Math.max(...drawnNodes().map(radiusOf));
  const above = narrow ? LABEL_LINE + 20 : Math.max(LABEL_LINE + 10, radius * 1.6);
  const below = Math.max(CONTROLS_ROOM, radius * 1.6 + 52) + (narrow && leftOut() > 0 ? LEFT_ROOM : 0);
  const fitted = bottom > top ? (height - above - below) / (bottom - top) : 1;
  const scale = Math.max(0.05, Math.min(narrow ? 1.2 : 1.6, fitted));
  // Labels above a mark begin where the mark does.
  const room = narrow ? { left: Math.max(EDGE_ROOM, radius * scale + 6), right: 44 } : labelMargins(width, scale);
  const extent = (right - left) * scale || 1;
  // On a narrow page hundreds of rows make the picture so small that its two columns would be one.
  stretch = Math.max(0.1, Math.min(narrow ? 40 : 3, (width - room.left - room.right) / extent));
  visNodes.update(drawnNodes().map((node) => ({ id: node.id, x: baseX(node) * stretch, y: baseY(node), size: radiusOf(node), shape: shapeOf(node) })));
  network.setOptions({ interaction: { zoomView: !stackedPage.matches, dragView: !narrow && !crowded() } });
  const middleX = left * stretch - (room.left - width / 2) / scale;
  // Few rows stand in the middle, many from the top.
  const spare = Math.max(0, height - above - below - (bottom - top) * scale) / 2;
  const middleY = top - (above + spare - height / 2) / scale;
  network.moveTo({ position: { x: middleX, y: middleY }, scale, animation: false });
  network.redraw();
}

const crowded = () => scene.nodes.size > 120;

function fitBox() {
  canvasBox.classList.toggle("pans", crowded());
  const { width, height } = canvasBox.getBoundingClientRect();
  network.setSize(`${width}px`, `${height}px`);
  return { width, height };
}

// Only as much room as the longest label takes, at most labelRoom.
function labelMargins(width, scale) {
  const ctx = canvasBox.querySelector("canvas").getContext("2d");
  const room = labelRoom(width);
  const margin = { left: EDGE_ROOM, right: EDGE_ROOM };
  ctx.save();
  ctx.font = labelFont(true);
  for (const node of drawnNodes()) {
    const side = sideOf(node);
    if (side !== "left" && side !== "right") continue;
    const widest = Math.max(0, ...wrap(ctx, labelText(node), room, 2).map((line) => textWidth(ctx, line)));
    margin[side] = Math.max(margin[side], widest + LABEL_GAP + radiusOf(node) * scale + 14);
  }
  ctx.restore();
  return margin;
}

function zoomBy(factor) {
  network.moveTo({ scale: network.getScale() * factor, animation: false });
  moved();
}

// ---- labels

function screenPlace(node) {
  return network.canvasToDOM({ x: baseX(node) * stretch, y: baseY(node) });
}

let labelOrder = [];

function orderLabels() {
  const rank = (node) => [Number(isStrong(node)), Number(seen.near === null || seen.near.has(node.id)), node.n];
  labelOrder = drawnNodes()
    .map((node, place) => ({ node, place, rank: rank(node) }))
    .sort((one, other) => other.rank[0] - one.rank[0] || other.rank[1] - one.rank[1] || other.rank[2] - one.rank[2] || one.place - other.place)
    .map(({ node }) => node);
}

function labelLayer(ctx) {
  const box = canvasBox.querySelector("canvas");
  const ratio = box.width / box.clientWidth;
  const scale = network.getScale();
  const room = narrow ? box.clientWidth - 120 : labelRoom(box.clientWidth);
  const spots = [];
  for (const node of labelOrder) {
    const { x, y } = screenPlace(node);
    if (y < -20 || y > box.clientHeight + 20 || x < -300 || x > box.clientWidth + 300) continue;
    const strong = isStrong(node);
    const faint = seen.near !== null && !seen.near.has(node.id);
    const side = sideOf(node);
    // Lines of what is chosen would strike it through.
    if (faint && side === "above") continue;
    const radius = radiusOf(node) * scale;
    // To the end of the picture and no further, unless the reader has moved the node to its very edge.
    const left = (side === "left" ? x : box.clientWidth - x) - radius - LABEL_GAP - 4;
    const wanted = strong && crowded() ? 220 : room;
    spots.push({
      node, x, y, radius, side, strong, faint,
      room: side === "left" || side === "right" ? Math.min(wanted, Math.max(60, left)) : wanted,
      lines: narrow || (crowded() && !strong) ? 1 : 2,
    });
  }
  ctx.save();
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  drawnLabels = drawLabels(ctx, spots, { ink: property("--ink"), ground: property("--ground"), width: box.clientWidth });
  ctx.restore();
}

const isStrong = (node) => (hovered !== null && hovered.kind === "node" && hovered.id === node.id) || isSelected(node);

// ---- where the reader has moved the picture to: kept in the address

let place = null;

let waiting = 0;

function moved() {
  const { x, y } = network.getViewPosition();
  place = [network.getScale(), x, y];
  // A wheel turns many times a second; browsers count changes of the address.
  clearTimeout(waiting);
  waiting = setTimeout(writeAddress, 300);
}

// Another size of the window, not the first one.
let measuredBox = "";
function resized() {
  const { width, height } = canvasBox.getBoundingClientRect();
  const box = `${width} ${height}`;
  if (box === measuredBox) return;
  measuredBox = box;
  const kept = place;
  fitPicture();
  if (kept !== null) moveTo(kept);
}

function moveTo([scale, x, y]) {
  place = [scale, x, y];
  network.moveTo({ position: { x, y }, scale, animation: false });
  network.redraw();
}

function startPlace() {
  addressed.push([
    "place",
    () => (place === null ? "" : JSON.stringify(place.map((number) => number.toFixed(3)))),
    (text) => {
      const numbersRead = listIn(text).map(Number);
      placeRead = numbersRead.length === 3 && numbersRead.every(Number.isFinite) && numbersRead[0] > 0.01 && numbersRead[0] < 50 ? numbersRead : null;
    },
  ]);
}

// Taken when the scene that it is of has been drawn.
let placeRead = null;
function takePlace() {
  if (placeRead !== null) moveTo(placeRead);
  placeRead = null;
}
