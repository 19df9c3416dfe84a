import assert from 'node:assert/strict';
import { test } from 'node:test';
import { offers, sabotageOffers, sight, updateArrivals } from '../page/match/reach.mjs';
import { nothing } from '../page/match/state.mjs';

const settings = {
  kill_distance: 2, report_distance: 4, task_distance: 2, task_seconds: 3, button_distance: 6, crew_sight: 12, imposter_sight: 16,
};
const here = { x: 0, z: 0 };
const player = (id, x, more = {}) => ({ index: 0, user_id: id, username: id, alive: true, connected: true, x, y: 0, z: 0, ...more });
const state = change => ({ ...nothing, matchID: 'm', phase: 'playing', you: 'me', settings, players: [player('me', 0)], button: { x: 99, y: 0, z: 0 }, ...change });
const kinds = (change, arrivals = new Map()) => offers(state(change), here, arrivals).map(({ kind, target }) => `${kind} ${target}`.trim());

test('an imposter may kill the nearest of the crew in reach, and no partner', () => {
  const players = [player('me', 0), player('far', 3), player('partner', 0.5), player('near', 1.5), player('dead', 1, { alive: false })];
  assert.deepEqual(kinds({ role: 'imposter', imposters: ['partner'], players }), ['kill near']);
  assert.deepEqual(kinds({ role: 'imposter', players: [player('me', 0)] }), ['kill']);
  assert.deepEqual(kinds({ role: 'crew', players }), []);
});

test('a body in reach may be reported, but not by the dead', () => {
  const bodies = [{ user_id: 'bob', x: 3, y: 0, z: 0 }];
  assert.deepEqual(kinds({ bodies }), ['report bob']);
  assert.deepEqual(kinds({ bodies, players: [player('me', 0, { alive: false })] }), []);
});

test('a task is ready after its time at the place', () => {
  const tasks = [{ id: 'wires', x: 1, y: 0, z: 0, done: false }];
  const arrivals = new Map();
  updateArrivals(arrivals, state({ tasks }), here, 1000);
  assert.equal(offers(state({ tasks }), here, arrivals)[0].readyAt, 4000);
  updateArrivals(arrivals, state({ tasks }), { x: 9, z: 0 }, 2000);
  assert.equal(arrivals.size, 0);
});

test('inside a vent nothing is offered but the ways out', () => {
  const vents = [{ id: 'a', x: 0, y: 0, z: 0, links: ['b'] }, { id: 'b', x: 9, y: 0, z: 0, links: ['a'] }];
  assert.deepEqual(kinds({ role: 'imposter', vents, vent: 'a' }), ['leave', 'vent b']);
  assert.deepEqual(kinds({ role: 'imposter', vents }), ['kill', 'vent a']);
});

test('a broken system is repaired at its panel', () => {
  const panels = [{ system: 'lights', x: 1, y: 0, z: 0 }];
  assert.deepEqual(kinds({ panels }), []);
  assert.deepEqual(kinds({ panels, sabotages: [{ system: 'lights', endsAt: 0 }] }), ['repair lights']);
});

test('no emergency meeting far from the button, without one left, or during a critical sabotage', () => {
  const button = { x: 5, y: 0, z: 0 };
  assert.deepEqual(kinds({ button, meetingsLeft: 1 }), ['emergency']);
  assert.deepEqual(kinds({ button, meetingsLeft: 0 }), []);
  assert.deepEqual(kinds({ meetingsLeft: 1 }), []);
  assert.deepEqual(kinds({ button, meetingsLeft: 1, sabotages: [{ system: 'comms', endsAt: 0 }] }), []);
});

test('sabotage is offered to living imposters, one system at a time', () => {
  const panels = [{ system: 'lights', x: 1, y: 0, z: 0 }, { system: 'reactor', x: 1, y: 0, z: 0 }, { system: 'reactor', x: 2, y: 0, z: 0 }];
  const free = state({ mode: 'sabotage', role: 'imposter', panels });
  assert.deepEqual(sabotageOffers(free).map(({ target }) => target), ['lights', 'reactor']);
  assert.equal(sabotageOffers({ ...free, sabotages: [{ system: 'lights', endsAt: 0 }] })[0].readyAt, Infinity);
  assert.deepEqual(sabotageOffers({ ...free, role: 'crew' }), []);
  assert.deepEqual(sabotageOffers({ ...free, mode: 'classic' }), []);
});

test('the crew sees a third as far without lights', () => {
  assert.equal(sight(state({ role: 'crew', sabotages: [{ system: 'lights', endsAt: 0 }] })), 4);
  assert.equal(sight(state({ role: 'imposter', sabotages: [{ system: 'lights', endsAt: 0 }] })), 16);
});
