// The marks in the text: which statement is chosen, how it shows, and the ways to the next. The address names the chosen one.

const total = data.statements.length;
const numberOf = new Map(data.statements.map((statement, number) => [statement.n, number]));
const marks = [...document.querySelectorAll("mark[data-said]")];
const marksOf = new Map();
for (const mark of marks) {
  for (const number of mark.dataset.said.split(" ").map(Number)) {
    if (!marksOf.has(number)) marksOf.set(number, []);
    marksOf.get(number).push(mark);
  }
}
let chosen = null;

// how: { move: bring its sentence into view; keep: leave the address alone }
function choose(number, { move = true, keep = false } = {}) {
  for (const mark of document.querySelectorAll(".chosen")) mark.classList.remove("chosen");
  for (const link of document.querySelectorAll("a[data-n][aria-current]")) link.removeAttribute("aria-current");
  chosen = number;
  if (number !== null) {
    for (const mark of marksOf.get(number) || []) mark.classList.add("chosen");
    for (const link of document.querySelectorAll(`a[data-n="${number}"]`)) link.setAttribute("aria-current", "true");
    if (move) sentenceOf(number)?.scrollIntoView({ block: "center", behavior: calm() ? "auto" : "smooth" });
  }
  if (!keep) history.replaceState(null, "", number === null ? location.pathname + location.search : `#${encodeURIComponent(data.statements[number].n)}`);
  changed("chosen");
}

const calm = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;
const sentenceOf = (number) => document.querySelector(`.tag[data-n="${number}"]`) || (marksOf.get(number) || [])[0];

function walk(step) {
  if (total === 0) return;
  choose(chosen === null ? (step > 0 ? 0 : total - 1) : (chosen + step + total) % total);
}

// A second press on the same place goes to the next statement that it belongs to.
function markPressed(mark) {
  const here = mark.dataset.said.split(" ").map(Number);
  choose(here[(here.indexOf(chosen) + 1) % here.length], { move: false });
}

function fromAddress() {
  let name = location.hash.slice(1);
  try {
    name = decodeURIComponent(name);
  } catch {
    // Not written by a page: taken as it stands.
  }
  if (numberOf.has(name)) choose(numberOf.get(name), { keep: true });
  else openChapter(name);
}

function openChapter(name) {
  const section = document.getElementById(name);
  if (!section || !section.classList.contains("chapter")) return;
  const details = section.querySelector("details");
  if (details) details.open = true;
  section.scrollIntoView({ block: "start" });
}

function startMarks() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-n]");
    if (link) {
      event.preventDefault();
      choose(Number(link.dataset.n));
      if (event.detail === 0) byId("panel").focus();
      return;
    }
    const mark = event.target.closest("mark[data-said]");
    if (mark && String(window.getSelection()) === "") markPressed(mark);
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (event.key === "ArrowRight") walk(1);
    else if (event.key === "ArrowLeft") walk(-1);
    else if (event.key === "Escape" && chosen !== null) choose(null);
    else return;
    event.preventDefault();
  });
  byId("back").addEventListener("click", () => walk(-1));
  byId("forward").addEventListener("click", () => walk(1));
  window.addEventListener("hashchange", fromAddress);
}
