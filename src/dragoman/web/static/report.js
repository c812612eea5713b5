// A report's words: who is lit by whom, words as addresses (#START-END, code points), notes level with what they speak of.
// Without this script the notes stand beside or below their paragraph, and citations lead to an anchor at their words.

import { settle } from "/static/margin.js";

const report = document.querySelector(".report");
const text = report.querySelector(".text");
const picked = document.getElementById("picked");
const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
const points = (words) => [...words].length;

// Code points → elements. An element that a stretch only partly covers is cut in two.
const pieces = () => [...text.querySelectorAll(".printed [data-at]")];
const startOf = (piece) => Number(piece.dataset.at);

const cut = (piece, at) => {
  const chars = [...piece.textContent];
  const rest = piece.cloneNode(false);
  rest.dataset.at = startOf(piece) + at;
  rest.textContent = chars.slice(at).join("");
  piece.textContent = chars.slice(0, at).join("");
  piece.after(rest);
};

const between = (start, end) => {
  for (const edge of [start, end]) {
    const piece = pieces().findLast((it) => startOf(it) <= edge);
    if (piece && startOf(piece) < edge && edge < startOf(piece) + points(piece.textContent)) cut(piece, edge - startOf(piece));
  }
  return pieces().filter((it) => startOf(it) >= start && startOf(it) < end);
};

// The words of the address.
let last = null;
const clear = () => text.querySelectorAll(".flash").forEach((it) => it.classList.remove("flash"));

const show = () => {
  const ranges = [...location.hash.matchAll(/(\d+)-(\d+)/g)].map((it) => [Number(it[1]), Number(it[2])]);
  if (!/^#[\d,-]+$/.test(location.hash) || !ranges.length) return;
  clear();
  const found = ranges.flatMap(([start, end]) => between(start, end));
  if (!found.length) return;
  found.forEach((it) => it.classList.add("flash"));
  found[0].tabIndex = -1;
  found[0].focus({ preventScroll: true });
  found[0].scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
};

addEventListener("hashchange", show);
document.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#"]');
  if (!link) return;
  last = link;
  if (link.hash !== location.hash) return;
  event.preventDefault(); // the browser would only scroll, and take the focus away
  show();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !text.querySelector(".flash")) return;
  clear();
  last?.focus();
  last?.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
});

// What belongs together is lit together: source, cue, content and note of one attribution; trigger and note of one event.
const KINDS = ["source", "cue", "content", "event"];
const idsOf = (it) => [...KINDS.map((kind) => it.dataset[kind]), it.dataset.of].filter(Boolean).join(" ").split(" ").filter(Boolean);
let lit = [];

const light = (target) => {
  lit.forEach((it) => it.classList.remove("lit", "lit-event"));
  const ids = target ? new Set(idsOf(target)) : new Set();
  lit = ids.size ? [...pieces(), ...text.querySelectorAll(".note")].filter((it) => idsOf(it).some((id) => ids.has(id))) : [];
  for (const it of lit) {
    it.classList.add("lit");
    it.classList.toggle("lit-event", ids.has(it.dataset.event));
  }
};

const marked = (event) => event.target.closest?.("[data-at], .note");
text.addEventListener("pointerover", (event) => light(marked(event)));
text.addEventListener("pointerleave", () => light(null));
text.addEventListener("focusin", (event) => light(marked(event)));
text.addEventListener("focusout", () => light(null));

// Words that the reader selects become the address, a citation, and the words of the form below.
const pointOf = (node, offset) => {
  const piece = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest?.("[data-at]");
  return piece && node.nodeType === Node.TEXT_NODE ? startOf(piece) + points(node.data.slice(0, offset)) : null;
};

const pick = () => {
  const selection = getSelection();
  const range = selection.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : null;
  const start = range && text.contains(range.commonAncestorContainer) ? pointOf(range.startContainer, range.startOffset) : null;
  if (start === null) { picked.hidden = true; return; }
  const paragraph = range.startContainer.parentElement.closest(".printed"); // an event stands in one paragraph
  const end = paragraph.contains(range.endContainer) ? pointOf(range.endContainer, range.endOffset) : null;
  const all = [...paragraph.querySelectorAll("[data-at]")];
  const words = all.flatMap((it) => [...it.textContent].filter((_, n) => startOf(it) + n >= start && (end === null || startOf(it) + n < end))).join("");
  if (!words.trim()) { picked.hidden = true; return; }
  const { outlet, published, url, report: id } = report.dataset;
  const hash = `#${start}-${start + points(words)}`;
  history.replaceState(history.state, "", hash);
  picked.hidden = false;
  picked.querySelector("q").textContent = words;
  picked.querySelector(".copy").dataset.copy = [`“${words.replace(/\s+/g, " ").trim()}”`, outlet, published, url, id + hash].filter(Boolean).join(", ");
  const form = document.querySelector("#add form");
  if (form) [form.elements.words.value, form.elements.start.value] = [words, start];
};

let waiting;
document.addEventListener("selectionchange", () => { clearTimeout(waiting); waiting = setTimeout(pick, 150); });

// What an address leads to is unfolded.
const unfold = () => {
  const target = document.getElementById(location.hash.slice(1));
  const folded = target?.closest("details");
  if (folded) folded.open = true;
  if (target?.id === "add") target.querySelector("select").focus();
};
addEventListener("hashchange", unfold);

settle(text, pieces);
unfold();
show();
