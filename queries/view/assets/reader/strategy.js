// The strategy's page: at each chapter the statements on it, made when they are opened, and their numbers beside the contents.

const polarityOf = (number) => data.stances[data.statements[number].k].polarity;
const countsOf = (said) => data.polarities.map(({ id }) => [id, said.filter((number) => polarityOf(number) === id).length]);
const holders = (said) => new Set(said.map((number) => data.statements[number].w)).size;

function signs(said) {
  return countsOf(said).map(([id, n]) => make("span", { class: n ? `sign ${id}` : "sign zero", title: say(id) }, `${signOf.get(id)}\u2009${numbers.format(n)}`));
}

function startAnswers() {
  for (const box of document.querySelectorAll(".answers")) {
    const said = data.said[Number(box.dataset.chapter)];
    const words = said.length ? `${say("answers")}: ${counted("statements", said.length)}, ${counted("actors", holders(said))}` : say("answers_none");
    box.querySelector("summary").append(words, ...(said.length ? [make("span", { class: "counts" }, ...signs(said))] : []));
    if (said.length === 0) box.classList.add("none");
    box.addEventListener("toggle", () => box.open && fill(box, said));
  }
  for (const place of document.querySelectorAll(".contents .counts")) {
    const said = data.said[Number(place.dataset.chapter)];
    if (said.length) place.append(...signs(said));
  }
}

// By polarity, in it by respondent.
function fill(box, said) {
  if (box.children.length > 1) return;
  for (const { id } of data.polarities) {
    const own = said.filter((number) => polarityOf(number) === id).sort((one, other) => data.statements[one].w - data.statements[other].w || one - other);
    if (own.length === 0) continue;
    box.append(make("h3", { class: "side" }, make("span", { class: `sign ${id}`, "aria-hidden": "true" }, signOf.get(id)), " ", say(id), make("span", { class: "count" }, ` ${numbers.format(own.length)}`)));
    box.append(make("ul", { class: "statements" }, ...bySentence(own.map((number) => data.statements[number])).map(([statement, times]) => entry(statement, times))));
  }
}

function entry(statement, times) {
  const { name, types } = data.actors[statement.w];
  return make(
    "li",
    {},
    make("p", { class: "who" }, make("strong", {}, named(clip(name, 200))), types.length ? make("span", { class: "small" }, " ", named(clip(types.join(", "), 120))) : null, " ", stanceChip(statement.k, statement.s)),
    quotation(statement),
    statementSource(statement, times),
  );
}

function openAll(open) {
  for (const box of document.querySelectorAll(".answers:not(.none)")) {
    if (open) fill(box, data.said[Number(box.dataset.chapter)]);
    box.open = open;
  }
  byId("open-all").setAttribute("aria-pressed", String(open));
}

function fromAddress() {
  let name = location.hash.slice(1);
  try {
    name = decodeURIComponent(name);
  } catch {
    // Not written by a page: taken as it stands.
  }
  const section = document.getElementById(name);
  const box = section && section.classList.contains("chapter") ? section.querySelector(".answers:not(.none)") : null;
  if (box) box.open = true;
  if (box) section.scrollIntoView({ block: "start" });
}

startTheme();
startSkip(() => byId("text"));
startAnswers();
byId("totals").textContent = [counted("actors", data.actors.length), counted("statements", data.statements.length)].join(" · ");
byId("open-all").addEventListener("click", () => openAll(byId("open-all").getAttribute("aria-pressed") !== "true"));
byId("contents").open = !stackedPage.matches;
window.addEventListener("hashchange", fromAddress);
window.addEventListener("beforeprint", () => openAll(true));
if (location.hash) fromAddress();
document.documentElement.dataset.ready = "true";
