import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { nothing, reduce } from '../page/match/state.mjs';
import { op } from '../page/match/ops.mjs';

const golden = name => JSON.parse(readFileSync(new URL(`../../protocol/testdata/${name}.json`, import.meta.url), 'utf8'));
const now = 1000;
const [ann, bob] = [1, 2].map(n => `5f1c0a52-7d0e-4a55-9a43-0c2f5be1a00${n}`);

/** The state after messages: [op, body, sender or 'own']. */
function after(state, ...messages) {
  return messages.reduce((before, [code, body, from]) =>
    reduce(before, { op: code, body, now, own: from === 'own', sender: from === 'own' ? undefined : from }), state);
}

const playing = after(nothing, [op.state, golden('100_state.server')]);
const voting = after(nothing, [op.state, golden('100_state.server.voting')]);
const lobby = after(nothing, [op.state, golden('100_state.server.lobby')]);

test('op 100 alone gives everything that a player knew', () => {
  assert.equal(playing.phase, 'playing');
  assert.equal(playing.role, 'imposter');
  assert.equal(playing.vent, 'bridge');
  assert.equal(playing.killReadyAt, now + 12300);
  assert.equal(playing.emergencyReadyAt, now + 4500);
  assert.deepEqual(playing.sabotages, [{ system: 'reactor', endsAt: now + 30000 }]);
  assert.equal(playing.bodies.length, 1);
  assert.deepEqual(voting.voted, [ann]);
  assert.equal(voting.sabotageReadyAt, now + 7000);
  assert.equal(voting.body, bob);
});

test('op 100 replaces what was known before', () => {
  const again = after(playing, [op.state, golden('100_state.server.lobby')]);
  assert.deepEqual(again, lobby);
});

test('every message of the protocol leaves a state with the same fields', () => {
  const fields = Object.keys(nothing).sort();
  for (const [name, code] of Object.entries(op)) {
    if (code < 100) continue;
    const file = { state: '100_state.server', phase: '101_phase.server', role: '102_role.server', snapshot: '103_snapshot.server.course', tally: '104_tally.server', death: '105_death.server', tasks: '106_tasks.server', sabotaged: '107_sabotage.server', players: '108_players.server', rejected: '109_rejected.server', gameOver: '110_game_over.server', results: '111_results.server' }[name];
    for (const state of [playing, voting, lobby]) {
      assert.deepEqual(Object.keys(after(state, [code, golden(file)])).sort(), fields, name);
    }
  }
});

test('a snapshot moves players, and hides those out of sight', () => {
  const moved = after(playing, [op.snapshot, { tick: 5, courses: [{ index: 1, x: 4, y: 0, z: 5, dx: 0.6, dz: -0.8 }], hidden: [0] }]);
  assert.equal(moved.players[1].x, 4);
  assert.equal('x' in moved.players[0], false);
  assert.equal(playing.players[0].x, 1.5);
});

test('a role and the first round begin a new game', () => {
  const over = after(playing, [op.gameOver, golden('110_game_over.server')], [op.results, golden('111_results.server')]);
  const waiting = after(over, [op.phase, { phase: 'lobby', remaining_ms: 0, round: 0 }]);
  assert.equal(waiting.over?.winner, 'imposters');
  const next = after(waiting, [op.phase, { phase: 'starting', remaining_ms: 5000, round: 0 }],
    [op.phase, { phase: 'playing', remaining_ms: 0, round: 1 }], [op.role, golden('102_role.server.crew')]);
  assert.equal(next.over, undefined);
  assert.equal(next.role, 'crew');
  assert.equal(next.tasks[0].done, false);
  assert.equal(next.vent, '');
  assert.equal(next.killReadyAt, now + 25000);
  assert.equal(next.meetingsLeft, 1);
});

test('the kill cooldown starts with the death of the target', () => {
  const waiting = after(playing, [op.kill, { target: ann }, 'own']);
  const other = after(waiting, [op.death, { user_id: bob, x: 0, y: 0, z: 0 }]);
  assert.equal(other.killReadyAt, playing.killReadyAt);
  const killed = after(waiting, [op.death, { user_id: ann, x: 0, y: 0, z: 0 }]);
  assert.equal(killed.killReadyAt, now + 25000);
  assert.equal(killed.players[0].alive, false);
  assert.equal(after(waiting, [op.rejected, { op: op.kill, code: 'cooldown', message: '' }]).killing, '');
});

test('a meeting takes bodies away, repairs the reactor and keeps who called it', () => {
  const talk = after(playing, [op.phase, golden('101_phase.server')]);
  assert.deepEqual(talk.bodies, []);
  assert.deepEqual(talk.sabotages, []);
  assert.equal(talk.vent, '');
  const vote = after(talk, [op.phase, golden('101_phase.server.voting')]);
  assert.equal(vote.caller, ann);
  assert.equal(vote.endsAt, now + 60000);
});

test('a vote counts until its target leaves, or the server refuses it', () => {
  const mine = after(voting, [op.vote, { target: bob }, 'own'], [op.vote, { voted: true }, voting.you]);
  assert.equal(mine.myVote, bob);
  const left = after(mine, [op.players, { event: 'left', user_id: bob, host: ann, players: voting.players }]);
  assert.equal(left.myVote, undefined);
  assert.equal(left.voted.includes(left.you), false);
  const unheard = after({ ...voting, voted: [] }, [op.vote, { target: bob }, 'own'], [op.rejected, { op: op.vote, code: 'bad_target', message: '' }]);
  assert.equal(unheard.myVote, undefined);
});

test('calling a meeting uses one up', () => {
  assert.equal(after(playing, [op.vote, { call: true }, playing.you]).meetingsLeft, 0);
  assert.equal(after(playing, [op.vote, { call: true }, bob]).meetingsLeft, 1);
});

test('a repair starts the cooldown of sabotage', () => {
  const repaired = after(playing, [op.sabotaged, { system: 'reactor', active: false, remaining_ms: 0 }]);
  assert.deepEqual(repaired.sabotages, []);
  assert.equal(repaired.sabotageReadyAt, now + 20000);
});

test('unknown messages of tomorrow change nothing', () => {
  assert.equal(after(playing, [250, { anything: 1 }]), playing);
});
