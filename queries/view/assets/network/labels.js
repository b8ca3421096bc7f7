// Labels on the picture, drawn in screen pixels after the lines so that they keep their size at every zoom. Two never overlap: those
// of the selected, then of the larger nodes are placed first, and one that finds no room waits for a closer view.

// As large as the page's small text, which follows the reader's text size.
const TEXT = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
const LABEL_SIZE = 13 * TEXT;
const LABEL_LINE = 16 * TEXT;
const LABEL_GAP = 8;
const UNSEEN = /[\u0000-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]+/g;
const NUMBER = /^([A-ZÅÄÖ]|[A-ZÅÄÖ]?\d+(?:\.\d+)*)[.)]?(?=\s|$)/;

const widths = new Map();
const wrapped = new Map();

const labelText = (node) => node.name.slice(0, 400).replace(UNSEEN, " ").replace(/\s+/g, " ").trim();

// "1.2.2" of "1.2.2 Relationen mellan …"; a chapter without number keeps its first letters.
function shortLabel(node) {
  const found = NUMBER.exec(labelText(node));
  return found ? found[1] : clip(labelText(node), 15);
}

const labelFont = (strong) => `${strong ? 600 : 400} ${LABEL_SIZE}px ${fontFamily}`;
let fontFamily = "sans-serif";

function textWidth(ctx, text) {
  const key = ctx.font + text;
  if (!widths.has(key)) widths.set(key, ctx.measureText(text).width);
  return widths.get(key);
}

function clipToWidth(ctx, text, width) {
  if (textWidth(ctx, text) <= width) return text;
  let low = 0;
  let high = text.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (ctx.measureText(`${text.slice(0, middle).trimEnd()}…`).width <= width) low = middle;
    else high = middle - 1;
  }
  return `${text.slice(0, low).trimEnd()}…`;
}

// At most `lines` lines no wider than `width` pixels; what does not fit ends in an ellipsis.
function wrap(ctx, text, width, lines) {
  const key = `${ctx.font}|${width}|${lines}|${text}`;
  if (wrapped.has(key)) return wrapped.get(key);
  const result = [];
  let rest = text;
  while (rest && result.length < lines - 1 && textWidth(ctx, rest) > width) {
    const words = rest.split(" ");
    let taken = 1;
    while (taken < words.length && textWidth(ctx, words.slice(0, taken + 1).join(" ")) <= width) taken += 1;
    result.push(clipToWidth(ctx, words.slice(0, taken).join(" "), width));
    rest = words.slice(taken).join(" ");
  }
  if (rest) result.push(clipToWidth(ctx, rest, width));
  if (wrapped.size > 20000) wrapped.clear();
  wrapped.set(key, result);
  return result;
}

// Boxes already taken, in rows of 32 pixels so that a page of thousands need not compare all with all.
function makeOccupancy() {
  const rows = new Map();
  const rowsOf = (box) => {
    const found = [];
    for (let row = Math.floor(box.top / 32); row <= Math.floor(box.bottom / 32); row += 1) found.push(row);
    return found;
  };
  return {
    free: (box) =>
      rowsOf(box).every((row) =>
        (rows.get(row) || []).every((other) => other.right <= box.left || other.left >= box.right || other.bottom <= box.top || other.top >= box.bottom),
      ),
    take: (box) => {
      for (const row of rowsOf(box)) {
        if (!rows.has(row)) rows.set(row, []);
        rows.get(row).push(box);
      }
    },
  };
}

// edge: the right end of the picture, which a pill stays inside of.
function boxFor(spot, lines, width, edge) {
  const height = lines.length * LABEL_LINE;
  const gap = spot.radius + LABEL_GAP;
  if (spot.side === "left") return { left: spot.x - gap - width, right: spot.x - gap, top: spot.y - height / 2, bottom: spot.y + height / 2 };
  if (spot.side === "right") return { left: spot.x + gap, right: spot.x + gap + width, top: spot.y - height / 2, bottom: spot.y + height / 2 };
  if (spot.side === "above") {
    const bottom = spot.y - spot.radius - 3;
    return { left: spot.x - spot.radius, right: spot.x - spot.radius + width, top: bottom - height, bottom };
  }
  const middle = Math.min(spot.x, edge - width / 2 - 12);
  return { left: middle - width / 2 - 7, right: middle + width / 2 + 7, top: spot.y - height / 2 - 3, bottom: spot.y + height / 2 + 3 };
}

// spots, those that matter most first: [{ node, x, y, radius, side, room, lines, strong, faint }] in screen pixels.
// Returns the boxes drawn, for pointers and tests.
function drawLabels(ctx, spots, colours) {
  const occupied = makeOccupancy();
  const boxes = [];
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  for (const spot of spots) {
    ctx.font = labelFont(spot.strong);
    const text = spot.side === "center" ? shortLabel(spot.node) : labelText(spot.node);
    for (let most = spot.lines; most > 0; most -= 1) {
      const lines = wrap(ctx, text, spot.room, most);
      const width = Math.max(0, ...lines.map((line) => textWidth(ctx, line)));
      const box = boxFor(spot, lines, width, colours.width);
      if (!occupied.free(box)) continue;
      occupied.take(box);
      boxes.push({ ...box, id: spot.node.id, text: lines.join(" "), lines, side: spot.side, strong: spot.strong, faint: spot.faint });
      paint(ctx, spot, lines, box, colours);
      break;
    }
  }
  return boxes;
}

function paint(ctx, spot, lines, box, colours) {
  ctx.globalAlpha = spot.faint ? 0.45 : 1;
  const pill = spot.side === "center";
  if (pill) {
    ctx.beginPath();
    ctx.roundRect(box.left, box.top, box.right - box.left, box.bottom - box.top, 6);
    ctx.fillStyle = spot.strong ? colours.ink : colours.ground;
    // The mark under it would shine through.
    ctx.globalAlpha = 1;
    ctx.fill();
    ctx.globalAlpha = spot.faint ? 0.45 : 1;
    ctx.lineWidth = 1.5;
    ctx.strokeStyle = colours.ink;
    ctx.stroke();
  } else {
    ctx.globalAlpha *= 0.85;
    ctx.fillStyle = colours.ground;
    ctx.fillRect(box.left, box.top + 2, box.right - box.left, box.bottom - box.top - 4);
    ctx.globalAlpha = spot.faint ? 0.45 : 1;
  }
  ctx.textAlign = spot.side === "left" ? "right" : pill ? "center" : "left";
  const x = spot.side === "left" ? box.right : pill ? (box.left + box.right) / 2 : box.left;
  lines.forEach((line, index) => {
    const y = box.top + (pill ? 3 : 0) + LABEL_LINE * (index + 0.5);
    if (!pill) {
      ctx.lineWidth = 4;
      ctx.strokeStyle = colours.ground;
      ctx.strokeText(line, x, y);
    }
    ctx.fillStyle = pill && spot.strong ? colours.ground : colours.ink;
    ctx.fillText(line, x, y);
  });
  ctx.globalAlpha = 1;
}
