// How a player is recognised: a colour, a shape and a number, so that nobody
// depends on colours.

const colours = [
  '#ff6b6b', '#4dabf7', '#51cf66', '#ffd43b', '#cc5de8', '#ff922b', '#22b8cf', '#f783ac',
  '#a9e34b', '#b197fc', '#e8c39e', '#63e6be', '#ced4da', '#ffa8a8', '#748ffc',
];
const sides = [0, 4, 3, 6, 5];

/** @param {number} index of the player's seat */
export const colourOf = index => colours[index % colours.length];

/** The number of a player, as people count. @param {number} index */
export const numberOf = index => index + 1;

/**
 * Draws a player's shape: a circle, or a polygon.
 * @param {CanvasRenderingContext2D} context @param {number} index @param {number} x @param {number} y @param {number} size
 */
export function drawShape(context, index, x, y, size) {
  const corners = sides[index % sides.length];
  context.beginPath();
  if (corners === 0) context.arc(x, y, size, 0, 2 * Math.PI);
  for (let n = 0; n < corners; n++) {
    const angle = 2 * Math.PI * n / corners - Math.PI / 2 + (corners === 4 ? Math.PI / 4 : 0);
    const [toX, toY] = [x + 1.15 * size * Math.cos(angle), y + 1.15 * size * Math.sin(angle)];
    if (n === 0) context.moveTo(toX, toY);
    else context.lineTo(toX, toY);
  }
  context.closePath();
}

/** A small canvas with a player's mark. @param {number} index @param {boolean} [dead] */
export function markCanvas(index, dead = false) {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 56;
  canvas.className = 'mark';
  canvas.setAttribute('aria-hidden', 'true');
  const context = canvas.getContext('2d');
  if (context) drawMark(context, index, 28, 28, 20, { dead });
  return canvas;
}

/**
 * Draws a player: shape, colour and number; a dead one as an outline with a cross.
 * @param {CanvasRenderingContext2D} context @param {number} index @param {number} x @param {number} y @param {number} size
 * @param {{dead?: boolean, faint?: boolean}} [look]
 */
export function drawMark(context, index, x, y, size, { dead = false, faint = false } = {}) {
  context.save();
  if (faint) context.globalAlpha = 0.45;
  drawShape(context, index, x, y, size);
  context.fillStyle = dead ? '#20263a' : colourOf(index);
  context.strokeStyle = dead ? colourOf(index) : '#0b0e18';
  context.lineWidth = Math.max(2, size / 8);
  context.fill();
  context.stroke();
  context.fillStyle = dead ? colourOf(index) : '#0b0e18';
  context.font = `bold ${Math.round(size)}px system-ui, sans-serif`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(dead ? '×' : String(numberOf(index)), x, y + size * 0.06);
  context.restore();
}
