// Guide: Authentication, Session variables, Session lifecycle, Ending sessions.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { Session } from '@heroiclabs/nakama-js';
import { createClient, login, unique } from '../lib/player.mjs';
import { codes, refusal, refused } from '../lib/refusal.mjs';

test('a device logs in to the same account again', async () => {
  const client = createClient();
  const device = randomUUID();
  const first = await client.authenticateDevice(device);
  const again = await client.authenticateDevice(device);
  assert.equal(first.created, true);
  assert.equal(again.created, false);
  assert.equal(again.user_id, first.user_id);
});

test('a device id linked as the guide links it logs in to the same account', async () => {
  const player = await login({ socket: false });
  const other = randomUUID();
  await player.client.linkCustom(player.session, { id: other });
  const session = await player.client.authenticateCustom(other, false);
  assert.equal(session.user_id, player.userID);
});

test('a second device is linked and unlinked', async () => {
  const player = await login({ socket: false });
  const device = randomUUID();
  await player.client.linkDevice(player.session, { id: device });
  assert.equal((await player.client.authenticateDevice(device, false)).user_id, player.userID);
  await player.client.unlinkDevice(player.session, { id: device });
  await refused(player.client.authenticateDevice(device, false), codes.notFound);
});

test('custom authentication creates an account', async () => {
  const session = await createClient().authenticateCustom(randomUUID(), true, unique('Cus'));
  assert.equal(session.created, true);
});

test('a Facebook token reaches Nakama and is not refused as a method', async () => {
  const answer = await refusal(createClient().authenticateFacebook('<token>', true, undefined, true));
  assert.notEqual(answer.code, codes.denied, answer.message);
  const player = await login({ socket: false });
  const linked = await refusal(player.client.linkFacebook(player.session, { token: '<token>' }));
  assert.notEqual(linked.code, codes.denied, linked.message);
});

test('methods that the game does not use are refused', async () => {
  const client = createClient();
  await refused(client.authenticateEmail('someone@example.com', 'a long password', true), codes.denied);
  await refused(client.authenticateGoogle('token', true), codes.denied);
  await refused(client.authenticateApple('token', true), codes.denied);
  const player = await login({ socket: false });
  await refused(client.linkEmail(player.session, { email: 'someone@example.com', password: 'a long password' }), codes.denied);
});

test('session variables are in the session', async () => {
  const inviter = await login({ socket: false });
  const vars = { device_os: 'Linux', device_model: 'Test', invite_user_id: inviter.userID };
  const player = await login({ vars, socket: false });
  assert.deepEqual({ ...player.session.vars }, vars);
});

test('a session is restored from its tokens', async () => {
  const player = await login({ socket: false });
  const session = Session.restore(player.session.token, player.session.refresh_token);
  assert.equal(session.isexpired(Date.now() / 1000), false);
  assert.equal((await player.client.getAccount(session)).user.id, player.userID);
});

test('a session lives an hour and more, and is refreshed', async () => {
  const player = await login({ socket: false, vars: { device_os: 'Linux' } });
  assert.equal(player.session.isexpired(Date.now() / 1000 + 3600), false);
  const refreshed = await player.client.sessionRefresh(Session.restore(player.session.token, player.session.refresh_token));
  assert.equal(refreshed.user_id, player.userID);
  assert.equal((await player.client.getAccount(refreshed)).user.id, player.userID);
});

test('a session cannot be used or refreshed after logout', async () => {
  const player = await login({ socket: false });
  await player.client.sessionLogout(player.session, player.session.token, player.session.refresh_token);
  await refused(player.client.getAccount(player.session), codes.unauthenticated);
  await refusal(player.client.sessionRefresh(player.session));
});

test('usernames have 3 to 20 letters, digits, underscores, hyphens and dots', async () => {
  const client = createClient();
  for (const username of ['ab', 'a'.repeat(21), 'two words', 'bo<b>', 'naïve']) {
    await refused(client.authenticateDevice(randomUUID(), true, username), codes.invalid, /username/i);
  }
  const session = await client.authenticateDevice(randomUUID(), true, unique('A.b_c'));
  assert.equal(session.created, true);
});
