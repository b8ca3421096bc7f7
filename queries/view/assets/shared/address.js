// The state of the page in its address: what is chosen and how it is shown, so that a link or a bookmark leads back to it.
// Anything may stand in an address: names that the page does not know are passed over.

const nodeByKey = new Map(data.nodes.map((node) => [node.key, node]));
// Each part of the state: [name, value or "" for the usual one, what to do with a value read].
const addressed = [];

for (const facet of facets) {
  const known = new Set(facet.values.map(({ key }) => key));
  addressed.push([
    facet.id,
    // A list in JSON, because names may hold any sign.
    () => (state.chosen.get(facet.id).size ? JSON.stringify([...state.chosen.get(facet.id)]) : ""),
    (text) => {
      state.chosen.set(facet.id, new Set(listIn(text).filter((key) => known.has(key))));
    },
  ]);
}
addressed.push([
  "at",
  () => {
    if (!state.selected) return "";
    const { kind, id, from, to } = state.selected;
    if (kind === "node") return JSON.stringify([nodeById.get(id).key]);
    if (kind === "pair") return JSON.stringify([nodeById.get(from).key, nodeById.get(to).key]);
    const edge = edgeById.get(id);
    // What a page adds, a group for instance, it keeps itself.
    if (kind !== "edge") return "";
    return JSON.stringify([nodeById.get(edge.from).key, nodeById.get(edge.to).key, edge.cls]);
  },
  (text) => {
    const [from, to, cls] = listIn(text);
    const [one, other] = [nodeByKey.get(from), nodeByKey.get(to)];
    state.selected = null;
    if (one && other && cls !== undefined) {
      const edge = edgesOf.get(one.id).find((candidate) => candidate.to === other.id && candidate.cls === cls);
      if (edge) state.selected = { kind: "edge", id: edge.id };
    } else if (one && other && edgesOf.get(one.id).some((edge) => edge.to === other.id)) state.selected = { kind: "pair", from: one.id, to: other.id };
    else if (one && to === undefined) state.selected = { kind: "node", id: one.id };
  },
]);

function listIn(text) {
  try {
    const list = JSON.parse(text);
    return Array.isArray(list) ? list.filter((entry) => typeof entry === "string") : [];
  } catch {
    return [];
  }
}

let reading = false;

function writeAddress() {
  if (reading) return;
  const parts = new URLSearchParams();
  for (const [name, value] of addressed) if (value() !== "") parts.set(name, value());
  const hash = parts.toString();
  if (hash !== location.hash.slice(1)) history.replaceState(null, "", hash ? `#${hash}` : location.pathname + location.search);
}

function readAddress() {
  const parts = new URLSearchParams(location.hash.slice(1));
  reading = true;
  for (const [name, , take] of addressed) take(parts.get(name) ?? "");
  refilter();
  changed("filter");
  changed("selection");
  reading = false;
}

function startAddress() {
  if (location.hash) readAddress();
  onChange((what) => what !== "theme" && writeAddress());
  window.addEventListener("hashchange", readAddress);
}
