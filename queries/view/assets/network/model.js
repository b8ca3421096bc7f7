// The data of the page, what the reader has chosen, and the counts that follow. It knows no element of the page.

const data = JSON.parse(document.getElementById("data").textContent);
const nodeById = new Map(data.nodes.map((node) => [node.id, node]));
const edgeById = new Map(data.edges.map((edge) => [edge.id, edge]));

const numbers = new Intl.NumberFormat(data.lang);
const collator = new Intl.Collator(data.lang, { numeric: true });

// A sentence of the page's language with its blanks filled in.
function say(key, values = {}) {
  return data.words[key].replace(/\{(\w+)\}/g, (blank, name) => (Object.hasOwn(values, name) ? String(values[name]) : blank));
}

function counted(noun, n) {
  return say(n === 1 ? `${noun}_one` : `${noun}_other`, { n: numbers.format(n) });
}

const polarityOf = (edge) => data.stances[edge.cls].polarity;
const signOf = new Map(data.polarities.map((polarity) => [polarity.id, polarity.sign]));

// Each facet: the values an edge has, and all values in the order shown. A key of "" is an actor without a type.
const facets = [
  {
    id: "stance",
    of: (edge) => [edge.cls],
    values: data.stance_order.map((cls) => ({ key: cls, label: data.stances[cls].label })),
  },
  {
    id: "polarity",
    of: (edge) => [polarityOf(edge)],
    values: data.polarities.map(({ id }) => ({ key: id, label: say(id) })),
  },
  {
    id: "actor_type",
    of: (edge) => (nodeById.get(edge.from).types.length ? nodeById.get(edge.from).types : [""]),
    values: [...new Set(data.nodes.filter((node) => node.kind === "actor").flatMap((node) => (node.types.length ? node.types : [""])))]
      .sort(collator.compare)
      .map((type) => ({ key: type, label: type || say("no_type") })),
  },
  {
    id: "chapter",
    of: (edge) => [edge.to],
    values: data.nodes.filter((node) => node.kind === "chapter").map((node) => ({ key: node.id, label: node.name })),
  },
];

// Nothing chosen in a facet means that it does not limit anything.
const state = {
  chosen: new Map(facets.map((facet) => [facet.id, new Set()])),
  selected: null, // { kind: "node" | "edge", id }
};

const listeners = [];
const onChange = (listener) => listeners.push(listener);
function changed(what) {
  for (const listener of listeners) listener(what);
}

function passes(edge, leftOut = null) {
  return facets.every((facet) => {
    const chosen = state.chosen.get(facet.id);
    return facet === leftOut || chosen.size === 0 || facet.of(edge).some((value) => chosen.has(value));
  });
}

const visibleEdges = () => data.edges.filter((edge) => passes(edge));

// One statement may stand behind several lines and counts once.
const statementsOf = (edges) => new Set(edges.flatMap((edge) => edge.statements));

// How many statements each value of a facet has, given what is chosen in the other facets.
function facetCounts(facet) {
  const groups = new Map(facet.values.map(({ key }) => [key, []]));
  for (const edge of data.edges) {
    if (passes(edge, facet)) for (const value of facet.of(edge)) groups.get(value).push(edge);
  }
  return new Map([...groups].map(([key, edges]) => [key, statementsOf(edges).size]));
}

function edgesOfSelection(edges) {
  if (!state.selected) return [];
  const { kind, id } = state.selected;
  return edges.filter((edge) => (kind === "edge" ? edge.id === id : edge.from === id || edge.to === id));
}

function select(kind, id) {
  state.selected = kind === null ? null : { kind, id };
  changed("selection");
}

function choose(facet, key, on) {
  if (on) state.chosen.get(facet).add(key);
  else state.chosen.get(facet).delete(key);
  changed("filter");
}

function clearFilters() {
  for (const chosen of state.chosen.values()) chosen.clear();
  changed("filter");
}
