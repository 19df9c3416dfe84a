import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Wire, notingFetch } from '../page/net/wire.mjs';

test('match data is noted with its op, its name and its decoded payload', () => {
  const wire = new Wire();
  wire.note('out', { match_data_send: { match_id: 'm', op_code: 13, data: '{"dx":1}' } });
  wire.note('in', { match_data: { match_id: 'm', op_code: '106', data: new TextEncoder().encode('{"done":1,"total":8}') } });
  assert.deepEqual(wire.entries.map(({ way, op, name, size, body }) => ({ way, op, name, size, body })), [
    { way: 'out', op: 13, name: 'move', size: 8, body: { dx: 1 } },
    { way: 'in', op: 106, name: 'tasks', size: 20, body: { done: 1, total: 8 } },
  ]);
});

test('only the last messages are kept', () => {
  const wire = new Wire();
  for (let n = 0; n < 600; n++) wire.note('in', { pong: {}, cid: String(n) });
  assert.equal(wire.entries.length, 500);
  assert.equal(wire.count, 600);
  assert.equal(wire.entries[0].name, 'pong');
});

test('calls and their answers are noted, without headers', async () => {
  globalThis.location ??= /** @type {any} */ ({ href: 'http://127.0.0.1/' });
  const wire = new Wire();
  const call = notingFetch(wire, async () => new Response('{"payload":"x"}', { status: 200 }));
  const answer = await call('http://127.0.0.1/v2/rpc/equip_hat?unwrap', { method: 'POST', body: '"{}"', headers: { Authorization: 'secret' } });
  assert.deepEqual(await answer.json(), { payload: 'x' });
  assert.deepEqual(wire.entries.map(({ name, body }) => [name, body]), [['POST /v2/rpc/equip_hat', '{}'], ['200 POST /v2/rpc/equip_hat', { payload: 'x' }]]);
  assert.equal(JSON.stringify(wire.entries).includes('secret'), false);
});
