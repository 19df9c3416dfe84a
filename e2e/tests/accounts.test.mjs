// Guide: User accounts, Getting users, Reading metadata, Wallets.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { login, unique } from '../lib/player.mjs';
import { codes, refused } from '../lib/refusal.mjs';
import { rest } from '../lib/raw.mjs';

test('a new account has the metadata and coins that the guide\'s client reads without checks', async () => {
  const player = await login({ socket: false });
  const account = await player.client.getAccount(player.session);
  assert.equal(account.user.id, player.userID);
  assert.equal(account.user.username, player.username);
  const metadata = JSON.parse(account.user.metadata);
  for (const slot of ['title', 'hat', 'skin']) assert.equal(typeof metadata[slot], 'string', slot);
  const wallet = JSON.parse(account.wallet);
  assert.ok(Number.isInteger(wallet.coins) && wallet.coins > 0, account.wallet);
});

test('concurrent logins grant the starter coins only once', async () => {
  const player = await login({ socket: false });
  const { coins } = await player.account();
  await Promise.all(Array.from({ length: 5 }, () => player.client.authenticateDevice(player.device, false)));
  assert.equal((await player.account()).coins, coins);
});

test('players update their public profile', async () => {
  const player = await login({ socket: false });
  const username = unique('NotTheImp');
  const profile = {
    username, display_name: 'Innocent Dave', avatar_url: 'https://example.com/imposter.png',
    lang_tag: 'en', location: 'Edinburgh', timezone: 'BST',
  };
  await player.client.updateAccount(player.session, profile);
  const { user, metadata } = await player.account();
  for (const [field, value] of Object.entries(profile)) assert.equal(user[field], value, field);
  assert.equal(typeof metadata.hat, 'string');
});

test('misleading usernames and display names are refused', async () => {
  const player = await login({ socket: false });
  const update = change => player.client.updateAccount(player.session, change);
  await refused(update({ username: 'a b' }), codes.invalid, /username/i);
  await refused(update({ display_name: 'x'.repeat(33) }), codes.invalid, /display/i);
  await refused(update({ display_name: 'two\nlines' }), codes.invalid, /display/i);
  await update({ display_name: 'Ünïcode ✓ is fine' });
});

test('profiles of other players are found by id and by name', async () => {
  const [me, one, two] = await Promise.all([1, 2, 3].map(() => login({ socket: false })));
  const byID = await me.client.getUsers(me.session, [one.userID, two.userID]);
  assert.deepEqual(byID.users.map(user => user.id).sort(), [one.userID, two.userID].sort());
  assert.equal(typeof byID.users[0].metadata.hat, 'string');
  const byName = await me.client.getUsers(me.session, [], [one.username]);
  assert.equal(byName.users[0].id, one.userID);
});

test('clients cannot write metadata or their wallet', async () => {
  const player = await login({ socket: false });
  const before = await player.account();
  await rest(player, 'PUT', '/v2/account', { metadata: '{"hat":"crown"}', wallet: '{"coins":1000000}' });
  const after = await player.account();
  assert.deepEqual([after.metadata, after.coins], [before.metadata, before.coins]);
});

test('an account can be deleted by its owner', async () => {
  const player = await login({ socket: false });
  await player.client.deleteAccount(player.session);
  await refused(player.client.authenticateDevice(player.device, false), codes.notFound);
});
