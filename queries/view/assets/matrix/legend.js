// What the panel says while nothing is chosen, and what it adds to the statements of a cell.

function introduction() {
  const used = BALANCES.filter((balance) => [...cells.values()].some((counts) => balanceOf(counts) === balance));
  const legend = used.map((balance) => make("li", {}, make("span", { class: `swatch-cell ${balance}`, "aria-hidden": "true" }, balanceSign[balance]), say(`cell_${balance}`)));
  return [
    make("h2", {}, say("matrix_hint_title")),
    make("p", {}, say("matrix_hint")),
    make("ul", { class: "signs" }, ...legend, make("li", {}, make("span", { class: "swatch-cell" }), say("cell_none"))),
  ];
}

function extras() {
  const { kind, id, from, to } = state.selected;
  const whole = kind === "node" ? data.whole[id] : undefined;
  const here = kind === "pair" ? data.positions[`${from} ${to}`] : undefined;
  const lines = [["position", whole], ["position_here", here]].filter(([, label]) => label !== undefined);
  return lines.map(([key, label]) => make("p", { class: "small" }, `${say(key)}: `, named(label)));
}

function afterPanel(left) {
  const place = placeOf(left);
  if (place && cellAt(place.row, place.column)) moveTo(place.row, place.column);
}
