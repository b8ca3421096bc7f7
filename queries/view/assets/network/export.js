// The picture as a file: SVG with the same lines, marks and labels at the same places, its legend below; PNG is drawn from it.

const LEGEND_ROW = 22 * TEXT;
const LEGEND_COLUMN = 250 * TEXT;
const TITLE_ROOM = 40;
const PNG_SCALE = 2;

function startExport() {
  byId("save-svg").addEventListener("click", () => save(new Blob([pictureSvg()], { type: "image/svg+xml" }), "svg"));
  byId("save-png").addEventListener("click", async () => save(await picturePng(), "png"));
}

const written = (x, y, text, more = {}) => drawn("text", { x: round(x), y: round(y), "font-size": LABEL_SIZE, fill: property("--ink"), ...more }, text.replace(UNSEEN, " "));

// The whole file as text.
function pictureSvg() {
  const { width, height } = canvasBox.getBoundingClientRect();
  const legend = legendRows(width);
  const whole = height + TITLE_ROOM + legend.height;
  const title = document.querySelector("h1").textContent;
  const svg = drawn(
    "svg",
    { xmlns: SVG, width: round(width), height: round(whole), viewBox: `0 0 ${round(width)} ${round(whole)}`, "font-family": fontFamily, role: "img" },
    drawn("title", {}, title.replace(UNSEEN, " ")),
    drawn("rect", { width: round(width), height: round(whole), fill: property("--ground") }),
    written(16, 26, clip(title, Math.floor(width / 9)), { "font-size": 17, "font-weight": 600 }),
    drawn("svg", { y: TITLE_ROOM, width: round(width), height: round(height), viewBox: `0 0 ${round(width)} ${round(height)}` }, lineGroup(), markGroup(), labelGroup()),
    drawn("g", { class: "legend", transform: `translate(0 ${round(height + TITLE_ROOM)})` }, ...legend.rows),
  );
  return new XMLSerializer().serializeToString(svg);
}

const onScreen = ({ x, y }) => network.canvasToDOM({ x, y });

function lineGroup() {
  const scale = network.getScale();
  const lines = [...scene.edges.values()].map((edge) => {
    const [from, to] = [edge.from, edge.to].map((id) => onScreen(network.getPosition(id)));
    // Where vis-network bends the line; the file would else not match the screen.
    const via = edge.smooth ? onScreen(network.body.edges[edge.id].edgeType.getViaNode()) : null;
    const middle = via ? `Q${round(via.x)} ${round(via.y)} ` : "L";
    const faint = seen.lines !== null && !seen.lines.has(edge.id);
    return drawn("path", {
      d: `M${round(from.x)} ${round(from.y)}${middle}${round(to.x)} ${round(to.y)}`,
      stroke: lineColour(edge),
      "stroke-width": round(edge.width * scale),
      "stroke-opacity": seen.lines === null ? OVERVIEW_LINE : faint ? FAINT_LINE : 1,
      ...(edge.dashes ? { "stroke-dasharray": edge.dashes.map((length) => round(length * scale)).join(" ") } : {}),
    });
  });
  return drawn("g", { class: "lines", fill: "none" }, ...lines);
}

function markGroup() {
  const scale = network.getScale();
  const [ink, ground, accent, faint] = [property("--ink"), property("--ground"), property("--accent"), property("--faint")];
  const marks = drawnNodes().map((node) => {
    const { x, y } = screenPlace(node);
    const { border, fill } = nodeColours(node, { ink, ground, accent, faint });
    return drawn("path", { d: markPath(shapeOf(node), x, y, radiusOf(node) * scale), fill, stroke: border, "stroke-width": round(1.5 * scale) });
  });
  return drawn("g", { class: "marks" }, ...marks);
}

function labelGroup() {
  return drawn("g", { class: "labels" }, ...drawnLabels.flatMap(labelParts));
}

function labelParts({ left, right, top, bottom, lines, side, strong, faint }) {
  const pill = side === "center";
  const anchor = side === "left" ? "end" : pill ? "middle" : "start";
  const x = side === "left" ? right : pill ? (left + right) / 2 : left;
  const fill = pill && strong ? property("--ground") : property("--ink");
  const box = drawn("rect", {
    x: round(left), y: round(top), width: round(right - left), height: round(bottom - top), rx: pill ? 6 : 0,
    fill: pill && strong ? property("--ink") : property("--ground"), "fill-opacity": pill ? 1 : 0.85,
    ...(pill ? { stroke: property("--ink"), "stroke-width": 1.5, "stroke-opacity": faint ? 0.45 : 1 } : { opacity: faint ? 0.45 : 1 }),
  });
  const texts = lines.map((line, place) =>
    written(x, top + (pill ? 3 : 0) + LABEL_LINE * (place + 0.5) + LABEL_SIZE * 0.35, line, { "text-anchor": anchor, fill, opacity: faint ? 0.45 : 1, ...(strong ? { "font-weight": 600 } : {}) }),
  );
  return [box, ...texts];
}

// Stances or polarities that are on the picture, then the kinds of actors where they have looks of their own.
function legendRows(width) {
  const edges = [...scene.edges.values()];
  const stances = data.stance_order.filter((cls) => edges.some((edge) => edge.cls === cls));
  const polarities = data.polarities.filter(({ id }) => edges.some((edge) => edge.polarity === id));
  const line = (colour, dash, wide) => drawn("line", { x1: 0, x2: 36, y1: 0, y2: 0, stroke: colour, "stroke-width": wide, ...(dash.length ? { "stroke-dasharray": dash.join(" ") } : {}) });
  const entries = [
    ...stances.map((cls) => [line(data.stances[cls][theme()], data.stances[cls].dash, Math.max(2, data.stances[cls].width)), `${signOf.get(data.stances[cls].polarity)} ${data.stances[cls].label}`]),
    ...polarities.map((polarity) => [line(polarity[theme()], polarity.dash, 3), `${polarity.sign} ${say(polarity.id)}`]),
    ...kindLegend().map(([look, name]) => [drawn("path", { d: markPath(look.shape, 18, 0, 6), fill: look[theme()] }), name]),
  ];
  const columns = Math.max(1, Math.floor((width - 32) / LEGEND_COLUMN));
  const rows = entries.map(([mark, words], place) => {
    const [x, y] = [16 + (place % columns) * LEGEND_COLUMN, 20 + Math.floor(place / columns) * LEGEND_ROW];
    return drawn("g", { transform: `translate(${x} ${y})` }, mark, written(46, LABEL_SIZE * 0.35, clip(words, 30)));
  });
  const below = 20 + Math.ceil(entries.length / columns) * LEGEND_ROW;
  const told = [byId("shown"), byId("view-left")].map((box) => box.textContent).filter((words) => words !== "");
  const notes = told.map((words, place) => written(16, below + 6 + LEGEND_ROW * place, clip(words, Math.floor(width / (7 * TEXT))), { fill: property("--soft") }));
  return { rows: [...rows, ...notes], height: below + 2 + LEGEND_ROW * notes.length };
}

async function picturePng() {
  const image = new Image();
  const text = pictureSvg();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = make("canvas", { width: image.naturalWidth * PNG_SCALE, height: image.naturalHeight * PNG_SCALE });
  const ctx = canvas.getContext("2d");
  ctx.scale(PNG_SCALE, PNG_SCALE);
  ctx.drawImage(image, 0, 0);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}

function save(blob, suffix) {
  const link = make("a", { href: URL.createObjectURL(blob), download: `remissgraf.${suffix}` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
