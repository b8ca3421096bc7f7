// Starts the parts in an order that each can rely on.

addressed.push(["sort", () => (order === "name" ? "" : order), (text) => sortRows(text)]);

startTheme();
startSkip(() => grid.querySelector('[tabindex="0"]') ?? byId("picture"));
startGrid();
startPanel();
startFilters();
startFolding();
startAddress();
document.documentElement.dataset.ready = "true";
