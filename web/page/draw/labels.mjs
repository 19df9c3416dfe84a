// Players' names, so placed that none is over another.

/** A name: the middle of its upper edge in pixels, its width, and its colour. @typedef {{text: string, x: number, y: number, width: number, colour: string}} Label */

/**
 * Moves names down to where no name before them is. The first one stays.
 * @template {{x: number, y: number, width: number}} T
 * @param {T[]} labels the most important first @param {number} height of a line
 */
export function separate(labels, height) {
  for (const [n, label] of labels.entries()) {
    for (let k = 0; k < n; k++) {
      const { x, y, width } = labels[k];
      if (Math.abs(x - label.x) * 2 >= width + label.width || label.y >= y + height || y >= label.y + height) continue;
      label.y = y + height;
      k = -1; // it may now be over one that it passed
    }
  }
  return labels;
}

/** @type {Map<string, number>} */
const widths = new Map(); // in parts of the size

/** How wide a name is at the present font. @param {CanvasRenderingContext2D} context @param {string} text @param {number} size of the font in pixels */
function widthOf(context, text, size) {
  let width = widths.get(text);
  if (width === undefined) widths.set(text, width = context.measureText(text).width / size);
  return width * size;
}

/** Draws names below their places. @param {CanvasRenderingContext2D} context @param {Omit<Label, 'width'>[]} names the most important first @param {number} size of the font in pixels */
export function drawLabels(context, names, size) {
  Object.assign(context, {
    font: `bold ${size}px system-ui, sans-serif`, textAlign: 'center', textBaseline: 'top', lineWidth: size / 4, strokeStyle: '#0b0e18',
  });
  const labels = separate(names.map(name => ({ ...name, width: widthOf(context, name.text, size) + size / 4 })), size * 1.2);
  for (const { text, x, y, colour } of labels) {
    context.fillStyle = colour;
    context.strokeText(text, x, y);
    context.fillText(text, x, y);
  }
}
