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

// The first stop of the tab key: past head and filters to what the page is for. The address is left alone, because it names what is chosen.
function startSkip(target) {
  byId("skip").addEventListener("click", (event) => {
    event.preventDefault();
    target().focus();
  });
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

// Something whose colour follows the theme: applyTheme() paints it again. look: has its colour on a light and on a dark ground. paint: "stroke" or "fill".
const themed = (tag, paint, look, attributes) =>
  drawn(tag, { ...attributes, [paint]: look[theme()], "data-paint": paint, "data-light": look.light, "data-dark": look.dark });

// A short line in a look: of a stance class, or of a polarity.
function swatch(look) {
  const line = themed("line", "stroke", look, { x1: 2, y1: 6, x2: 38, y2: 6, "stroke-width": Math.max(look.width, 2), "stroke-dasharray": look.dash.join(" ") });
  return drawn("svg", { width: 40, height: 12, viewBox: "0 0 40 12", "aria-hidden": "true", class: "swatch" }, line);
}

// Line, sign and words of a stance: never colour alone.
function stanceChip(cls, label = data.stances[cls].label) {
  const polarity = data.stances[cls].polarity;
  return make(
    "span",
    { class: "chip" },
    swatch(data.stances[cls]),
    make("span", { class: `sign ${polarity}`, role: "img", "aria-label": say(polarity) }, signOf.get(polarity)),
    named(label),
  );
}

// Statements of one stance that share a sentence and follow each other, once with how many they are.
function bySentence(records) {
  const found = [];
  for (const record of records) {
    const last = found.at(-1);
    if (last && ["q", "f", "a", "b", "s", "k", "w"].every((part) => last[0][part] === record[part])) last[1] += 1;
    else found.push([record, 1]);
  }
  return found;
}

function statementSource(record, times = 1) {
  const parts = times > 1 ? [say("in_one_sentence", { n: numbers.format(times) })] : [];
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
