// Starts the parts in an order that each can rely on.

addressed.push(["sort", () => (order === "name" ? "" : order), (text) => sortRows(text)]);

startTheme();
startGrid();
startPanel();
startFilters();
startFolding();
startAddress();
document.documentElement.dataset.ready = "true";
