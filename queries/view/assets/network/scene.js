// What of the network is on the picture: everything, an overview by groups, the strongest ties, a group, a neighbourhood or a path; and where
// it stands. It knows no element of the page and draws nothing.

// More lines than can be told apart open as the strongest of them, many more as groups.
const DENSE = 100;
const MANY = 900;
const FEW_ROWS = 60;
const MODES = ["overview", "strongest", "all", "group", "near", "path"];
const large = data.edges.length > MANY;
const actorNodes = data.nodes.filter((node) => node.kind === "actor");
const chapterNodes = data.nodes.filter((node) => node.kind === "chapter");

// mode: of MODES; by: what groups are made of; at, to: nodes that a neighbourhood or path is of; open: name of the group shown; steps: 1 or 2;
// lines: at most so many in an overview; size, colour: of measures.js.
const view = { mode: large ? "overview" : data.edges.length > DENSE ? "strongest" : "all", by: "type", at: null, to: null, open: null, steps: 1, lines: 50, size: "statements", colour: "none" };
const usual = { ...view };

// nodes and edges drawn, by id; spots: id → place; rest: the lines that the limit leaves out; lent: those of them that are drawn all the same,
// because they are of what is chosen.
let scene = { nodes: new Map(), edges: new Map(), spots: new Map(), rest: [], lent: [] };
const leftOut = () => scene.rest.length - scene.lent.length;

const groupNodes = {};
for (const by of ["type", "community"]) {
  const members = new Map();
  for (const node of actorNodes) {
    const kind = kindsOf[by](node);
    if (kind === null) continue;
    if (!members.has(kind)) members.set(kind, []);
    members.get(kind).push(node.id);
  }
  groupNodes[by] = [...members].map(([kind, ids], place) => ({
    id: `group ${by} ${place}`, key: String(kind), value: kind, kind: "group", by, members: ids, types: [],
    name: kindName(by, kind), n: statementsOf(ids.flatMap((id) => edgesOf.get(id))).size,
  }));
}
for (const groups of Object.values(groupNodes)) {
  const most = Math.max(1, ...groups.map(({ n }) => n));
  for (const group of groups) group.most = most;
}
const groupOf = (by) => new Map(groupNodes[by].flatMap((group) => group.members.map((id) => [id, group])));
const itemById = (id) => nodeById.get(id) ?? scene.nodes.get(id);
const lineById = (id) => edgeById.get(id) ?? scene.edges.get(id);

function rebuildScene() {
  const { nodes, edges, rest = [] } = BUILDERS[view.mode]();
  scene = {
    nodes: new Map(nodes.map((node) => [node.id, node])),
    edges: new Map(edges.map((edge) => [edge.id, edge])),
    spots: view.mode === "all" ? spotsOf(nodes) : arranged(nodes, edges),
    rest,
    lent: [],
  };
  lend();
  const chosen = state.selected && { group: scene.nodes, bundle: scene.edges }[state.selected.kind];
  if (chosen && !chosen.has(state.selected.id)) state.selected = null;
}

// The picture has all lines of what is chosen whose ends are on it.
function lend() {
  for (const { id } of scene.lent) scene.edges.delete(id);
  scene.lent = state.selected ? scene.rest.filter((line) => ofChosen(line) && scene.nodes.has(line.from) && scene.nodes.has(line.to)) : [];
  for (const line of scene.lent) scene.edges.set(line.id, line);
}

function ofChosen(line) {
  const { kind, id, from, to } = state.selected;
  if (kind === "node" || kind === "group") return line.from === id || line.to === id;
  return kind === "pair" ? line.from === from && line.to === to : line.id === id;
}

const BUILDERS = {
  all: () => withEnds(visibleEdges()),
  overview: groupOverview,
  strongest,
  group() {
    const group = groupNodes[view.by].find(({ key }) => key === view.open);
    return group ? withEnds(group.members.flatMap((id) => edgesOf.get(id).filter((edge) => edge.now.length > 0))) : groupOverview();
  },
  near: () => (nodeById.has(view.at) ? withEnds(edgesAmong(within(view.at, view.steps)), [view.at]) : groupOverview()),
  path: () => (nodeById.has(view.at) && nodeById.has(view.to) ? withEnds(pathEdges(view.at, view.to), [view.at, view.to]) : groupOverview()),
};

function withEnds(edges, more = []) {
  const ids = new Set([...more, ...edges.flatMap((edge) => [edge.from, edge.to])]);
  return { nodes: [...ids].sort((one, other) => one - other).map((id) => nodeById.get(id)), edges };
}

const bundleId = (group, to, polarity) => `${group.id} ${to} ${polarity}`;

// Groups and chapters, a line for each polarity between them; the strongest of them.
function groupOverview() {
  const groups = groupOf(view.by);
  const bundles = new Map();
  for (const edge of visibleEdges()) {
    const group = groups.get(edge.from);
    if (group === undefined) continue;
    const polarity = polarityOf(edge);
    const id = bundleId(group, edge.to, polarity);
    if (!bundles.has(id)) bundles.set(id, { id, from: group.id, to: edge.to, polarity, parts: [], now: [], actors: new Set() });
    const bundle = bundles.get(id);
    bundle.parts.push(edge);
    bundle.now.push(...edge.now);
    bundle.actors.add(edge.from);
  }
  const sorted = byStrength(bundles.values());
  const most = sorted.length ? sorted[0].now.length : 1;
  // The strongest line of every group, then of every group in each direction: the large groups would else hide the small ones, and what most say
  // of a group the rest.
  const [ofGroup, ofSide] = [ranks(sorted, ({ from }) => from), ranks(sorted, ({ from, polarity }) => `${from} ${polarity}`)];
  const turn = (line) => (ofGroup.get(line) === 0 ? 0 : ofSide.get(line) === 0 ? 1 : 2);
  sorted.sort((one, other) => turn(one) - turn(other));
  const [drawn, rest] = [sorted.slice(0, view.lines), sorted.slice(view.lines)];
  const parallel = new Map();
  for (const bundle of sorted) {
    const look = polarityLook.get(bundle.polarity).dash;
    bundle.width = 1 + 5 * Math.sqrt(bundle.now.length / most);
    bundle.dashes = look.length ? look.map((length) => length * Math.max(1, bundle.width / 3)) : false;
    const ends = `${bundle.from} ${bundle.to}`;
    if (!parallel.has(ends)) parallel.set(ends, []);
    parallel.get(ends).push(bundle);
  }
  for (const bundles of parallel.values()) {
    bundles.forEach((bundle, place) => {
      const bend = (place - (bundles.length - 1) / 2) * 0.07;
      bundle.smooth = bend !== 0 && { enabled: true, type: bend > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(bend) };
    });
  }
  const chapters = new Set(drawn.map(({ to }) => to));
  const shown = new Set(drawn.map(({ from }) => from));
  return { nodes: [...groupNodes[view.by].filter(({ id }) => shown.has(id)), ...chapterNodes.filter(({ id }) => chapters.has(id))], edges: drawn, rest };
}

// The place of each line among those of the same kind, from 0.
function ranks(lines, kindOf) {
  const counts = new Map();
  return new Map(
    lines.map((line) => {
      const rank = counts.get(kindOf(line)) ?? 0;
      counts.set(kindOf(line), rank + 1);
      return [line, rank];
    }),
  );
}

// Those with most statements first. Of lines that are as strong the first of every actor and chapter come before the second of any, so that
// none is seen alone because it stands first in the data.
function byStrength(lines) {
  const sorted = [...lines].sort((one, other) => other.now.length - one.now.length || collator.compare(String(one.id), String(other.id)));
  const [own, there] = [ranks(sorted, ({ from }) => from), ranks(sorted, ({ to }) => to)];
  const turn = (line) => own.get(line) + there.get(line);
  return sorted.sort((one, other) => other.now.length - one.now.length || turn(one) - turn(other));
}

function strongest() {
  const edges = byStrength(visibleEdges());
  return { ...withEnds(edges.slice(0, view.lines)), rest: edges.slice(view.lines) };
}

// ---- neighbourhoods and paths

function neighbours(id) {
  return edgesOf.get(id).filter((edge) => edge.now.length > 0).map((edge) => otherEnd(edge, id));
}

function within(id, steps) {
  const found = new Set([id]);
  let edge = [id];
  for (let step = 0; step < steps; step += 1) {
    edge = edge.flatMap(neighbours).filter((node) => !found.has(node));
    for (const node of edge) found.add(node);
  }
  return found;
}

function edgesAmong(ids) {
  return visibleEdges().filter((edge) => ids.has(edge.from) && ids.has(edge.to));
}

function stepsFrom(id) {
  const steps = new Map([[id, 0]]);
  const waiting = [id];
  for (let at = 0; at < waiting.length; at += 1) {
    for (const next of neighbours(waiting[at])) {
      if (steps.has(next)) continue;
      steps.set(next, steps.get(waiting[at]) + 1);
      waiting.push(next);
    }
  }
  return steps;
}

// The lines of all shortest ways between two nodes; none where nothing joins them.
function pathEdges(one, other) {
  const [from, to] = [stepsFrom(one), stepsFrom(other)];
  if (!from.has(other)) return [];
  const length = from.get(other);
  const lies = (a, b) => from.get(a) + 1 + to.get(b) === length;
  return visibleEdges().filter((edge) => from.has(edge.from) && to.has(edge.from) && (lies(edge.from, edge.to) || lies(edge.to, edge.from)));
}

// ---- places

const spotsOf = (nodes) => new Map(nodes.map((node) => [node.id, node]));

// A part of the network in two columns, as long as they are short; else where everything stands.
function arranged(nodes, edges) {
  const chapters = nodes.filter((node) => node.kind === "chapter");
  const others = nodes.filter((node) => node.kind !== "chapter");
  if (others.length > FEW_ROWS) return spotsOf(nodes);
  const rank = new Map(chapters.map((node, place) => [node.id, place]));
  const sums = new Map(others.map((node) => [node.id, [0, 0]]));
  for (const { from, to, now } of edges) {
    const sum = sums.get(from);
    sum[0] += rank.get(to) * now.length;
    sum[1] += now.length;
  }
  const centre = ({ id }) => (sums.get(id)[1] ? sums.get(id)[0] / sums.get(id)[1] : 0);
  others.sort((one, other) => centre(one) - centre(other));
  const height = 40 * (Math.max(others.length, chapters.length) - 1);
  const spots = new Map();
  for (const [column, x, side, nside] of [[others, -260, "left", "above"], [chapters, 260, "right", "center"]]) {
    column.forEach((node, place) => {
      const y = column.length > 1 ? -height / 2 + (height * place) / (column.length - 1) : 0;
      spots.set(node.id, { x, y, side, nx: x / 2, ny: y * 1.15, nside });
    });
  }
  return spots;
}
