// The hats of the embedded catalog, as small drawings. Others are not drawn.

/** @type {Record<string, (context: CanvasRenderingContext2D) => void>} */
const hats = {
  cowboy: c => {
    c.fillStyle = '#a9713b';
    c.beginPath();
    c.ellipse(0, 0, 1, 0.28, 0, 0, 2 * Math.PI);
    c.fill();
    c.fillRect(-0.5, -0.65, 1, 0.65);
  },
  alien: c => {
    c.strokeStyle = c.fillStyle = '#69db7c';
    c.lineWidth = 0.14;
    for (const side of [-1, 1]) {
      c.beginPath();
      c.moveTo(0.25 * side, 0.1);
      c.lineTo(0.5 * side, -0.7);
      c.stroke();
      c.beginPath();
      c.arc(0.5 * side, -0.8, 0.2, 0, 2 * Math.PI);
      c.fill();
    }
  },
  chef: c => {
    c.fillStyle = '#fff';
    c.fillRect(-0.5, -0.4, 1, 0.5);
    for (const x of [-0.45, 0, 0.45]) {
      c.beginPath();
      c.arc(x, -0.55, 0.38, 0, 2 * Math.PI);
      c.fill();
    }
  },
  crown: c => {
    c.fillStyle = '#ffd43b';
    c.beginPath();
    for (const [x, y] of [[-0.7, 0.1], [-0.8, -0.7], [-0.35, -0.3], [0, -0.85], [0.35, -0.3], [0.8, -0.7], [0.7, 0.1]]) c.lineTo(x, y);
    c.fill();
  },
};

/** Draws a hat on a head. @param {CanvasRenderingContext2D} context @param {string|undefined} hat @param {number} x @param {number} y @param {number} size */
export function drawHat(context, hat, x, y, size) {
  const draw = hats[hat ?? ''];
  if (!draw) return;
  context.save();
  context.translate(x, y);
  context.scale(size, size);
  draw(context);
  context.restore();
}
