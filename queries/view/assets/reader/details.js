// The panel: the chosen statement with its sentence, what it concerns, and the way to what it repeats.

const panelBox = byId("panel");

function refreshPanel() {
  panelBox.classList.toggle("open", chosen !== null);
  panelBox.replaceChildren(...(chosen === null ? introduction() : statementContent(data.statements[chosen])));
  panelBox.scrollTop = 0;
  byId("where").textContent = total === 0 ? "" : say("where", { n: chosen === null ? "–" : chosen + 1, total });
  for (const name of ["back", "forward"]) byId(name).disabled = total === 0;
}

function introduction() {
  const legend = data.stance_order.map((cls) => make("li", {}, stanceChip(cls), make("span", { class: "count" }, numbers.format(data.statements.filter(({ k }) => k === cls).length))));
  return [make("h2", {}, say("reader_title")), make("p", {}, total ? say("reader_hint") : say("answers_none")), make("ul", { class: "legend" }, ...legend)];
}

function statementContent(statement) {
  const note = statement.voice === "statement" ? (statement.counted ? null : say("not_counted")) : say(`voice_${statement.voice}`);
  const alike = data.statements.map((other, number) => number).filter((number) => number !== chosen && data.statements[number].a === statement.a && data.statements[number].b === statement.b);
  return [
    make("button", { type: "button", class: "close", "aria-label": say("close"), title: say("close"), onclick: () => choose(null) }, "×"),
    make("p", { class: "eyebrow" }, stanceChip(statement.k, statement.s)),
    quotation(statement),
    make("dl", {}, ...facts(statement)),
    note && make("p", { class: "small" }, note),
    ...references("restates", statement.restates),
    ...references("restated", statement.restated),
    ...references("also_here", alike),
    statementSource({ ...statement, p: statement.p ?? undefined, f: "" }),
  ].filter(Boolean);
}

function facts(statement) {
  const claim = statement.claim.map((label) => (statement.agreement === "" ? label : `${say(`claim_${statement.agreement}`)}: ${label}`));
  return [
    ["held_by", statement.who.map((name) => named(name))],
    ["detail_target", statement.targets.map(([id, label]) => (id && document.getElementById(id) ? make("a", { href: `#${encodeURIComponent(id)}`, class: "link" }, named(label)) : named(label)))],
    ...statement.details.map(([kind, labels]) => [`detail_${kind}`, labels.map((label) => named(label))]),
    ["detail_claim", claim.map((label) => named(label))],
  ].flatMap(([key, values]) => (values.length ? [make("dt", {}, say(key)), ...values.map((value) => make("dd", {}, value))] : []));
}

function references(key, others) {
  if (others.length === 0) return [];
  const items = others.map((number) => {
    const { n, k, s, q } = data.statements[number];
    return make("li", {}, make("a", { href: `#${encodeURIComponent(n)}`, "data-n": number, class: "link" }, stanceChip(k, s)), make("span", { class: "small" }, named(clip(q, 120))));
  });
  return [make("h3", {}, say(key)), make("ul", { class: "refs" }, ...items)];
}
