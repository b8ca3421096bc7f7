// What the panel says while nothing is chosen: how to read the picture, and each chapter's statements by polarity.

function introduction() {
  return [
    make("h2", {}, say("hint_title")),
    make("p", {}, say(view.mode === "overview" ? "hint_overview" : "hint")),
    make("p", { class: "small" }, say("hint_left")),
    make("p", { class: "key" }, dot("actor"), ` ${say("key_actor")}`, dot("chapter"), ` ${say("key_chapter")}`),
    make("p", { class: "small" }, say("key_size")),
    ...chapterList(),
  ];
}

function chapterList() {
  const bars = chapterBars();
  if (bars.length === 0) return [];
  return [make("h3", {}, say("overview")), make("p", { class: "small" }, say("overview_note")), make("ul", { class: "overview" }, ...bars)];
}

// One bar a chapter: its statements by polarity, as lengths and as numbers.
function chapterBars() {
  const chapters = data.nodes.filter((node) => node.kind === "chapter");
  const rows = chapters.map((node) => {
    const own = edgesOf.get(node.id);
    return { node, counts: data.polarities.map(({ id }) => [id, statementsOf(own.filter((edge) => polarityOf(edge) === id)).size]) };
  });
  const total = ({ counts }) => counts.reduce((sum, [, n]) => sum + n, 0);
  const longest = Math.max(1, ...rows.map(total));
  return rows.filter(total).map(({ node, counts }) => {
    const bar = make("span", { class: "bar", "aria-hidden": "true" }, ...counts.map(([id]) => make("span", { class: `part ${id}` })));
    counts.forEach(([, n], place) => {
      bar.children[place].style.width = `${(100 * n) / longest}%`;
    });
    const numbersOf = counts.map(([id, n]) => make("span", { class: n ? `sign ${id}` : "sign zero", title: say(id) }, `${signOf.get(id)}\u2009${numbers.format(n)}`));
    return make("li", {}, nodeButton(node, 60), make("span", { class: "counts" }, ...numbersOf), bar);
  });
}
