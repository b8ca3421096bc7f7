// Finding an actor or a chapter by part of its name, with or without the dots and rings of its letters.

const MOST_FOUND = 12;
const searchBox = byId("search");
const searchList = byId("search-list");
let found = [];
let active = -1;

const lowered = (text) => text.toLocaleLowerCase(data.lang);
const bare = (text) => text.normalize("NFD").replace(/\p{M}/gu, "");
const searchable = data.nodes.map((node) => ({ node, name: lowered(node.name) }));

function startSearch() {
  searchBox.addEventListener("input", search);
  searchBox.addEventListener("keydown", searchKey);
  searchBox.addEventListener("blur", closeSearch);
  searchList.addEventListener("pointerdown", (event) => {
    // The field keeps the focus, or the list would close before the click.
    event.preventDefault();
    const option = event.target.closest("[data-place]");
    if (option) take(Number(option.dataset.place));
  });
}

function search() {
  const wanted = lowered(searchBox.value.trim());
  if (wanted === "") return closeSearch();
  // As written first; without marks only where that finds nothing, because å and a are different letters.
  const exact = searchable.filter(({ name }) => name.includes(wanted));
  const matches = exact.length ? exact : searchable.filter(({ name }) => bare(name).includes(bare(wanted)));
  const starts = ({ name }) => (name.startsWith(wanted) ? 0 : 1);
  found = matches.sort((one, other) => starts(one) - starts(other) || other.node.n - one.node.n || one.node.id - other.node.id).slice(0, MOST_FOUND).map(({ node }) => node);
  active = found.length ? 0 : -1;
  showFound();
  return undefined;
}

function showFound() {
  const options = found.map((node, place) =>
    make("li", { role: "option", id: `found-${place}`, "data-place": place, "aria-selected": String(place === active) }, dot(node.kind), " ", named(clip(node.name, 120)), make("span", { class: "count" }, numbers.format(node.n))),
  );
  searchList.replaceChildren(...(options.length ? options : [make("li", { class: "none", role: "option", "aria-disabled": "true" }, say("search_none"))]));
  searchList.hidden = false;
  searchBox.setAttribute("aria-expanded", "true");
  if (active >= 0) searchBox.setAttribute("aria-activedescendant", `found-${active}`);
  else searchBox.removeAttribute("aria-activedescendant");
}

function closeSearch() {
  searchList.hidden = true;
  searchBox.setAttribute("aria-expanded", "false");
  searchBox.removeAttribute("aria-activedescendant");
  found = [];
}

function take(place) {
  const node = found[place];
  searchBox.value = clip(node.name, 80);
  closeSearch();
  if (takeWay(node.id)) return;
  // What is not on the picture comes with its neighbours.
  if (!scene.nodes.has(node.id)) showNear(node.id, 1);
  select("node", node.id);
}

function searchKey(event) {
  if (event.key === "Escape") return closeSearch();
  if (searchList.hidden || found.length === 0) return undefined;
  if (event.key === "Enter") return take(active);
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return undefined;
  event.preventDefault();
  active = (active + (event.key === "ArrowDown" ? 1 : -1) + found.length) % found.length;
  return showFound();
}
