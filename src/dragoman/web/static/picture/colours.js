// The colours of the page, as a canvas needs them.

const pixel = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });

/** The colour that the classes give an element inside this one, as [red, green, blue] in 0…255. */
export function colourOf(parent, classes) {
  const probe = document.createElement("span");
  probe.className = classes;
  parent.append(probe);
  const colour = getComputedStyle(probe).color;
  probe.remove();
  return bytes(colour);
}

// Whatever form the style sheet writes a colour in, painting it and reading the pixel gives its three bytes.
function bytes(colour) {
  pixel.fillStyle = colour;
  pixel.fillRect(0, 0, 1, 1);
  return [...pixel.getImageData(0, 0, 1, 1).data].slice(0, 3);
}

/** The first colour with a share (0…1) of the second in it. */
export function mixed(colour, other, share) {
  return colour.map((value, at) => Math.round(value + (other[at] - value) * share));
}

/** A colour as "#rrggbb". */
export function hex(colour) {
  return `#${colour.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

/** Calls back when the page turns light or dark, by the reader's system or by a switch on the root element. Returns how to stop. */
export function onScheme(change) {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const root = new MutationObserver(change);
  system.addEventListener("change", change);
  root.observe(document.documentElement, { attributeFilter: ["class", "data-theme", "style"] });
  return () => {
    system.removeEventListener("change", change);
    root.disconnect();
  };
}
