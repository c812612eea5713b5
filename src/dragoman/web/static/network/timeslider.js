// Two sliders over the days of the ties; what lies outside them is hidden in the picture.

import { counted, make } from "../picture/elements.js";

const DAY = 86_400_000;

/** The sliders, or nothing where all ties are of one day; `change()` is called after the network was narrowed. */
export function timeSlider(network, change) {
  if (!network.days || network.days[0] === network.days[1]) return "";
  const first = Date.parse(network.days[0]);
  const last = Math.round((Date.parse(network.days[1]) - first) / DAY);
  const day = (input) => new Date(first + Number(input.value) * DAY).toISOString().slice(0, 10);
  const since = slider("Ties since", last, 0);
  const until = slider("Ties until", last, last);
  const output = make("output", { "aria-live": "polite" });
  const told = () => {
    for (const { input } of [since, until]) input.setAttribute("aria-valuetext", day(input));
    output.textContent = `${day(since.input)} to ${day(until.input)}: ${counted(network.shownTies, "tie")}`;
  };
  const moved = (held, other, bound) => {
    other.value = bound(Number(held.value), Number(other.value)); // one pushes the other on
    const whole = Number(since.input.value) === 0 && Number(until.input.value) === last;
    network.narrow(whole ? null : [day(since.input), day(until.input)]);
    told();
    change();
  };
  since.input.addEventListener("input", () => moved(since.input, until.input, Math.max));
  until.input.addEventListener("input", () => moved(until.input, since.input, Math.min));
  told();
  return make("div", { class: "times", role: "group", "aria-label": "Days of the ties" }, since.label, until.label, output);
}

function slider(name, last, value) {
  const input = make("input", { type: "range", min: 0, max: last, step: 1, value });
  return { input, label: make("label", {}, make("span", {}, name), input) };
}
