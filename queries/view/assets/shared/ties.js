// Ties between actors and what they speak of, what the reader has chosen of them, and the counts that follow. It knows no element of the page.

const nodeById = new Map(data.nodes.map((node) => [node.id, node]));
const edgeById = new Map(data.edges.map((edge) => [edge.id, edge]));
const edgesOf = new Map(data.nodes.map((node) => [node.id, []]));
for (const edge of data.edges) {
  edge.now = edge.statements;
  edgesOf.get(edge.from).push(edge);
  edgesOf.get(edge.to).push(edge);
}
// A line that stands for several has a polarity and no class.
const polarityOf = (edge) => edge.polarity ?? data.stances[edge.cls].polarity;
const typesOf = (node) => (node.types.length ? node.types : [""]);

// Every statement behind every line: what the filters choose from.
const pairs = data.edges.flatMap((edge) => edge.statements.map((number) => ({ edge, number, record: data.statements[number] })));

const CONFIDENCES = [0.9, 0.75, 0.5, 0];
const confidenceClass = (value) => String(CONFIDENCES.find((least) => (value ?? 0) >= least));

// Each facet: the values a statement behind a line has, and all values in the order shown. A key of "" is an actor without a type.
const facets = [
  {
    id: "stance",
    of: ({ edge }) => [edge.cls],
    values: data.stance_order.map((cls) => ({ key: cls, label: data.stances[cls].label })),
  },
  {
    id: "polarity",
    of: ({ edge }) => [polarityOf(edge)],
    values: data.polarities.map(({ id }) => ({ key: id, label: say(id) })),
  },
  {
    id: "actor_type",
    of: ({ edge }) => typesOf(nodeById.get(edge.from)),
    values: [...new Set(data.edges.flatMap((edge) => typesOf(nodeById.get(edge.from))))].sort(collator.compare).map((type) => ({ key: type, label: type || say("no_type") })),
  },
  {
    id: "unit",
    title: data.unit,
    of: ({ edge }) => [nodeById.get(edge.to).key],
    values: data.nodes.filter((node) => node.kind === "chapter").map((node) => ({ key: node.key, label: node.name })),
  },
  {
    id: "initiative",
    of: ({ record }) => (record.i || []).map((number) => data.initiatives[number].key),
    values: data.initiatives.map(({ key, name }) => ({ key, label: name })),
  },
  {
    id: "confidence_from",
    of: ({ record }) => [confidenceClass(record.c)],
    values: CONFIDENCES.map((least, place) => ({
      key: String(least),
      label: least === 0 ? say("confidence_below", { n: shareOf(CONFIDENCES[place - 1]) }) : say("confidence_least", { n: shareOf(least) }),
    })),
  },
].filter((facet) => facet.values.length > 0);

function shareOf(value) {
  return new Intl.NumberFormat(data.lang, { maximumFractionDigits: 2 }).format(value);
}

// Nothing chosen in a facet means that it does not limit anything.
const state = {
  chosen: new Map(facets.map((facet) => [facet.id, new Set()])),
  selected: null, // { kind: "node" | "edge", id } or { kind: "pair", from, to }; a page may add kinds
};

// A bit for each facet that a statement does not pass.
function failures() {
  const limits = facets.map((facet, place) => [1 << place, facet, state.chosen.get(facet.id)]).filter(([, , chosen]) => chosen.size > 0);
  return pairs.map((pair) => limits.reduce((failed, [bit, facet, chosen]) => (facet.of(pair).some((value) => chosen.has(value)) ? failed : failed | bit), 0));
}

let failed = failures();
let shownEdges = data.edges;

function refilter() {
  failed = failures();
  for (const edge of data.edges) edge.now = [];
  pairs.forEach(({ edge, number }, place) => {
    if (failed[place] === 0) edge.now.push(number);
  });
  shownEdges = data.edges.filter((edge) => edge.now.length > 0);
}

const visibleEdges = () => shownEdges;

// One statement may stand behind several lines and counts once.
const statementsOf = (edges) => new Set(edges.flatMap((edge) => edge.now));

// How many statements each value of a facet has, given what is chosen in the other facets.
function facetCounts(facet) {
  const groups = new Map(facet.values.map(({ key }) => [key, new Set()]));
  const own = 1 << facets.indexOf(facet);
  pairs.forEach((pair, place) => {
    if ((failed[place] & ~own) === 0) for (const value of facet.of(pair)) groups.get(value).add(pair.number);
  });
  return new Map([...groups].map(([key, statements]) => [key, statements.size]));
}

// Kinds of selections that a page adds: from the id to the lines.
const EDGES_OF = {};

function edgesOfSelection() {
  if (!state.selected) return [];
  const { kind, id, from, to } = state.selected;
  if (EDGES_OF[kind]) return EDGES_OF[kind](id).filter((edge) => edge.now.length > 0);
  if (kind === "edge") return shownEdges.filter((edge) => edge.id === id);
  if (kind === "pair") return edgesOf.get(from).filter((edge) => edge.to === to && edge.now.length > 0);
  return edgesOf.get(id).filter((edge) => edge.now.length > 0);
}

function select(kind, id) {
  state.selected = kind === null ? null : { kind, id };
  changed("selection");
}

function selectPair(from, to) {
  state.selected = { kind: "pair", from, to };
  changed("selection");
}

function choose(facet, key, on) {
  if (on) state.chosen.get(facet).add(key);
  else state.chosen.get(facet).delete(key);
  refilter();
  changed("filter");
}

function clearFilters() {
  for (const chosen of state.chosen.values()) chosen.clear();
  refilter();
  changed("filter");
}
