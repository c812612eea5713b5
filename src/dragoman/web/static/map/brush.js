// Bars of events over time; drawing over them chooses days.

import { d3 } from "./libraries.js";

const HEAD = 18; // pixels: what is told above the bars
const BARS = 52;
const AXIS = 22;
const EDGE = 16; // pixels: half of a label such as "October", nearly
const NARROWEST = 3; // pixels of a bar: narrower ones cannot be told apart
const STEPS = [
  { name: "day", interval: d3.utcDay },
  { name: "week", interval: d3.utcMonday },
  { name: "month", interval: d3.utcMonth },
  { name: "year", interval: d3.utcYear },
];

/**
 * Draws the bars into the box. What is chosen goes into the fields `since` and `until` of the form that `data-form` of the figure names (or the first
 * form that has them), which is then sent; without one, into the address of the page. Returns how to stop.
 */
export function dayBrush(figure, box, days) {
  if (days.length < 2) return () => {};
  const rows = days.map(({ day, number }) => ({ date: new Date(`${day}T00:00:00Z`), number }));
  const observer = new ResizeObserver(() => box.clientWidth && drawBars(figure, box, rows));
  observer.observe(box);
  return () => observer.disconnect();
}

function drawBars(figure, box, rows) {
  const width = box.clientWidth;
  const { name, interval, bins } = binned(rows, width);
  const first = bins[0].start;
  const last = interval.offset(bins.at(-1).start, 1);
  const x = d3.scaleUtc([first, last], [1, width - 1]);
  const y = d3.scaleLinear([0, d3.max(bins, (bin) => bin.number)], [HEAD + BARS, HEAD]);
  const svg = d3
    .create("svg")
    .attr("width", width)
    .attr("height", HEAD + BARS + AXIS);
  const told = `Events a ${name}, ${d3.extent(rows, (row) => iso(row.date)).join(" to ")}; most: ${y.domain()[1].toLocaleString("en")}`;
  svg.attr("role", "img").attr("aria-label", told);
  svg.append("text").attr("class", "told").attr("y", 11).text(told);
  svg
    .selectAll("rect.bar")
    .data(bins)
    .join("rect")
    .attr("class", "bar")
    .attr("x", (bin) => x(bin.start) + 0.5)
    .attr("width", (bin) => Math.max(1, x(interval.offset(bin.start, 1)) - x(bin.start) - 1))
    .attr("y", (bin) => y(bin.number))
    .attr("height", (bin) => HEAD + BARS - y(bin.number));
  svg
    .append("g")
    .attr("class", "axis")
    .attr("transform", `translate(0,${HEAD + BARS})`)
    .call(
      d3
        .axisBottom(x)
        .ticks(Math.max(2, width / 90))
        .tickSizeOuter(0),
    )
    .selectAll(".tick text") // one at the edge would be cut
    .attr("text-anchor", (day) => (x(day) < EDGE ? "start" : x(day) > width - EDGE ? "end" : "middle"));
  addBrush(figure, svg, { x, interval, width, last });
  box.replaceChildren(svg.node());
}

/** Days summed into the shortest steps whose bars are wide enough. */
function binned(rows, width) {
  const span = [d3.min(rows, (row) => row.date), d3.max(rows, (row) => row.date)];
  const fits = ({ interval }) => (interval.count(interval.floor(span[0]), span[1]) + 1) * NARROWEST <= width;
  const step = STEPS.find(fits) ?? STEPS.at(-1);
  const sums = d3.rollup(
    rows,
    (inside) => d3.sum(inside, (row) => row.number),
    (row) => Number(step.interval.floor(row.date)),
  );
  const bins = [...sums].map(([start, number]) => ({ start: new Date(start), number })).sort((a, b) => a.start - b.start);
  return { ...step, bins };
}

function addBrush(figure, svg, { x, interval, width, last }) {
  const brush = d3.brushX().extent([
    [0, HEAD],
    [width, HEAD + BARS],
  ]);
  const group = svg.append("g").attr("class", "brush").call(brush);
  const chosen = current(figure);
  if (chosen.since || chosen.until) {
    const from = chosen.since ? new Date(`${chosen.since}T00:00:00Z`) : x.domain()[0];
    const until = chosen.until ? d3.utcDay.offset(new Date(`${chosen.until}T00:00:00Z`), 1) : last;
    const shown = [from, until].map((date) => Math.min(width - 1, Math.max(1, x(date))));
    if (shown[0] < shown[1]) group.call(brush.move, shown);
  }
  brush.on("end", ({ sourceEvent, selection }) => {
    if (!sourceEvent) return;
    if (!selection) return chosen.since || chosen.until ? choose(figure, "", "") : null;
    const [since, until] = selection.map((at) => x.invert(at));
    // What is chosen are whole bars; the last day is included.
    choose(figure, iso(interval.floor(since)), iso(d3.utcDay.offset(interval.ceil(until), -1)));
  });
}

function formOf(figure) {
  const named = figure.dataset.form && document.querySelector(figure.dataset.form);
  return named || document.querySelector("form [name=since]")?.form;
}

function current(figure) {
  const form = formOf(figure);
  const address = new URLSearchParams(window.location.search);
  const value = (name) => form?.elements[name]?.value || address.get(name) || "";
  return { since: value("since"), until: value("until") };
}

function choose(figure, since, until) {
  const form = formOf(figure);
  if (form) {
    form.elements.since.value = since;
    form.elements.until.value = until;
    return form.requestSubmit(); // htmx takes it where the form has hx-get
  }
  const address = new URL(window.location.href);
  for (const [name, value] of Object.entries({ since, until })) {
    if (value) address.searchParams.set(name, value);
    else address.searchParams.delete(name);
  }
  window.location.assign(address);
}

function iso(date) {
  return date.toISOString().slice(0, 10);
}
