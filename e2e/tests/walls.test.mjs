// Walls stop clients that send their positions.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLobby } from '../lib/game.mjs';
import { closeAfter, loginAll } from '../lib/player.mjs';
import { op } from '../lib/protocol.mjs';

const settings = { max_speed: 8, solid_walls: true };
const place = (x, z) => ({ x, y: 0, z });
const own = ({ players }, { userID }) => players.find(({ user_id }) => user_id === userID);

// Where the server has the player.
async function position(seat) {
  await seat.send(op.resync);
  const { x, z } = own(await seat.waitFor(op.state), seat);
  return [x, z].map(n => Math.round(n * 1000) / 1000);
}

test('a position through a wall is refused and corrected', async t => {
  const [runner] = await createLobby(closeAfter(t, await loginAll(1)), { request: { settings } });
  assert.ok(runner.state.walls.some(({ x1, z1, x2, z2 }) => x1 === 34 && x2 === 34 && z1 === -2 && z2 === 4));
  await runner.send(op.position, place(33, 3)); // the first position counts
  for (const [x, z] of [[35, 3], [34, 3], [35, 5]]) {
    await runner.expectRefusal(op.position, place(x, z), 'blocked');
    const { x: left, sender } = await runner.waitFor(op.position);
    assert.deepEqual([left, sender], [33, undefined]);
  }
  assert.deepEqual(await position(runner), [33, 3]);
});

test('positions that arrive together lead around the end of a wall', async t => {
  const [runner, watcher] = await createLobby(closeAfter(t, await loginAll(2)), { request: { settings } });
  await runner.send(op.position, place(33, 3));
  // As after a network that stalled for most of a second.
  const way = [[33, 3.6], [33, 4.3], [33.7, 4.4], [34.5, 4.4], [35, 4], [35, 3.2]];
  await Promise.all(way.map(([x, z]) => runner.send(op.position, place(x, z))));
  await watcher.waitFor(op.position, ({ x, z }) => Math.hypot(x - 35, z - 3.2) < 0.001);
  assert.deepEqual(await position(runner), [35, 3.2]);
  assert.ok(!runner.player.has('matchdata', ({ op_code }) => op_code === op.rejected), 'nothing is refused');
});
