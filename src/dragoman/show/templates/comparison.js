"use strict";
// Filters: by reason, by how often it is told there, by words. Without this script all rows are there and no filter is shown.
(() => {
  const form = document.querySelector(".filters");
  const rows = [...document.querySelectorAll("article")];
  const whys = [...form.querySelectorAll("[data-why]")];
  const repeated = form.querySelector("[data-repeated]");
  const find = form.querySelector("[type=search]");
  const said = form.querySelector("output");

  const filter = () => {
    const chosen = new Set(whys.filter((it) => it.checked).map((it) => it.dataset.why));
    const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      const fits = chosen.has(row.dataset.why) && !(repeated?.checked && Number(row.dataset.records) < 2)
        && words.every((word) => row.dataset.sought.includes(word));
      row.hidden = !fits;
      shown += fits;
    }
    for (const section of document.querySelectorAll("main > section")) section.hidden = !section.querySelector("article:not([hidden])");
    said.value = shown === rows.length ? `all ${rows.length.toLocaleString("en")} events` : `${shown.toLocaleString("en")} of ${rows.length.toLocaleString("en")} events`;
  };

  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.querySelector("[data-all]").addEventListener("click", () => {
    whys.forEach((it) => { it.checked = true; });
    if (repeated) repeated.checked = false;
    find.value = "";
    filter();
  });
  form.hidden = rows.length === 0;
  filter();
})();
