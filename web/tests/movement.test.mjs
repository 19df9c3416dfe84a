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
const course = (index, x, dx = 0, dz = 0) => ({ index, x, y: 0, z: 0, dx, dz });

/** What the page is told: the state after a message, and the message. */
function tell(movement, now, { code = op.snapshot, mine = 0, theirs = 10, hidden = [], ...body } = {}) {
  const after = state(mine, theirs);
  const { players } = after;
  movement.receive(after, { op: code, body: code === op.snapshot ? { courses: [], hidden, ...body } : { players, ...body }, now });
}

function joined() {
  const movement = new Movement();
  tell(movement, 1000, { code: op.state });
  movement.advance(1000, true);
  return movement;
}

/** Lets frames pass until a time. */
function frames(movement, from, to) {
  for (let now = from; now <= to; now += 10) movement.advance(now, true);
}

const drawn = (movement, now) => movement.spots(now).get(1)?.x;

test('the own player walks at once, by the arithmetic of the server', () => {
  const movement = joined();
  movement.turn({ dx: 1, dz: 0 });
  movement.advance(2000, true);
  assert.ok(Math.abs(movement.walker.at.x - 8) < 1e-9);
  assert.ok(movement.ownSpot(2000).x <= 8);
});

test('a correction of the server is shown over some frames', () => {
  const movement = joined();
  tell(movement, 1100, { tick: 11, courses: [course(0, 1)] });
  const first = movement.ownSpot(1100).x;
  assert.ok(first < 0.2, `at ${first} at once`);
  for (let n = 0; n < 60; n++) movement.advance(1100, true);
  assert.ok(movement.ownSpot(1100).x > 0.99);
});

test('the place where the server stopped is shown over some frames', () => {
  const movement = joined();
  movement.turn({ dx: 1 });
  frames(movement, 1000, 1400);
  movement.turn({});
  tell(movement, 1450, { tick: 14, courses: [course(0, 2.4)] });
  let [before, most] = [movement.ownSpot(1450).x, 0];
  for (let now = 1460; now < 4000; now += 16) {
    movement.advance(now, true);
    const { x } = movement.ownSpot(now);
    [before, most] = [x, Math.max(most, Math.abs(x - before))];
  }
  assert.equal(movement.walker.at.x, 2.4);
  assert.ok(Math.abs(before - 2.4) < 0.01 && most < 0.3, `at ${before}, by ${most} in a frame`);
});

test('a player who comes back after a drop stands where op 100 says', () => {
  for (const mine of [4, 14, 15.5]) {
    const movement = joined();
    movement.turn({ dx: 1 });
    tell(movement, 1100, { tick: 11, courses: [course(0, 0.8, 1)] });
    frames(movement, 1100, 3000);
    movement.turn({});
    tell(movement, 3100, { code: op.state, mine });
    frames(movement, 3100, 5000);
    assert.deepEqual(movement.walker.at, { x: mine, z: 0 });
  }
});

test('a list of players in the middle of a walk does not set the own player back', () => {
  const movement = joined();
  movement.turn({ dx: 1 });
  frames(movement, 1000, 2000);
  tell(movement, 2000, { code: op.players, mine: 4 }); // half a second ago
  assert.ok(Math.abs(movement.walker.at.x - 8) < 1e-9);
});

test('another player walks on between two messages', () => {
  const movement = joined();
  tell(movement, 1100, { tick: 11, courses: [course(1, 10.8, 1)] });
  frames(movement, 1100, 3120);
  assert.ok(Math.abs(drawn(movement, 3120) - 26) < 0.2, `at ${drawn(movement, 3120)}`); // 19 steps after 10.8
  assert.ok(Math.abs(movement.courses.at(1).x - 26.96) < 0.1);
});

test('a player who went out of sight is not drawn, until the player is seen again', () => {
  const movement = joined();
  tell(movement, 1100, { tick: 11, courses: [course(1, 10.8, 1)] });
  frames(movement, 1100, 1500);
  tell(movement, 1500, { tick: 15, hidden: [1] });
  assert.equal(drawn(movement, 1500), undefined);
  frames(movement, 1500, 2000);
  assert.equal(drawn(movement, 2000), undefined);
  tell(movement, 2000, { tick: 20, courses: [course(1, 20, 1)] });
  assert.equal(drawn(movement, 2000), 20);
});

test('a new round puts everyone at their places at once', () => {
  const movement = joined();
  tell(movement, 1100, { tick: 11, courses: [course(1, 10.8, 1)] });
  tell(movement, 1200, { code: op.phase, phase: 'playing', mine: 20, theirs: 8 });
  assert.deepEqual([movement.ownSpot(1200).x, drawn(movement, 1200)], [20, 8]);
  frames(movement, 1200, 2000);
  assert.equal(drawn(movement, 2000), 8);
});

test('a player who comes out of another vent is drawn there at once', () => {
  const movement = joined();
  tell(movement, 1100, { tick: 11, courses: [course(1, 10)] });
  tell(movement, 1200, { tick: 12, courses: [course(1, -30)] });
  assert.equal(drawn(movement, 1200), -30);
});

test('a player who dies in sight is not drawn', () => {
  const movement = joined();
  movement.receive(state(0, 10), { op: op.death, body: { user_id: 'other', x: 10, y: 0, z: 0 }, now: 1100 });
  assert.equal(drawn(movement, 1100), undefined);
});

test('players who walk on while another joins do not falter', () => {
  const movement = joined();
  tell(movement, 1100, { tick: 11, courses: [course(1, 10.8, 1)] });
  frames(movement, 1100, 2000);
  tell(movement, 2000, { code: op.players, theirs: 18 });
  tell(movement, 2001, { tick: 20, courses: [course(1, 18, 1)] });
  let before = drawn(movement, 2001);
  for (let now = 2010; now < 3000; now += 10) {
    movement.advance(now, true);
    const x = drawn(movement, now);
    assert.ok(x - before > 0.04 && x - before < 0.12, `from ${before} to ${x} at ${now}`);
    before = x;
  }
});

test('the tick rate of the server is measured', () => {
  const movement = joined();
  tell(movement, 2000, { tick: 10 });
  tell(movement, 6000, { tick: 90 });
  assert.equal(movement.tickRate, 20);
  assert.ok(Math.abs(movement.walker.step - 0.4) < 1e-9);
  tell(movement, 6010, { tick: 90, courses: [course(1, 10, 1)] });
  frames(movement, 6010, 8060);
  assert.ok(Math.abs(drawn(movement, 8060) - 25.9) < 0.2, `at ${drawn(movement, 8060)}`);
});

test('a tick rate that is wrong by half is noticed within a second, and kept in mind', () => {
  const movement = joined();
  const told = [];
  movement.ontickrate = rate => told.push(rate);
  for (const [tick, now] of [[10, 1000], [14, 1250], [22, 1600]]) tell(movement, now, { tick });
  assert.equal(movement.tickRate, 10);
  tell(movement, 1740, { tick: 24 });
  assert.equal(movement.tickRate, 19);
  tell(movement, 4040, { tick: 70 });
  assert.equal(movement.tickRate, 20);
  assert.deepEqual(told, [19, 20]);
});

test('a match begins with the tick rate that is known of the server', () => {
  const movement = new Movement(20);
  tell(movement, 1000, { code: op.state });
  assert.ok(Math.abs(movement.walker.step - 0.4) < 1e-9);
  assert.ok(Math.abs(movement.courses.step - 0.4) < 1e-9);
});

test('messages that are late by a fifth of a second change no tick rate', () => {
  for (const messages of [[[10, 1200], [19, 1900]], [[10, 1000], [17, 1900]]]) {
    const movement = joined();
    for (const [tick, now] of messages) tell(movement, now, { tick });
    assert.equal(movement.tickRate, 10);
  }
});

test('a connection that was slow for a moment changes no tick rate', () => {
  const movement = joined();
  for (const [tick, now] of [[10, 1000], [40, 4000], [50, 7100], [110, 10_000], [140, 13_000]]) tell(movement, now, { tick });
  assert.equal(movement.tickRate, 10);
});

test('nothing is seen behind a wall', () => {
  const wall = { x1: 5, z1: -5, x2: 5, z2: 5 };
  for (const { x, z } of sightOutline({ x: 0, z: 0 }, 12, [wall])) {
    const crosses = x > 5.001 && Math.abs(z * 5 / x) < 4.99;
    assert.equal(crosses, false, `sees ${x}, ${z}`);
    assert.ok(Math.hypot(x, z) <= 12.001);
  }
});
