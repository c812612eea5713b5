"use strict";
// Citations lead to words and words lead back to lines; the legend switches layers. Without this script the citations still jump to the sentence.
(() => {
  let last = null;

  const clear = () => document.querySelectorAll(".flash").forEach((it) => it.classList.remove("flash"));

  const pieces = (article, spans) => {
    const ends = spans.split(" ").filter(Boolean).map((span) => span.split("-").map(Number));
    return [...article.querySelectorAll(".printed [data-at]")].filter((it) => {
      const at = Number(it.dataset.at);
      return ends.some(([start, end]) => start <= at && at < end);
    });
  };

  const reveal = (it) => it.scrollIntoView({
    block: "center",
    behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth",
  });

  const unfold = (it) => { const section = it.closest("details"); if (section) section.open = true; };

  const show = (cite) => {
    const found = pieces(cite.closest("article"), cite.dataset.spans);
    if (!found.length) return false;
    clear();
    found.forEach((it) => it.classList.add("flash"));
    found[0].tabIndex = -1;
    found[0].focus({ preventScroll: true });
    reveal(found[0]);
    last = cite;
    return true;
  };

  const showLine = (piece) => {
    const at = Number(piece.dataset.at);
    const cite = [...piece.closest("article").querySelectorAll(".brief .cite")].find((it) =>
      it.dataset.spans.split(" ").some((span) => { const [start, end] = span.split("-").map(Number); return start <= at && at < end; }));
    if (!cite) return;
    clear();
    piece.classList.add("flash");
    const line = cite.closest("li");
    line.classList.add("flash");
    unfold(line);
    reveal(line);
  };

  document.addEventListener("click", (event) => {
    const cite = event.target.closest(".cite");
    if (cite) {
      if (show(cite)) event.preventDefault();
      return;
    }
    const piece = event.target.closest(".printed [data-at]");
    if (piece && !String(getSelection())) showLine(piece);
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    clear();
    if (last) { unfold(last); last.focus({ preventScroll: true }); reveal(last); last = null; }
  });

  const folded = [];
  addEventListener("beforeprint", () => document.querySelectorAll("details:not([open])").forEach((it) => { folded.push(it); it.open = true; }));
  addEventListener("afterprint", () => folded.splice(0).forEach((it) => { it.open = false; }));
  const jump = () => { const it = location.hash && document.getElementById(location.hash.slice(1)); if (it) unfold(it); };
  addEventListener("hashchange", jump);

  document.querySelectorAll("[data-layer]").forEach((box) => {
    const set = () => document.body.classList.toggle(`no-${box.dataset.layer}`, !box.checked);
    box.addEventListener("change", set);
    set();
  });
})();
