// A client that walks by op 13 predicts the position that the server has.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { closeAfter, login } from '../lib/player.mjs';
import { createLobby } from '../lib/game.mjs';
import { op } from '../lib/protocol.mjs';
import { Walker } from '../../web/page/match/walker.mjs';

const speed = 8;
const turns = [{ dx: 1 }, { dx: 0.6, dz: -0.8 }, { dz: 0.5 }, { dx: -3, dz: 4 }, { dx: -0.28, dz: -0.96 }];

for (const positions of ['snapshot', 'packed']) {
  test(`predicted positions equal the snapshots: ${positions}`, async t => {
    const [seat] = await createLobby(closeAfter(t, [await login()]), { request: { settings: { max_speed: speed } }, metadata: () => ({ positions }) });
    const own = ({ user_id }) => user_id === seat.userID;
    const { index, ...start } = seat.state.players.find(own);
    const walker = new Walker(start, { speed, bounds: 50 });
    const hear = ({ positions }) => walker.reconcile(positions.find(place => place.index === index));
    for (const turn of turns) {
      await seat.send(op.move, turn);
      walker.turn(turn);
      // Off by some steps until the server has turned too, then exact.
      const errors = [];
      while (errors.length < 4 || errors.slice(-4).some(error => error > 0.003)) {
        assert.ok(errors.length < 30, `off by ${errors}`);
        walker.tick();
        errors.push(hear(await seat.waitFor(op.snapshot)));
      }
    }
    await seat.send(op.move);
    walker.turn({});
    await seat.send(op.resync);
    for (;;) {
      const { payload } = await seat.next([op.snapshot, op.state]);
      if (payload.players) {
        for (let ticks = 0; ticks <= 10; ticks++) walker.tick(); // stands for a second
        const { x, z } = payload.players.find(own);
        assert.ok(Math.hypot(x - walker.at.x, z - walker.at.z) < 0.002, `at ${JSON.stringify(walker.at)}, not ${x}, ${z}`);
        return;
      }
      hear(payload);
    }
  });
}

test('a prediction is corrected after a second of standing', () => {
  const walker = new Walker({ x: 0, z: 0 }, { speed, bounds: 50 });
  walker.turn({ dx: 1 });
  for (let ticks = 0; ticks < 7; ticks++) walker.tick(); // op 13 took so long
  walker.turn({});
  // The message to stop was faster: the server walked three steps.
  for (const x of [0.8, 1.6, 2.4]) assert.ok(walker.reconcile({ x, z: 0 }) < 0.001);
  for (let ticks = 0; ticks < 10; ticks++) walker.tick();
  assert.ok(Math.abs(walker.at.x - 5.6) < 0.001);
  walker.tick();
  assert.deepEqual(walker.at, { x: 2.4, z: 0 });
});

test('a walker slides along a wall as predicted', async t => {
  const settings = { max_speed: speed, solid_walls: true };
  const [seat] = await createLobby(closeAfter(t, [await login()]), { request: { settings }, metadata: () => ({ positions: 'snapshot' }) });
  const { index } = seat.state.players.find(({ user_id }) => user_id === seat.userID);
  const wall = seat.state.walls.find(({ x1, x2 }) => x1 === 34 && x2 === 34); // from z -2 to 4
  const walker = new Walker({ x: 33, z: -1.5 }, { speed, bounds: 50, walls: seat.state.walls });
  await seat.send(op.position, walker.at); // the first position counts
  const turn = { dx: 0.8, dz: 0.6 };
  await seat.send(op.move, turn);
  walker.turn(turn);
  const errors = [];
  let slid = 0;
  for (let at = walker.at; at.z <= wall.z2; ) {
    const { positions } = await seat.waitFor(op.snapshot);
    at = positions.find(place => place.index === index);
    if (at.x === 33 && at.z === -1.5) continue; // not yet walking
    walker.tick();
    errors.push(walker.reconcile(at));
    if (Math.abs(at.x - 33.99) < 0.002) slid++;
    assert.ok(errors.length < 30 && (at.x < 34 || at.z > wall.z2), `at ${at.x}, ${at.z}`);
  }
  assert.ok(slid > 4 && errors.slice(-4).every(error => error <= 0.003), `${slid} steps along the wall, off by ${errors}`);
});
