import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Movement } from '../page/match/movement.mjs';
import { op } from '../page/match/ops.mjs';
import { nothing } from '../page/match/state.mjs';
import { sightOutline } from '../page/draw/sight.mjs';

const max = { x: 50, y: 10, z: 50 };
const player = (index, user_id, x) => ({ index, user_id, username: user_id, alive: true, connected: true, x, y: 0, z: 0 });
const state = (mine, theirs) => ({
  ...nothing, matchID: 'm', phase: 'playing', map: 'm', you: 'me', max, settings: { max_speed: 8 },
  players: [player(0, 'me', mine), player(1, 'other', theirs)],
});
const snapshot = (tick, now, positions) => ({ op: op.snapshot, body: { tick, positions, hidden: [] }, now });

function joined() {
  const movement = new Movement();
  movement.receive(state(0, 10), { op: op.state, body: {}, now: 1000 });
  movement.advance(1000, true);
  return movement;
}

test('the own player walks at once, by the arithmetic of the server', () => {
  const movement = joined();
  movement.turn({ dx: 1, dz: 0 });
  movement.advance(2000, true);
  assert.ok(Math.abs(movement.walker.at.x - 8) < 1e-9);
  assert.ok(movement.ownSpot(2000).x <= 8);
});

test('a correction of the server is shown over some frames', () => {
  const movement = joined();
  movement.receive(state(1, 10), snapshot(1, 1100, [{ index: 0, x: 1, y: 0, z: 0 }]));
  const first = movement.ownSpot(1100).x;
  assert.ok(first < 0.2, `at ${first} at once`);
  for (let n = 0; n < 60; n++) movement.advance(1100, true);
  assert.ok(movement.ownSpot(1100).x > 0.99);
});

test('others are drawn on their way between two snapshots', () => {
  const movement = joined();
  movement.receive(state(0, 10.8), snapshot(1, 1100, [{ index: 1, x: 10.8, y: 0, z: 0 }]));
  const [early, late] = [movement.spots(1130).get(1).x, movement.spots(1400).get(1).x];
  assert.ok(early > 10 && early < 10.8, `at ${early}`);
  assert.equal(late, 10.8);
});

test('a player who went out of sight is not drawn', () => {
  const movement = joined();
  const gone = state(0, 10);
  gone.players[1] = { ...gone.players[1], x: undefined };
  movement.receive(gone, { op: op.snapshot, body: { tick: 1, positions: [], hidden: [1] }, now: 1100 });
  assert.equal(movement.spots(1100).has(1), false);
});

test('a new round puts everyone at their places at once', () => {
  const movement = joined();
  movement.receive(state(20, -5), { op: op.phase, body: { phase: 'playing', players: [] }, now: 1100 });
  assert.deepEqual([movement.ownSpot(1100).x, movement.spots(1100).get(1).x], [20, -5]);
});

test('the tick rate of the server is measured', () => {
  const movement = joined();
  movement.receive(state(0, 10), snapshot(10, 2000, []));
  movement.receive(state(0, 10), snapshot(90, 6000, []));
  assert.equal(movement.tickRate, 20);
  assert.ok(Math.abs(movement.walker.step - 0.4) < 1e-9);
});

test('nothing is seen behind a wall', () => {
  const wall = { x1: 5, z1: -5, x2: 5, z2: 5 };
  for (const { x, z } of sightOutline({ x: 0, z: 0 }, 12, [wall])) {
    const crosses = x > 5.001 && Math.abs(z * 5 / x) < 4.99;
    assert.equal(crosses, false, `sees ${x}, ${z}`);
    assert.ok(Math.hypot(x, z) <= 12.001);
  }
});
