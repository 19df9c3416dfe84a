// How much one account may store, create, try and send, and what a vent allows.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { closeAfter, loginAll, unique } from '../lib/player.mjs';
import { eventually } from '../lib/eventually.mjs';
import { createLobby, kill, startGame, walk } from '../lib/game.mjs';
import { op } from '../lib/protocol.mjs';
import { codes, refusal, refused, refusedOnSocket } from '../lib/refusal.mjs';

// Repeats a call until it is refused, at most so often. Returns how many passed, and the refusal.
async function untilRefused(call, most) {
  for (let passed = 0; passed < most; passed++) {
    const answer = await call(passed).then(() => undefined, error => refusal(Promise.reject(error)));
    if (answer) return { passed, answer };
  }
  return assert.fail(`${most} calls passed`);
}

test('a player cannot create groups without end', async t => {
  const [player] = closeAfter(t, await loginAll(1));
  const create = () => player.client.createGroup(player.session, { name: unique('club'), open: true });
  const { passed, answer } = await untilRefused(create, 40);
  assert.equal(answer.code, codes.exhausted, answer.message);
  assert.ok(passed >= 5 && passed <= 22, `${passed} groups were created`);
});

test('wrong codes are limited for a player', async t => {
  const [player] = closeAfter(t, await loginAll(1));
  const guess = () => player.client.rpc(player.session, 'join_code', { code: 'QXKPZTAB' });
  let codesTried = 0;
  const { answer } = await untilRefused(async () => {
    const wrong = await refusal(guess());
    codesTried++;
    if (wrong.code !== codes.notFound) throw new Response(JSON.stringify(wrong));
  }, 200);
  assert.equal(answer.code, codes.exhausted, answer.message);
  assert.ok(codesTried > 20 && codesTried < 100, `${codesTried} codes were tried`);
});

test('unfollowing is limited as following is', async t => {
  const [player, other] = closeAfter(t, await loginAll(2));
  await player.socket.followUsers([other.userID]);
  const unfollow = () => player.socket.send({ status_unfollow: { user_ids: [other.userID] } });
  const calls = await Promise.allSettled(Array.from({ length: 300 }, unfollow));
  const refusals = calls.filter(({ status }) => status === 'rejected');
  assert.ok(refusals.length > 200, `${refusals.length} of 300 were refused`);
  await refusedOnSocket(Promise.reject(refusals[0].reason));
});

test('an imposter in a vent can only leave it or go on', async t => {
  const players = closeAfter(t, await loginAll(4));
  const seats = await createLobby(players, { request: { mode: 'sabotage' } });
  const { imposters: [imposter], crew: [victim] } = await startGame(seats);
  await imposter.send(op.resync);
  const { vents: [vent] } = await imposter.waitFor(op.state);
  await walk(imposter, { x: vent.x, y: vent.y, z: vent.z });
  await imposter.send(op.vent, { vent: vent.id });
  for (const [code, payload] of [
    [op.sabotage, { system: 'lights' }], [op.kill, { target: victim.userID }], [op.vote, { call: true }], [op.repair, { system: 'lights' }],
  ]) await imposter.expectRefusal(code, payload, 'in_vent');
  await imposter.send(op.vent);
  await imposter.send(op.sabotage, { system: 'lights' });
  const started = await victim.waitFor(op.sabotaged);
  assert.deepEqual([started.system, started.active], ['lights', true]);
});

test('an imposter who has just killed cannot enter a vent', async t => {
  const seats = await createLobby(closeAfter(t, await loginAll(4)));
  const { imposters: [imposter], crew: [victim] } = await startGame(seats);
  await imposter.send(op.resync);
  const { vents: [vent] } = await imposter.waitFor(op.state);
  const place = { x: vent.x, y: vent.y, z: vent.z };
  await Promise.all([walk(imposter, place), walk(victim, place)]);
  await kill(imposter, victim);
  await imposter.expectRefusal(op.vent, { vent: vent.id }, 'cooldown');
  const isInside = async () => {
    await imposter.send(op.vent, { vent: vent.id });
    await imposter.send(op.report, { body: imposter.userID }); // refused in any case
    const { code } = await imposter.waitFor(op.rejected, rejected => rejected.op === op.report);
    return code === 'in_vent';
  };
  assert.ok(await eventually(isInside), 'the vent never opens');
});
