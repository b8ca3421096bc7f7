// Starts the page of a response.

const besides = byId("strategy");

// On a narrow page the strategy would stand before the text.
function fold() {
  if (besides) besides.open = !stackedPage.matches;
}

startTheme();
startSkip(() => byId("text"));
startMarks();
stackedPage.addEventListener("change", fold);
fold();
onChange(refreshPanel);
refreshPanel();
if (location.hash) fromAddress();
document.documentElement.dataset.ready = "true";
