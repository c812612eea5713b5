// Notes in the margins of a text: each level with its words where there is room, else as near to them as those around it let it.

const GAP = 5; // pixels between two notes
const wide = matchMedia("(min-width: 1001px)"); // as the style sheet has it

// The notes of one side. Those that would overlap are moved as one block, which stands where its members together want to be least away from.
const stack = (notes) => {
  const blocks = [];
  for (const { note, want, height } of notes) {
    let block = { notes: [note], heights: [height], at: want, wanted: want, size: height };
    for (let above = blocks.at(-1); above && above.at + above.size + GAP > block.at; above = blocks.at(-1)) {
      blocks.pop();
      const shift = block.notes.length * (above.size + GAP);
      block = {
        notes: [...above.notes, ...block.notes],
        heights: [...above.heights, ...block.heights],
        wanted: above.wanted + block.wanted - shift, // the sum of where each member wants the block to begin
        size: above.size + GAP + block.size,
      };
      block.at = Math.max(0, block.wanted / block.notes.length);
    }
    block.at = Math.max(0, block.at);
    blocks.push(block);
  }
  let end = 0;
  for (const { notes: held, heights, at } of blocks) {
    let top = at;
    held.forEach((note, n) => { note.style.top = `${Math.round(top)}px`; top += heights[n] + GAP; });
    end = top;
  }
  return end;
};

// Puts the notes beside their words, and again when the text runs otherwise.
export const settle = (text, pieces) => {
  const notes = [...text.querySelectorAll(".note")];

  const place = () => {
    text.classList.toggle("placed", wide.matches);
    notes.forEach((note) => note.style.removeProperty("top"));
    text.style.removeProperty("min-height");
    if (!wide.matches) return;
    const origin = text.getBoundingClientRect().top;
    const words = pieces();
    const level = (note) => {
      const at = Number(note.dataset.start);
      const piece = words.findLast((it) => Number(it.dataset.at) <= at) ?? words[0];
      return piece ? piece.getClientRects()[0].top - origin : 0;
    };
    const measured = notes.map((note) => ({ note, want: level(note), height: note.offsetHeight }));
    const left = ({ note }) => note.matches(".n-voice, .n-silence");
    const end = Math.max(stack(measured.filter(left)), stack(measured.filter((it) => !left(it))));
    text.style.minHeight = `${Math.ceil(end)}px`;
  };

  let width = 0;
  new ResizeObserver(([entry]) => {
    if (entry.contentRect.width === width) return; // our own min-height must not call us again
    width = entry.contentRect.width;
    place();
  }).observe(text);
  document.addEventListener("change", (event) => { if (event.target.matches(".legend input")) place(); });
  document.fonts?.ready.then(place);
};
