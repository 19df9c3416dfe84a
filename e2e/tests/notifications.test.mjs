// Guide: Notifications. (The reward's, code 100, is in servers/rewards.)
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { closeAfter, login, loginAll } from '../lib/player.mjs';

test('notifications arrive, are listed page by page, and are deleted', async t => {
  const [me, ...others] = closeAfter(t, await loginAll(4));
  for (const other of others) {
    await other.client.addFriends(other.session, [me.userID]);
    const { code, content } = await me.waitFor('notification');
    assert.equal(code, -2); // Nakama's own: a friend request
    assert.equal(content.username, other.username);
  }
  const first = await me.client.listNotifications(me.session, 1);
  assert.equal(first.notifications.length, 1);
  const rest = await me.client.listNotifications(me.session, 100, first.cacheable_cursor);
  assert.equal(rest.notifications.length, 2);
  const last = await me.client.listNotifications(me.session, 100, rest.cacheable_cursor);
  assert.deepEqual(last.notifications ?? [], [], 'the cursor remembers what was read');

  await me.client.deleteNotifications(me.session, first.notifications.map(({ id }) => id));
  const left = await me.client.listNotifications(me.session, 100);
  assert.equal(left.notifications.length, 2);
});

test('notifications received while offline are listed', async t => {
  const offline = await login({ socket: false });
  const [friend] = closeAfter(t, [await login()]);
  await friend.client.addFriends(friend.session, [offline.userID]);
  const { notifications } = await offline.client.listNotifications(offline.session, 100);
  assert.equal(notifications[0].sender_id, friend.userID);
});
