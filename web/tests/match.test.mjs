import assert from 'node:assert/strict';
import { test } from 'node:test';
import { op } from '../page/match/ops.mjs';

const storage = { getItem: () => null, setItem: () => {}, removeItem: () => {} };
Object.assign(globalThis, { location: { search: '' }, localStorage: storage, sessionStorage: storage });
const { Match } = await import('../page/match/match.mjs');

/** A match whose server answers a join so, and the reasons for which it ended. */
function matchWith(join) {
  const connection = { online: true, on: () => () => {}, call: act => Promise.resolve(act({ joinMatch: join, sendMatchState: async () => {} })) };
  const match = new Match(connection, 'm');
  const ends = [];
  match.onend = reason => ends.push(reason);
  match.state = { ...match.state, matchID: 'm' };
  const hear = (code, body) => match.receive({ match_id: 'm', op_code: code, data: new TextEncoder().encode(JSON.stringify(body)) });
  return { match, ends, hear };
}

const idle = message => ({ op: 0, code: 'idle', message });

test('a player who is removed for doing nothing is told that, at once', async t => {
  const { match, ends, hear } = matchWith(() => Promise.reject(new Error('match is running')));
  t.after(() => match.end(''));
  hear(op.rejected, idle('you did nothing for too long'));
  await match.checkSeat();
  assert.deepEqual(ends, ['you did nothing for too long']);
});

test('a player who was warned of doing nothing is not told that when the host removes it later', async t => {
  let answer = () => Promise.resolve();
  const { match, ends, hear } = matchWith(() => answer());
  t.after(() => match.end(''));
  hear(op.rejected, idle('act, or you are removed'));
  await match.checkSeat();
  assert.deepEqual(ends, []);
  answer = () => Promise.reject(new Error('you were kicked'));
  hear(op.players, { event: 'kicked', user_id: match.state.you, players: [] });
  await match.checkSeat();
  assert.deepEqual(ends, ['you were kicked']);
});
