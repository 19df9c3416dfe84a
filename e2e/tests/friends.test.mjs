// Guide: Friends, Status & Presence.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventually } from '../lib/eventually.mjs';
import { closeAfter, login, loginAll } from '../lib/player.mjs';
import { refusedOnSocket } from '../lib/refusal.mjs';

const ids = list => (list.friends ?? []).map(friend => friend.user.id).sort();
const friends = (player, state) => player.client.listFriends(player.session, state, 20).then(ids);

async function befriend(one, two) {
  await one.client.addFriends(one.session, [two.userID]);
  await two.client.addFriends(two.session, [one.userID]);
}

test('friend requests by name and id are listed by state and accepted', async t => {
  const [me, byName, byID] = closeAfter(t, await loginAll(3));
  await me.client.addFriends(me.session, [], [byName.username]);
  await me.client.addFriends(me.session, [byID.userID]);
  assert.deepEqual(await friends(me, 1), [byName.userID, byID.userID].sort());
  assert.deepEqual(await friends(byID, 2), [me.userID]);

  for (const friend of [byName, byID]) {
    const incoming = await friend.client.listFriends(friend.session, 2, 1000);
    for (const { user } of incoming.friends) await friend.client.addFriends(friend.session, [user.id]);
  }
  assert.deepEqual(await friends(me, 0), [byName.userID, byID.userID].sort());
});

test('friends are deleted and players are blocked', async t => {
  const [me, friend, pest] = closeAfter(t, await loginAll(3));
  await befriend(me, friend);
  await me.client.deleteFriends(me.session, [friend.userID]);
  await me.client.blockFriends(me.session, [], [pest.username]);
  assert.deepEqual(await friends(me, 0), []);
  assert.deepEqual(await friends(me, 3), [pest.userID]);
  assert.deepEqual(await friends(pest, 0), []);
});

test('followers see presence and status', async t => {
  const [me, friend] = closeAfter(t, await loginAll(2));
  await befriend(me, friend);
  await friend.socket.updateStatus('Viewing the Main Menu');
  const online = await eventually(async () => (await me.client.listFriends(me.session, 0, 20)).friends[0].user.online);
  assert.equal(online, true);

  const followed = await me.socket.followUsers([friend.userID]);
  assert.deepEqual(followed.presences.map(({ user_id, status }) => [user_id, status]), [[friend.userID, 'Viewing the Main Menu']]);
  await friend.socket.updateStatus('Playing a match');
  const event = await me.waitFor('statuspresence', ({ joins }) => joins?.some(({ status }) => status === 'Playing a match'));
  assert.equal(event.joins[0].user_id, friend.userID);
  friend.close();
  await me.waitFor('statuspresence', ({ joins, leaves }) => !joins?.length && leaves?.some(({ user_id }) => user_id === friend.userID));
});

test('after unfollowing no status events arrive', async t => {
  const [me, quiet, heard] = closeAfter(t, await loginAll(3));
  await me.socket.followUsers([quiet.userID, heard.userID]);
  await me.socket.unfollowUsers([quiet.userID]);
  await quiet.socket.updateStatus('whisper');
  await heard.socket.updateStatus('shout');
  await me.waitFor('statuspresence', ({ joins }) => joins?.some(({ status }) => status === 'shout'));
  assert.equal(me.has('statuspresence', ({ joins }) => joins?.some(({ status }) => status === 'whisper')), false);
});

test('a status over 512 bytes is refused', async t => {
  const [me] = closeAfter(t, [await login()]);
  await me.socket.updateStatus('x'.repeat(512));
  await refusedOnSocket(me.socket.updateStatus('x'.repeat(513)), /status|512/i);
});
