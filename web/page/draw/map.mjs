// What stands still on the map: floor, walls, tasks, panels, vents, the button.

/** @typedef {import('../match/types.mjs').State} State @typedef {import('../match/protocol.mjs').Place} Place */

/** @type {Record<string, string>} */
const systemSigns = { reactor: '☢', lights: '☀', comms: '☏' };

/** @param {CanvasRenderingContext2D} context @param {State} state */
export function drawFloor(context, { min, max }) {
  context.fillStyle = '#2b3557';
  context.fillRect(min.x, min.z, max.x - min.x, max.z - min.z);
  context.strokeStyle = '#35416b';
  context.lineWidth = 0.08;
  context.beginPath();
  for (let x = Math.ceil(min.x / 5) * 5; x <= max.x; x += 5) {
    context.moveTo(x, min.z);
    context.lineTo(x, max.z);
  }
  for (let z = Math.ceil(min.z / 5) * 5; z <= max.z; z += 5) {
    context.moveTo(min.x, z);
    context.lineTo(max.x, z);
  }
  context.stroke();
}

/** @param {CanvasRenderingContext2D} context @param {State} state @param {number} [width] in units */
export function drawWalls(context, { walls, min, max }, width = 0.5) {
  context.strokeStyle = '#aeb9dd';
  context.lineWidth = width;
  context.lineCap = 'round';
  context.beginPath();
  for (const { x1, z1, x2, z2 } of walls) {
    context.moveTo(x1, z1);
    context.lineTo(x2, z2);
  }
  context.rect(min.x, min.z, max.x - min.x, max.z - min.z);
  context.stroke();
}

/** The places at which something can be done. @param {CanvasRenderingContext2D} context @param {State} state @param {number} [size] in units */
export function drawPlaces(context, state, size = 0.9) {
  drawButton(context, state.button, size);
  for (const vent of state.vents) drawVent(context, vent, size, vent.id === state.vent);
  for (const panel of state.panels) {
    drawPanel(context, panel, size, state.sabotages.some(({ system }) => system === panel.system));
  }
  for (const task of state.tasks) drawTask(context, task, size);
}

/** @param {CanvasRenderingContext2D} context @param {Place} button @param {number} size */
function drawButton(context, { x, z }, size) {
  context.fillStyle = '#495057';
  context.fillRect(x - size * 1.2, z - size * 1.2, size * 2.4, size * 2.4);
  context.beginPath();
  context.arc(x, z, size * 0.8, 0, 2 * Math.PI);
  context.fillStyle = '#fa5252';
  context.fill();
  sign(context, '!', x, z, size * 1.3, '#fff');
}

/** A task is a square: yellow with a question mark, or done with a tick. @param {CanvasRenderingContext2D} context @param {import('../match/protocol.mjs').OwnTask} task @param {number} size */
function drawTask(context, { x, z, done }, size) {
  context.fillStyle = done ? '#2f9e44' : '#ffd43b';
  context.fillRect(x - size * 0.8, z - size * 0.8, size * 1.6, size * 1.6);
  sign(context, done ? '✓' : '?', x, z, size * 1.4, done ? '#fff' : '#1a1f33');
}

/** A panel is a triangle with the sign of its system, filled while it is broken. @param {CanvasRenderingContext2D} context @param {import('../match/protocol.mjs').Panel} panel @param {number} size @param {boolean} broken */
function drawPanel(context, { x, z, system }, size, broken) {
  context.beginPath();
  context.moveTo(x, z - size * 1.3);
  context.lineTo(x + size * 1.2, z + size * 0.8);
  context.lineTo(x - size * 1.2, z + size * 0.8);
  context.closePath();
  context.fillStyle = broken ? '#e03131' : '#364269';
  context.strokeStyle = broken ? '#fff' : '#91a7ff';
  context.lineWidth = size * 0.16;
  context.fill();
  context.stroke();
  sign(context, systemSigns[system] ?? system[0], x, z + size * 0.2, size * 1.1, '#fff');
}

/** A vent is a barred rectangle. @param {CanvasRenderingContext2D} context @param {Place} vent @param {number} size @param {boolean} inside */
function drawVent(context, { x, z }, size, inside) {
  context.fillStyle = inside ? '#fab005' : '#0f1322';
  context.strokeStyle = '#868e96';
  context.lineWidth = size * 0.14;
  context.fillRect(x - size, z - size * 0.7, size * 2, size * 1.4);
  context.strokeRect(x - size, z - size * 0.7, size * 2, size * 1.4);
  context.beginPath();
  for (const at of [-0.5, 0, 0.5]) {
    context.moveTo(x + at * size, z - size * 0.6);
    context.lineTo(x + at * size, z + size * 0.6);
  }
  context.stroke();
}

/** @param {CanvasRenderingContext2D} context @param {string} text @param {number} x @param {number} z @param {number} size @param {string} colour */
function sign(context, text, x, z, size, colour) {
  // Browsers do not draw text of less than a pixel: draw it large, in a smaller scale.
  context.save();
  context.translate(x, z);
  context.scale(size / 20, size / 20);
  context.font = 'bold 20px system-ui, sans-serif';
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillStyle = colour;
  context.fillText(text, 0, 1);
  context.restore();
}
