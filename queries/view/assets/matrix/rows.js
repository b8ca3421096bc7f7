// The cells of the matrix: the balance of stances of each, and the rows in the order that the reader wants. It knows no element of the page.

const actors = data.nodes.filter((node) => node.kind === "actor");
const columns = data.nodes.filter((node) => node.kind === "chapter");
// Beyond chapters, which have an order of their own, what is spoken of most stands first.
if (data.unit !== "chapter") columns.sort((one, other) => other.n - one.n || collator.compare(one.name, other.name));

const BALANCES = ["positive", "negative", "both", "neutral"];
const balanceSign = { positive: signOf.get("positive"), negative: signOf.get("negative"), both: "±", neutral: signOf.get("neutral") };

// Never an average: what is both is shown as both.
function balanceOf({ positive, negative }) {
  if (positive && negative) return "both";
  if (positive) return "positive";
  return negative ? "negative" : "neutral";
}

let cells = new Map();
const cellKey = (actor, column) => actor * data.nodes.length + column;

function countCells() {
  cells = new Map();
  for (const edge of visibleEdges()) {
    const key = cellKey(edge.from, edge.to);
    if (!cells.has(key)) cells.set(key, { positive: 0, neutral: 0, negative: 0 });
    cells.get(key)[polarityOf(edge)] += edge.now.length;
  }
}

const totalOf = ({ positive, neutral, negative }) => positive + neutral + negative;
const spokenBy = (node) => edgesOf.get(node.id).reduce((sum, edge) => sum + edge.now.length, 0);

const ORDERS = {
  name: (one, other) => one.id - other.id,
  type: (one, other) => collator.compare(one.types.join(), other.types.join()) || one.id - other.id,
  alike: (one, other) => one.alike - other.alike,
  number: (one, other) => spokenBy(other) - spokenBy(one) || one.id - other.id,
};
let order = "name";

// Without filters those who said nothing of any column are rows as well.
function shownRows() {
  const limited = [...state.chosen.values()].some((chosen) => chosen.size > 0);
  return actors.filter((node) => !limited || edgesOf.get(node.id).some((edge) => edge.now.length > 0)).sort(ORDERS[order]);
}

function shownColumns() {
  const chosen = state.chosen.get("unit");
  return chosen && chosen.size ? columns.filter((node) => chosen.has(node.key)) : columns;
}
