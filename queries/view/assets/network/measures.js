// How large and in which look a node is drawn: by a measure or an attribute that the reader chooses. It draws nothing.

const SMALLEST = 4;
const LARGEST = 13;
const kindsOf = { none: () => null, type: (node) => typesOf(node)[0], community: (node) => node.community ?? null };

// Brandes (2001), A faster algorithm for betweenness centrality: each pair once, every tie one step long.
function betweenness() {
  const found = new Map(data.nodes.map(({ id }) => [id, 0]));
  const near = new Map(data.nodes.map(({ id }) => [id, new Set()]));
  for (const edge of visibleEdges()) {
    near.get(edge.from).add(edge.to);
    near.get(edge.to).add(edge.from);
  }
  for (const { id: source } of data.nodes) {
    const [order, before, ways, steps, share] = [[], new Map(), new Map([[source, 1]]), new Map([[source, 0]]), new Map()];
    const waiting = [source];
    for (let at = 0; at < waiting.length; at += 1) {
      const node = waiting[at];
      order.push(node);
      for (const next of near.get(node)) {
        if (!steps.has(next)) {
          steps.set(next, steps.get(node) + 1);
          waiting.push(next);
        }
        if (steps.get(next) === steps.get(node) + 1) {
          ways.set(next, (ways.get(next) ?? 0) + ways.get(node));
          if (!before.has(next)) before.set(next, []);
          before.get(next).push(node);
        }
      }
    }
    for (const node of order.reverse()) {
      const own = share.get(node) ?? 0;
      for (const one of before.get(node) ?? []) share.set(one, (share.get(one) ?? 0) + (ways.get(one) / ways.get(node)) * (1 + own));
      if (node !== source) found.set(node, found.get(node) + own / 2);
    }
  }
  return found;
}

const countOver = (what) => new Map(data.nodes.map(({ id }) => [id, what(edgesOf.get(id).filter((edge) => edge.now.length > 0), id)]));
const otherEnd = (edge, id) => (edge.from === id ? edge.to : edge.from);
const MEASURES = {
  statements: () => countOver((edges) => statementsOf(edges).size),
  ties: () => countOver((edges, id) => new Set(edges.map((edge) => otherEnd(edge, id))).size),
  betweenness,
  negative: () => countOver((edges) => statementsOf(edges.filter((edge) => polarityOf(edge) === "negative")).size),
};

let measured = { name: "", values: new Map(), most: 0 };

// Measured when it is asked for, and again when the filters change.
function measure(name) {
  const values = MEASURES[name]();
  measured = { name, values, most: Math.max(...values.values(), 0) };
}

// The area of a mark grows with its value; that of a group with its statements.
function sizeOf(node) {
  if (view.size === "statements" && node.size !== undefined) return node.size;
  if (node.members) return SMALLEST + (LARGEST - SMALLEST) * Math.sqrt(node.n / node.most);
  const value = measured.values.get(node.id) ?? 0;
  return SMALLEST + (LARGEST - SMALLEST) * Math.sqrt(measured.most > 0 ? value / measured.most : 0);
}

// The kinds of the chosen attribute, those with most actors first, each with its look; the last stands for all others.
function kindLooks(attribute) {
  const counts = new Map();
  for (const node of data.nodes) {
    const kind = node.kind === "actor" ? kindsOf[attribute](node) : null;
    if (kind !== null) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const kinds = [...counts].sort(([one, n], [other, m]) => m - n || collator.compare(String(one), String(other)));
  return new Map(kinds.map(([kind], place) => [kind, data.categories[place] ?? data.other_category]));
}

let looks = new Map();

function lookOf(node) {
  if (node.kind === "actor") return looks.get(kindsOf[view.colour](node)) ?? null;
  return node.members && node.by === view.colour ? (looks.get(node.value) ?? null) : null;
}

// The looks on the picture with their names: those with a look of their own, then all others as one.
function kindLegend() {
  const own = [...looks].slice(0, data.categories.length).map(([kind, look]) => [look, kindName(view.colour, kind)]);
  return looks.size > own.length ? [...own, [data.other_category, say("other_kinds")]] : own;
}

const kindName = (attribute, kind) => (attribute === "community" ? say("community", { n: kind + 1 }) : kind || say("no_type"));
