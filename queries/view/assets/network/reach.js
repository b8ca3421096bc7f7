// What the panel offers for a node beside its statements: its neighbourhood, the way to another, the members of a group.

const MOST_MEMBERS = 40;

function extras() {
  const { kind, id } = state.selected;
  if (kind === "group") return groupExtras(itemById(id));
  if (kind !== "node") return [];
  const action = (words, what, pressed = false) => make("button", { type: "button", class: "quiet", "aria-pressed": pressed ? "true" : false, onclick: what }, words);
  const buttons = [1, 2].map((steps) => action(say("near", { n: steps }), () => showNear(id, steps), view.mode === "near" && view.at === id && view.steps === steps));
  return [
    make("div", { class: "actions", role: "group" }, ...buttons, action(say("way"), () => startWay(id), wayFrom === id)),
    wayFrom === id ? make("p", { class: "small", role: "status" }, say("way_hint")) : null,
  ].filter(Boolean);
}

function groupExtras(group) {
  if (!group) return [];
  const members = group.members.map((member) => nodeById.get(member)).sort((one, other) => other.n - one.n || one.id - other.id);
  return [
    make("div", { class: "actions" }, make("button", { type: "button", class: "quiet", onclick: () => openGroup(group.id) }, say("open_group"))),
    make("h3", {}, say("members")),
    make("ul", { class: "members" }, ...members.slice(0, MOST_MEMBERS).map((node) => make("li", {}, nodeButton(node, 80), make("span", { class: "count" }, numbers.format(node.n))))),
    members.length > MOST_MEMBERS ? make("p", { class: "small" }, say("more_options", { n: numbers.format(members.length - MOST_MEMBERS) })) : null,
    make("h3", {}, say("statements")),
  ].filter(Boolean);
}

EDGES_OF.group = (id) => (itemById(id)?.members ?? []).flatMap((member) => edgesOf.get(member));
EDGES_OF.bundle = (id) => scene.edges.get(id)?.parts ?? [];
HEADS.group = (id) => {
  const group = itemById(id);
  return group ? [make("p", { class: "eyebrow" }, dot("actor"), " ", counted("actors", group.members.length)), make("h2", { dir: "auto", class: "long" }, group.name)] : [];
};
HEADS.bundle = (id) => {
  const bundle = scene.edges.get(id);
  if (!bundle) return [];
  const [group, chapter] = [itemById(bundle.from), nodeById.get(bundle.to)];
  const way = make("button", { type: "button", class: "link", onclick: () => select("group", group.id) }, named(clip(group.name, 120)));
  return [make("p", { class: "eyebrow" }, polarityMark(bundle.polarity, say(bundle.polarity)), ` · ${counted("actors", bundle.actors.size)}`), make("h2", { class: "long" }, way, " → ", nodeButton(chapter))];
};

// The picture has the focus again when the panel closes.
const afterPanel = () => canvasBox.focus();
