// Elements of the page from data. Text only ever becomes a text node, never markup.

const byId = (id) => document.getElementById(id);

// make("p", { class: "note" }, "text", element): properties are attributes, "on…" are listeners, false and null are left out.
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== "").map((child) => (child instanceof Node ? child : String(child))));
  return element;
}

// Names come from documents and may be written in either direction: bdi keeps them from turning what stands around them.
const named = (text) => make("bdi", { class: "name" }, text);

function clip(text, length) {
  const letters = [...text];
  return letters.length <= length ? text : `${letters.slice(0, length - 1).join("").trimEnd()}…`;
}

const SVG = "http://www.w3.org/2000/svg";

function drawn(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

// A short line in the look of a stance class. Its colour follows the theme through a class that repaint() sets.
function swatch(cls) {
  const stance = data.stances[cls];
  const line = drawn("line", {
    x1: 2, y1: 6, x2: 38, y2: 6,
    stroke: stance[theme()], "stroke-width": Math.max(stance.width, 2), "stroke-dasharray": stance.dash.join(" "), "data-stance": cls,
  });
  return drawn("svg", { width: 40, height: 12, viewBox: "0 0 40 12", "aria-hidden": "true", class: "swatch" }, line);
}

// Line, sign and words of a stance: never colour alone.
function stanceChip(cls, label = data.stances[cls].label) {
  const polarity = data.stances[cls].polarity;
  return make(
    "span",
    { class: "chip" },
    swatch(cls),
    make("span", { class: `sign ${polarity}`, role: "img", "aria-label": say(polarity) }, signOf.get(polarity)),
    named(label),
  );
}

function statementSource(record) {
  const parts = [];
  if (record.p !== undefined) parts.push(say("page", { n: record.p }));
  if (record.a !== undefined && record.b !== undefined) parts.push(say("place", { start: record.a, end: record.b }));
  if (record.c !== undefined) parts.push(say("confidence", { n: new Intl.NumberFormat(data.lang, { maximumFractionDigits: 2 }).format(record.c) }));
  const place = [record.f ? named(record.f) : null, ...parts].filter(Boolean).flatMap((part, number) => (number ? [" · ", part] : [part]));
  const address = record.h && make("a", { href: record.h, class: "link" }, say("in_text"));
  return make("p", { class: "source" }, ...place, address && (place.length ? " · " : ""), address);
}

// The language of the quote is marked where it is known; a screen reader then reads it in that language.
function quotation(record) {
  return make("blockquote", { dir: "auto", lang: record.l }, record.q);
}
