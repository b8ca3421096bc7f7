// What every page begins with: its data, the words of its language, and who wants to know when the reader changes something.

const data = JSON.parse(document.getElementById("data").textContent);
const numbers = new Intl.NumberFormat(data.lang);
const collator = new Intl.Collator(data.lang, { numeric: true });

// A sentence of the page's language with its blanks filled in.
function say(key, values = {}) {
  return data.words[key].replace(/\{(\w+)\}/g, (blank, name) => (Object.hasOwn(values, name) ? String(values[name]) : blank));
}

function counted(noun, n) {
  return say(n === 1 ? `${noun}_one` : `${noun}_other`, { n: numbers.format(n) });
}

const polarityLook = new Map(data.polarities.map((polarity) => [polarity.id, polarity]));
const signOf = new Map(data.polarities.map((polarity) => [polarity.id, polarity.sign]));

const listeners = [];
const onChange = (listener) => listeners.push(listener);
function changed(what) {
  for (const listener of listeners) listener(what);
}
