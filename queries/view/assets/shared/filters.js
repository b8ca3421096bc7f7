// Filters that are the legend as well: each value with its look and the number of statements it would show.

const LONG_LIST = 16;

function startFilters() {
  const box = byId("filter-fields");
  box.append(make("button", { type: "button", class: "quiet clear", id: "clear", onclick: clearFilters }, say("clear")));
  for (const facet of facets) box.append(fieldset(facet));
  onChange((what) => what === "filter" && refreshFilters());
  const total = (kind) => data.nodes.filter((node) => node.kind === kind).length;
  // The whole is none of its parts.
  const whole = data.nodes.some((node) => node.whole);
  const parts = counted(`${data.unit}s`, total("chapter") - Number(whole));
  const units = whole ? say("and_whole", { parts }) : parts;
  byId("totals").textContent = `${[counted("actors", total("actor")), units, counted("statements", data.statements.length)].join(" · ")}.`;
  refreshFilters();
}

function fieldset(facet) {
  const options = facet.values.map(({ key, label }, index) => {
    const id = `${facet.id}-${index}`;
    const input = make("input", { type: "checkbox", id, "data-facet": facet.id, onchange: (event) => choose(facet.id, key, event.target.checked) });
    const mark = facet.id === "stance" ? stanceChip(key) : facet.id === "polarity" ? polarityMark(key, label) : named(clip(label, 120));
    return make("div", { class: "option" }, input, make("label", { for: id }, mark), make("span", { class: "count", id: `${id}-count` }));
  });
  const legend = make("legend", {}, say(facet.title || facet.id));
  // A long list opens when it is asked for.
  if (options.length <= LONG_LIST) return make("fieldset", {}, legend, ...options);
  return make("fieldset", {}, legend, ...options.slice(0, LONG_LIST - 2), make("details", {}, make("summary", {}, say("more_options", { n: numbers.format(options.length - LONG_LIST + 2) })), ...options.slice(LONG_LIST - 2)));
}

function polarityMark(key, label) {
  return make("span", { class: "chip" }, swatch(polarityLook.get(key)), make("span", { class: `sign ${key}`, "aria-hidden": "true" }, signOf.get(key)), label);
}

function refreshFilters() {
  for (const facet of facets) {
    const counts = facetCounts(facet);
    facet.values.forEach(({ key }, index) => {
      const id = `${facet.id}-${index}`;
      const chosen = state.chosen.get(facet.id).has(key);
      byId(id).checked = chosen;
      byId(`${id}-count`).textContent = numbers.format(counts.get(key));
      byId(id).parentElement.classList.toggle("none", counts.get(key) === 0 && !chosen);
    });
  }
  const shown = statementsOf(visibleEdges()).size;
  byId("shown").textContent = say("shown", { n: numbers.format(shown), total: numbers.format(data.statements.length) });
  byId("clear").disabled = facets.every((facet) => state.chosen.get(facet.id).size === 0);
}

// On a narrow page the filters would stand before the picture; on paper they are the legend.
function startFolding() {
  const fold = () => {
    byId("filters").open = printing || !stackedPage.matches;
  };
  stackedPage.addEventListener("change", fold);
  window.addEventListener("beforeprint", fold);
  window.addEventListener("afterprint", fold);
  fold();
}
