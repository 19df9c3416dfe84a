import assert from 'node:assert/strict';
import { test } from 'node:test';
import { separate } from '../page/draw/labels.mjs';

const height = 14;

/** The pairs of names of which one is over the other. */
function overlaps(labels) {
  return labels.flatMap((a, n) => labels.slice(n + 1)
    .filter(b => Math.abs(a.x - b.x) * 2 < a.width + b.width && Math.abs(a.y - b.y) < height - 1e-9).map(b => [a, b]));
}

test('names of players around a table are separate, and each stays in its column', () => {
  const table = Array.from({ length: 15 }, (_, n) => ({ x: 30 * Math.cos(n / 2.4), y: 30 * Math.sin(n / 2.4), width: 40 + n % 3 * 30 }));
  assert.notDeepEqual(overlaps(table), []);
  const placed = separate(table.map(label => ({ ...label })), height);
  assert.deepEqual(overlaps(placed), []);
  for (const [n, { x, y }] of placed.entries()) assert.ok(x === table[n].x && y >= table[n].y, `label ${n}`);
  assert.equal(placed[0].y, table[0].y);
});

test('names at one place are a list in their order', () => {
  const placed = separate(Array.from({ length: 10 }, () => ({ x: 0.1, y: 0.7, width: 50 })), height);
  assert.deepEqual(placed.map(({ y }) => Math.round((y - 0.7) / height)), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test('a name moves below all that it would touch, and others stay', () => {
  const placed = separate([{ x: 0, y: 0, width: 20 }, { x: 0, y: 16, width: 20 }, { x: 8, y: 4, width: 20 }, { x: 90, y: 4, width: 20 }], height);
  assert.deepEqual(placed.map(({ y }) => y), [0, 16, 30, 4]);
});
