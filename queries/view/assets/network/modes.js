// Ways from one view of the network to another, and the row of choices above the picture. The view stands in the address.

function show(mode, more = {}) {
  Object.assign(view, more, { mode: MODES.includes(mode) ? mode : usual.mode });
  rebuildScene();
  refreshControls();
  changed("view");
}

function openGroup(id) {
  const group = scene.nodes.get(id);
  if (!group || group.kind !== "group") return;
  state.selected = null;
  show("group", { by: group.by, open: group.key });
  changed("selection");
}

function showNear(id, steps) {
  show("near", { at: id, steps });
}

// The way to the next node that the reader chooses.
let wayFrom = null;
function startWay(id) {
  wayFrom = id;
  changed("selection");
}

function takeWay(id) {
  const from = wayFrom;
  wayFrom = null;
  if (from === null || from === id || !nodeById.has(id)) return false;
  state.selected = null;
  show("path", { at: from, to: id });
  return true;
}

function choices(name, options, change) {
  const box = make("select", { id: `view-${name}`, onchange: (event) => change(event.target.value) }, ...options.map(([value, words]) => make("option", { value }, words)));
  return make("label", { class: "choice", for: `view-${name}` }, say(`view_${name}`), box);
}

const hasCommunities = groupNodes.community.length > 1;

function startModes() {
  const modes = [
    ["overview type", say("mode_types")],
    ...(hasCommunities ? [["overview community", say("mode_communities")]] : []),
    ["strongest", say("mode_strongest")],
    ["all", say("mode_all")],
  ];
  byId("views").append(
    choices("mode", [...modes, ["other", "–"]], (value) => {
      const [mode, by] = value.split(" ");
      if (MODES.includes(mode)) show(mode, by ? { by } : {});
    }),
    choices("size", Object.keys(MEASURES).map((name) => [name, say(`measure_${name}`)]), (name) => restyle({ size: name })),
    choices("colour", [["none", say("colour_none")], ["type", say("actor_type")], ...(hasCommunities ? [["community", say("mode_communities")]] : [])], (name) => restyle({ colour: name })),
    choices("lines", [["50", "50"], ["150", "150"], ["500", "500"], ["5000", say("lines_all")]], (value) => show(view.mode, { lines: Number(value) })),
  );
  for (const [name, value] of [["mode", "all"], ["by", "type"], ["open", null], ["steps", 1], ["lines", 150], ["size", "statements"], ["colour", "none"]]) {
    addressed.push([name, () => (view[name] === usual[name] ? "" : JSON.stringify([String(view[name])])), (text) => readPart(name, listIn(text)[0])]);
  }
  addressed.push(["nodes", () => (view.mode === "near" || view.mode === "path" ? JSON.stringify([view.at, view.to].filter((id) => id !== null).map((id) => nodeById.get(id).key)) : ""), readNodes]);
  addressed.push(["group", chosenGroup, readGroup]);
  onChange((what) => {
    if (what === "selection") {
      lend();
      refreshLeft();
    }
    if (what !== "filter") return;
    if (view.size !== "statements") measure(view.size);
    rebuildScene();
    refreshControls();
  });
  byId("view-rest").addEventListener("click", () => {
    if (view.mode === "strongest") show("all");
    else show(view.mode, { lines: 5000 });
  });
  restyle({});
}

const ALLOWED = { mode: MODES, by: Object.keys(groupNodes), steps: [1, 2], lines: [50, 150, 500, 5000], size: Object.keys(MEASURES), colour: Object.keys(kindsOf) };

function readPart(name, text) {
  const known = name === "open" ? groupNodes[view.by].map(({ key }) => key) : ALLOWED[name];
  const found = known.find((value) => String(value) === text);
  view[name] = found ?? usual[name];
}

function readNodes(text) {
  const [at, to] = listIn(text).map((key) => nodeByKey.get(key)?.id ?? null);
  view.at = at ?? null;
  view.to = to ?? null;
  looks = kindLooks(view.colour);
  measure(view.size);
}

// What is chosen in an overview: a group, or its line of one polarity to a chapter.
function chosenGroup() {
  const { kind, id } = state.selected ?? {};
  if (kind === "group" && scene.nodes.has(id)) return JSON.stringify([scene.nodes.get(id).key]);
  const line = kind === "bundle" && scene.edges.get(id);
  return line ? JSON.stringify([scene.nodes.get(line.from).key, nodeById.get(line.to).key, line.polarity]) : "";
}

// Whether it is on the picture is seen when the scene is built.
function readGroup(text) {
  const [key, chapter, polarity] = listIn(text);
  const group = groupNodes[view.by].find((one) => one.key === key);
  if (!group) return;
  const to = nodeByKey.get(chapter);
  if (chapter === undefined) state.selected = { kind: "group", id: group.id };
  else if (to) state.selected = { kind: "bundle", id: bundleId(group, to.id, polarity) };
}

function restyle(choice) {
  Object.assign(view, choice);
  looks = kindLooks(view.colour);
  measure(view.size);
  refreshControls();
  changed("view");
}

function refreshControls() {
  const mode = view.mode === "overview" ? `overview ${view.by}` : view.mode;
  const known = [...byId("view-mode").options].some(({ value }) => value === mode);
  byId("view-mode").value = known ? mode : "other";
  const other = [...byId("view-mode").options].find(({ value }) => value === "other");
  other.hidden = known;
  other.textContent = known ? "–" : viewName();
  byId("view-size").value = view.size;
  byId("view-colour").value = view.colour;
  byId("view-lines").value = String(view.lines);
  byId("view-lines").parentElement.hidden = view.mode !== "overview" && view.mode !== "strongest";
  refreshLeft();
  refreshKinds();
}

// How many lines the limit leaves out.
function refreshLeft() {
  const [n, left] = [scene.edges.size, leftOut()];
  byId("view-rest").hidden = left === 0;
  byId("view-left").textContent = left > 0 ? say(scene.lent.length > 0 ? "lines_left_chosen" : "lines_left", { n: numbers.format(n), total: numbers.format(n + left) }) : view.mode === "path" && n === 0 ? say("no_way") : "";
}

function viewName() {
  if (view.mode === "group") return clip(groupNodes[view.by].find(({ key }) => key === view.open)?.name ?? "", 40);
  const [at, to] = [view.at, view.to].map((id) => clip(nodeById.get(id)?.name ?? "", 30));
  return view.mode === "path" ? `${at} → ${to}` : say("near_name", { name: at, n: view.steps });
}

// The legend of the colours of actors.
function refreshKinds() {
  byId("kinds").replaceChildren(...kindLegend().map(([look, name]) => make("li", {}, kindMark(look), named(clip(name, 60)))));
}

function kindMark(look) {
  const mark = themed("path", "fill", look, { d: markPath(look.shape, 8, 8, 6) });
  return drawn("svg", { width: 16, height: 16, viewBox: "0 0 16 16", "aria-hidden": "true" }, mark);
}
