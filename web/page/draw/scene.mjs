// One picture of a match on a canvas.
import { drawFloor, drawPlaces, drawWalls } from './map.mjs';
import { drawMark } from './marks.mjs';
import { drawHat } from './hats.mjs';
import { drawLabels } from './labels.mjs';
import { sightOutline } from './sight.mjs';
import { sight } from '../match/reach.mjs';

/** @typedef {import('../match/types.mjs').State} State @typedef {import('../match/types.mjs').Spot} Spot */
/** @typedef {import('../match/protocol.mjs').Player} Player */

const unitsAcross = 34; // of the shorter side
const playerSize = 0.85; // in units
const leastLetter = 11; // pixels of the page
const share = 0.96; // of the canvas, for the whole map
const panelWidth = 330; // pixels of the page on the left, which the whole map leaves free if it can

/** Draws a match into a canvas, which it keeps as large as it is shown. */
export class Scene {
  /** @param {HTMLCanvasElement} canvas */
  constructor(canvas) {
    this.canvas = canvas;
    this.context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d', { alpha: false }));
    this.centre = { x: 0, z: 0 };
    this.whole = false;
    this.ratio = 1; // pixels of the canvas a pixel of the page
    /** Hats by user id. @type {Map<string, string>} */
    this.hats = new Map();
    this.floor = document.createElement('canvas');
    this.floorKey = ''; // what it shows
  }

  /** Adapts the number of pixels to the size on the screen. */
  fit() {
    const ratio = this.ratio = Math.min(window.devicePixelRatio || 1, 2);
    const [width, height] = [Math.round(this.canvas.clientWidth * ratio), Math.round(this.canvas.clientHeight * ratio)];
    if (this.canvas.width !== width || this.canvas.height !== height) Object.assign(this.canvas, { width, height });
  }

  /** Pixels a unit. @param {State} state */
  scaleOf(state) {
    const { width, height } = this.canvas;
    if (!this.whole) return Math.min(width, height) / unitsAcross;
    return share * Math.min(width / (state.max.x - state.min.x), height / (state.max.z - state.min.z));
  }

  /** Where the middle of the canvas is on the whole map. @param {State} state @param {number} scale @returns {Spot} */
  centreOf({ min, max }, scale) {
    const { width, clientWidth } = this.canvas;
    const free = share * width - (max.x - min.x) * scale;
    const aside = Math.max(Math.min(free, panelWidth * width / clientWidth), 0) / 2;
    return { x: (min.x + max.x) / 2 - aside / scale, z: (min.z + max.z) / 2 };
  }

  /** The place of the map under a place of the screen. @param {State} state @param {number} clientX @param {number} clientY */
  spotAt(state, clientX, clientY) {
    const box = this.canvas.getBoundingClientRect();
    const scale = this.scaleOf(state) * box.width / this.canvas.width;
    return {
      x: this.centre.x + (clientX - box.left - box.width / 2) / scale,
      z: this.centre.z + (clientY - box.top - box.height / 2) / scale,
    };
  }

  /** @param {State} state @param {Map<number, Spot>} spots where everyone is, by index */
  draw(state, spots) {
    if (!state.matchID) return;
    this.fit();
    const { context, canvas } = this;
    const self = state.players.find(({ user_id }) => user_id === state.you);
    const own = self && spots.get(self.index);
    const scale = this.scaleOf(state);
    this.centre = this.whole || !own ? this.centreOf(state, scale) : own;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.fillStyle = '#0b0e18';
    context.fillRect(0, 0, canvas.width, canvas.height);
    this.enterMap(scale);
    this.drawGround(state, scale);
    // Walls, places and known bodies stay visible in the dark.
    if (own && self.alive && state.phase === 'playing') this.drawFog(state, own);
    drawPlaces(context, state, this.whole ? 1.8 : 0.9);
    for (const body of state.bodies) this.drawBody(state, body);
    if (own && state.phase === 'playing') this.drawReach(state, self, own);
    drawWalls(context, state, this.whole ? 0.9 : 0.5);
    const shown = shownPlayers(state, spots);
    for (const { player, spot } of shown) this.atScale(spot.x, spot.z, () => this.drawPlayer(player, player === self));
    this.drawNames(state, shown, scale);
    if (!this.whole) this.drawOverview(state, own);
  }

  /** @param {number} scale in pixels a unit */
  enterMap(scale) {
    const { width, height } = this.canvas;
    this.context.setTransform(scale, 0, 0, scale, width / 2 - this.centre.x * scale, height / 2 - this.centre.z * scale);
  }

  /** The floor is drawn once for each map and size. @param {State} state @param {number} scale */
  drawGround(state, scale) {
    const key = `${state.map} ${scale} ${state.max.x}`;
    const [width, height] = [state.max.x - state.min.x, state.max.z - state.min.z];
    if (this.floorKey !== key) {
      this.floorKey = key;
      Object.assign(this.floor, { width: Math.ceil(width * scale), height: Math.ceil(height * scale) });
      const floor = /** @type {CanvasRenderingContext2D} */ (this.floor.getContext('2d', { alpha: false }));
      floor.setTransform(scale, 0, 0, scale, -state.min.x * scale, -state.min.z * scale);
      drawFloor(floor, state);
    }
    this.context.drawImage(this.floor, state.min.x, state.min.z, width, height);
  }

  /** Everything out of sight is dark. @param {State} state @param {Spot} own */
  drawFog(state, own) {
    const { context } = this;
    const outline = sightOutline(own, sight(state), state.walls);
    context.beginPath();
    context.rect(own.x - 500, own.z - 500, 1000, 1000);
    for (const [n, { x, z }] of outline.entries()) {
      if (n === 0) context.moveTo(x, z);
      else context.lineTo(x, z);
    }
    context.closePath();
    context.fillStyle = 'rgb(6 8 16 / 48%)';
    context.fill('evenodd');
  }

  /** How far the player's hand reaches: to kill as an imposter, to tasks and panels as crew. @param {State} state @param {Player} self @param {Spot} own */
  drawReach(state, self, own) {
    const kills = state.role === 'imposter' && self.alive;
    const { context } = this;
    context.beginPath();
    context.arc(own.x, own.z, Number(kills ? state.settings.kill_distance : state.settings.task_distance), 0, 2 * Math.PI);
    context.setLineDash([0.4, 0.4]);
    context.lineWidth = 0.1;
    context.strokeStyle = kills ? '#ff8787' : '#8ce99a';
    context.stroke();
    context.setLineDash([]);
  }

  /** @param {State} state @param {import('../match/protocol.mjs').Body} body */
  drawBody(state, { user_id, x, z }) {
    const index = state.players.find(player => player.user_id === user_id)?.index ?? 0;
    const { context } = this;
    context.fillStyle = 'rgb(224 49 49 / 55%)';
    context.beginPath();
    context.ellipse(x, z, playerSize * 1.9, playerSize * 1.3, 0, 0, 2 * Math.PI);
    context.fill();
    this.atScale(x, z, () => drawMark(context, index, 0, 0, 20, { dead: true }));
  }

  /**
   * Signs and letters are drawn in twentieths of a player, because browsers draw no
   * text of less than a pixel.
   * @param {number} x @param {number} z @param {() => void} draw
   */
  atScale(x, z, draw) {
    const { context } = this;
    context.save();
    context.translate(x, z);
    const size = this.playerSize() / 20;
    context.scale(size, size);
    draw();
    context.restore();
  }

  /** In units. */
  playerSize() {
    return playerSize * (this.whole ? 1.9 : 1);
  }

  /** @param {Player} player @param {boolean} mine */
  drawPlayer(player, mine) {
    const { context } = this;
    if (mine) {
      context.strokeStyle = '#fff';
      context.lineWidth = 3;
      context.beginPath();
      context.arc(0, 0, 30, 0, 2 * Math.PI);
      context.stroke();
    }
    drawMark(context, player.index, 0, 0, 20, { faint: !player.alive || !player.connected });
    drawHat(context, this.hats.get(player.user_id), 0, -18, 15);
  }

  /** Names are over everything else of the map: the own one where it belongs, the others from above. @param {State} state @param {Shown[]} shown @param {number} scale */
  drawNames({ you, role, imposters }, shown, scale) {
    const { canvas: { width, height }, context, centre } = this;
    const size = this.playerSize() * scale;
    const names = shown.map(({ player: { user_id: id, username }, spot }) => {
      const partner = imposters.includes(id) || id === you && role === 'imposter';
      return {
        text: partner ? `◆ ${username}` : username, colour: partner ? '#ff8787' : '#fff',
        x: width / 2 + (spot.x - centre.x) * scale, y: height / 2 + (spot.z - centre.z) * scale + size * 1.6,
      };
    });
    context.setTransform(1, 0, 0, 1, 0, 0);
    const others = names.slice(0, -1).sort((a, b) => a.y - b.y);
    drawLabels(context, [...names.slice(-1), ...others], Math.max(Math.round(size * 0.85), leastLetter * this.ratio));
  }

  /** The whole map in a corner, with this player's tasks. @param {State} state @param {Spot|undefined} own */
  drawOverview(state, own) {
    const { context, canvas } = this;
    const size = Math.min(canvas.width, canvas.height) * 0.26;
    const scale = size / (state.max.x - state.min.x);
    const edge = size * 0.06;
    context.setTransform(scale, 0, 0, scale, canvas.width - edge - state.max.x * scale, edge - state.min.z * scale);
    context.fillStyle = '#151b30';
    context.fillRect(state.min.x, state.min.z, state.max.x - state.min.x, state.max.z - state.min.z);
    drawWalls(context, state, 1.2);
    drawPlaces(context, state, 2.6);
    if (own) {
      context.fillStyle = '#fff';
      context.beginPath();
      context.arc(own.x, own.z, 2.6, 0, 2 * Math.PI);
      context.fill();
    }
  }
}

/** A player who is drawn, and where. @typedef {{player: Player, spot: Spot}} Shown */

/** The own player is the last one, over the others. @param {State} state @param {Map<number, Spot>} spots @returns {Shown[]} */
function shownPlayers({ players, bodies, you }, spots) {
  const dead = new Set(bodies.map(({ user_id }) => user_id));
  return [...players].sort((a, b) => Number(a.user_id === you) - Number(b.user_id === you)).flatMap(player => {
    const spot = spots.get(player.index);
    return spot && (player.user_id === you || !dead.has(player.user_id)) ? [{ player, spot }] : [];
  });
}
