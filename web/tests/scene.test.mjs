import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Scene } from '../page/draw/scene.mjs';

const state = { min: { x: -50, z: -50 }, max: { x: 50, z: 50 } };

/** Where the map's left and right ends are on a canvas that shows it whole. */
function ends(width, height) {
  const scene = Object.assign(Object.create(Scene.prototype), { whole: true, canvas: { width, height, clientWidth: width } });
  const scale = scene.scaleOf(state);
  const { x } = scene.centreOf(state, scale);
  return [state.min.x, state.max.x].map(end => width / 2 + (end - x) * scale);
}

test('the whole map has a margin on both sides, on a phone too', () => {
  for (const size of [[390, 800], [800, 520], [1280, 670]]) {
    const [left, right] = ends(...size);
    assert.ok(left > 5 && size[0] - right > 5, `${size}: from ${left} to ${right}`);
  }
});

test('the whole map leaves the panel on the left free where there is room', () => {
  const [left] = ends(1280, 670);
  assert.ok(left > 330, `${left}`);
});
