// Directions from the keyboard, and from a pointer that is held down.

/** @typedef {{dx?: number, dz?: number}} Direction */

/** The direction of each key: x and z. @type {Record<string, [number, number]>} */
const keys = {
  KeyW: [0, -1], ArrowUp: [0, -1], KeyS: [0, 1], ArrowDown: [0, 1],
  KeyA: [-1, 0], ArrowLeft: [-1, 0], KeyD: [1, 0], ArrowRight: [1, 0],
};
const angles = 32; // a direction that changes less is not sent again
const deadZone = 0.6; // units around the player in which a pointer means: stand

const rounded = (/** @type {number} */ n) => Math.round(n * 1000) / 1000;

/** @param {number} x @param {number} z @returns {Direction} */
export function directionOf(x, z) {
  if (x === 0 && z === 0) return {};
  const angle = Math.round(Math.atan2(z, x) / (2 * Math.PI) * angles) / angles * 2 * Math.PI;
  return { dx: rounded(Math.cos(angle)), dz: rounded(Math.sin(angle)) };
}

/** Whether a key is meant for a text field or a button. @param {KeyboardEvent} event */
export function isTyping({ target }) {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

/** The direction in which the player wants to walk. */
export class Walking {
  /**
   * @param {HTMLCanvasElement} canvas
   * @param {(clientX: number, clientY: number) => {x: number, z: number}} spotAt  the place under the pointer
   */
  constructor(canvas, spotAt) {
    this.spotAt = spotAt;
    /** @type {Set<string>} */
    this.pressed = new Set();
    /** @type {{x: number, y: number}|undefined} */
    this.pointer = undefined;
    this.ended = new AbortController();
    const { signal } = this.ended;
    window.addEventListener('keydown', event => this.keyDown(event), { signal });
    window.addEventListener('keyup', event => this.pressed.delete(event.code), { signal });
    window.addEventListener('blur', () => this.release(), { signal });
    canvas.addEventListener('pointerdown', event => this.pointerDown(canvas, event), { signal });
    canvas.addEventListener('pointermove', event => { if (this.pointer) this.pointer = { x: event.clientX, y: event.clientY }; }, { signal });
    for (const name of ['pointerup', 'pointercancel', 'lostpointercapture']) {
      canvas.addEventListener(name, () => { this.pointer = undefined; }, { signal });
    }
  }

  /** @param {KeyboardEvent} event */
  keyDown(event) {
    if (!(event.code in keys) || isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.pressed.add(event.code);
  }

  /** @param {HTMLCanvasElement} canvas @param {PointerEvent} event */
  pointerDown(canvas, event) {
    if (event.button > 0) return;
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    canvas.focus();
    this.pointer = { x: event.clientX, y: event.clientY };
  }

  release() {
    this.pressed.clear();
    this.pointer = undefined;
  }

  /** @param {{x: number, z: number}|undefined} own where the player is @returns {Direction} */
  direction(own) {
    let [x, z] = [0, 0];
    for (const code of this.pressed) {
      x += keys[code][0];
      z += keys[code][1];
    }
    if (x || z || !this.pointer || !own) return directionOf(x, z);
    const to = this.spotAt(this.pointer.x, this.pointer.y);
    const near = Math.hypot(to.x - own.x, to.z - own.z) < deadZone;
    return near ? {} : directionOf(to.x - own.x, to.z - own.z);
  }

  stop() {
    this.ended.abort();
  }
}
