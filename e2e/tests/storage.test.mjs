// Guide: Storage Engine.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { login } from '../lib/player.mjs';
import { codes, refused } from '../lib/refusal.mjs';

const favourites = (value, more = {}) => ({
  collection: 'hats', key: 'favorite_hats', permission_read: 1, permission_write: 1, value, ...more,
});

const read = async (player, collection, key, owner = player.userID) =>
  (await player.client.readStorageObjects(player.session, { object_ids: [{ collection, key, user_id: owner }] })).objects;

test('only the owner can read unlocks', async () => {
  const [owner, other] = await Promise.all([login({ socket: false }), login({ socket: false })]);
  await owner.rpc('purchase_item', { slot: 'hat', item: 'cowboy' });
  const [object] = await read(owner, 'unlocks', 'hats');
  assert.ok(object.value.hats.includes('cowboy'), JSON.stringify(object.value));
  assert.equal(object.permission_write, 0);
  assert.deepEqual(await read(other, 'unlocks', 'hats', owner.userID), []);
});

test('equipment is public', async () => {
  const [owner, other] = await Promise.all([login({ socket: false }), login({ socket: false })]);
  await owner.rpc('purchase_item', { slot: 'hat', item: 'cowboy' });
  await owner.rpc('equip_hat', { hat: 'cowboy' });
  const [object] = await read(other, 'equipment', 'current', owner.userID);
  assert.equal(object.value.hat, 'cowboy');
});

test('favourites are written, listed, and deleted', async () => {
  const player = await login({ socket: false });
  const acks = await player.client.writeStorageObjects(player.session, [favourites({ hats: ['cowboy', 'alien'] })]);
  assert.equal(acks.acks.length, 1);
  assert.deepEqual((await read(player, 'hats', 'favorite_hats'))[0].value, { hats: ['cowboy', 'alien'] });
  await player.client.deleteStorageObjects(player.session, { object_ids: [{ collection: 'hats', key: 'favorite_hats' }] });
  assert.deepEqual(await read(player, 'hats', 'favorite_hats'), []);
});

test('several objects are written at once', async () => {
  const player = await login({ socket: false });
  const objects = ['titles', 'skins'].map(slot =>
    favourites({ [slot]: [] }, { collection: slot, key: `favorite_${slot}` }));
  assert.equal((await player.client.writeStorageObjects(player.session, objects)).acks.length, 2);
});

test('a conditional write with an old version is refused', async () => {
  const player = await login({ socket: false });
  const write = more => player.client.writeStorageObjects(player.session, [favourites({ hats: ['alien'] }, more)]);
  const { version } = (await write({})).acks[0];
  await player.client.writeStorageObjects(player.session, [favourites({ hats: ['cowboy'] }, { version })]);
  await refused(write({ version }), codes.invalid, /version/i);
  await refused(write({ version: '*' }), codes.invalid, /version/i);
  assert.deepEqual((await read(player, 'hats', 'favorite_hats'))[0].value, { hats: ['cowboy'] });
});

test('unlocked titles, hats and skins are listed', async () => {
  const player = await login({ socket: false });
  await player.rpc('purchase_item', { slot: 'hat', item: 'cowboy' });
  const list = await player.client.listStorageObjects(player.session, 'unlocks', player.userID, 3);
  const listed = Object.assign({}, ...list.objects.map(object => object.value));
  const { items } = await player.rpc('get_catalog');
  for (const { slot, item } of items.filter(({ owned }) => owned)) {
    assert.ok(listed[`${slot}s`].includes(item), `${slot} ${item} in ${JSON.stringify(listed)}`);
  }
  const favouriteHats = await player.client.listStorageObjects(player.session, 'hats', player.userID, 3);
  assert.deepEqual(favouriteHats.objects, []);
});

test('a list continues at its cursor', async () => {
  const player = await login({ socket: false });
  const keys = ['one', 'two', 'three'];
  await player.client.writeStorageObjects(player.session, keys.map(key => favourites({ key }, { collection: 'notes', key })));
  const first = await player.client.listStorageObjects(player.session, 'notes', player.userID, 2);
  const second = await player.client.listStorageObjects(player.session, 'notes', player.userID, 2, first.cursor);
  assert.equal(first.objects.length, 2);
  assert.deepEqual([...first.objects, ...second.objects].map(object => object.key).sort(), [...keys].sort());
});

test("clients cannot write or delete in the server's collections", async () => {
  const player = await login({ socket: false });
  for (const [collection, key] of [['unlocks', 'hats'], ['unlocks', 'crowns'], ['equipment', 'current'], ['stats', 'lifetime'], ['receipts', 'mine']]) {
    const forged = favourites({ hats: ['crown'] }, { collection, key });
    await refused(player.client.writeStorageObjects(player.session, [favourites({ hats: [] }), forged]), codes.denied, /./);
    await refused(player.client.deleteStorageObjects(player.session, { object_ids: [{ collection, key }] }), codes.denied, /./);
  }
  assert.deepEqual(await read(player, 'hats', 'favorite_hats'), [], 'a refused call writes nothing');
});

test('values over 16 KiB are refused', async () => {
  const player = await login({ socket: false });
  const write = size => player.client.writeStorageObjects(player.session, [favourites({ text: 'x'.repeat(size) })]);
  await write(16_000);
  const answer = await refused(write(17_000), codes.exhausted).catch(() => refused(write(17_000), codes.invalid));
  assert.match(answer.message, /16|size|large|long/i);
});
