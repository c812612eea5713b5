// Runs before the page is painted, so that a chosen theme does not flash; site.js has the button.
const chosen = localStorage.getItem("theme");
if (chosen) document.documentElement.dataset.theme = chosen;
