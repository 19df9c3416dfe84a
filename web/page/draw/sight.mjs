// What a player sees from a place: everything within a distance that no wall hides.

/** @typedef {import('../match/types.mjs').Spot} Spot @typedef {import('../match/protocol.mjs').Wall} Wall */

const aside = 0.0001; // radians, to look past the end of a wall
const circleSteps = 48;

/**
 * The outline of what is in sight, around the place.
 * @param {Spot} from @param {number} range @param {Wall[]} walls
 * @returns {Spot[]}
 */
export function sightOutline(from, range, walls) {
  const near = walls.filter(wall => isNear(wall, from, range));
  const angles = [];
  for (let n = 0; n < circleSteps; n++) angles.push(2 * Math.PI * n / circleSteps - Math.PI);
  for (const { x1, z1, x2, z2 } of near) {
    for (const angle of [Math.atan2(z1 - from.z, x1 - from.x), Math.atan2(z2 - from.z, x2 - from.x)]) {
      angles.push(angle - aside, angle, angle + aside);
    }
  }
  angles.sort((a, b) => a - b);
  return angles.map(angle => {
    const [dx, dz] = [Math.cos(angle), Math.sin(angle)];
    const far = reach(from, dx, dz, range, near);
    return { x: from.x + dx * far, z: from.z + dz * far };
  });
}

/** How far a ray goes. @param {Spot} from @param {number} dx @param {number} dz @param {number} range @param {Wall[]} walls */
function reach(from, dx, dz, range, walls) {
  let far = range;
  for (const { x1, z1, x2, z2 } of walls) {
    const [wx, wz, px, pz] = [x2 - x1, z2 - z1, x1 - from.x, z1 - from.z];
    const turn = dx * wz - dz * wx;
    if (turn === 0) continue;
    const along = (px * wz - pz * wx) / turn;
    const share = (px * dz - pz * dx) / turn;
    if (along >= 0 && along < far && share >= 0 && share <= 1) far = along;
  }
  return far;
}

/** @param {Wall} wall @param {Spot} place @param {number} range */
function isNear({ x1, z1, x2, z2 }, { x, z }, range) {
  return Math.min(x1, x2) <= x + range && Math.max(x1, x2) >= x - range
    && Math.min(z1, z2) <= z + range && Math.max(z1, z2) >= z - range;
}
