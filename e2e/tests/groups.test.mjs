// Guide: Groups.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { login, loginAll, unique } from '../lib/player.mjs';
import { codes, refused } from '../lib/refusal.mjs';

const silent = { socket: false };

async function found(founder, change = {}) {
  return founder.client.createGroup(founder.session, {
    name: unique('Imposters R Us'), description: 'A group for people who love playing the imposter.',
    open: true, max_count: 100, ...change,
  });
}

const roles = async (player, group, state) => Object.fromEntries(
  ((await player.client.listGroupUsers(player.session, group.id, state)).group_users ?? []).map(({ user, state }) => [user.id, state ?? 0]));

test('a group is created, found by name, and listed page by page', async () => {
  const me = await login(silent);
  const prefix = unique('imposter');
  const groups = await Promise.all([1, 2, 3].map(n => found(me, { name: `${prefix} ${n}` })));
  assert.equal(groups[0].max_count, 100);
  const first = await me.client.listGroups(me.session, `${prefix}%`, undefined, 2);
  const second = await me.client.listGroups(me.session, `${prefix}%`, first.cursor, 2);
  assert.deepEqual([...first.groups, ...second.groups].map(({ id }) => id).sort(), groups.map(({ id }) => id).sort());
});

test('changing the visibility keeps the other fields', async () => {
  const me = await login(silent);
  const group = await found(me);
  await me.client.updateGroup(me.session, group.id, { open: false });
  const [mine] = (await me.client.listUserGroups(me.session, me.userID)).user_groups;
  assert.deepEqual([mine.group.open ?? false, mine.group.name, mine.state ?? 0], [false, group.name, 0]);
});

test('an admin sets the metadata key by key', async () => {
  const [me, member] = await loginAll(2, silent);
  const group = await found(me);
  await member.client.joinGroup(member.session, group.id);
  const payload = {
    group_id: group.id,
    interests: ['Deception', 'Sabotage', 'Cute Furry Bunnies'],
    active_times: ['9am-2pm Weekdays', '9am-10pm Weekends'],
    languages: ['English', 'German'],
  };
  const { group_id: id, ...metadata } = payload;
  const answer = await me.rpc('update_group_metadata', payload);
  assert.deepEqual(answer, { group_id: id, metadata });
  const second = await me.rpc('update_group_metadata', { group_id: id, languages: ['Japanese'] });
  assert.deepEqual(second.metadata, { ...metadata, languages: ['Japanese'] });

  const [listed] = (await member.client.listUserGroups(member.session, member.userID)).user_groups;
  assert.deepEqual(listed.group.metadata, second.metadata);
  assert.equal(listed.group.open, true, 'open stays as it was');

  const update = (player, change) => player.client.rpc(player.session, 'update_group_metadata', { group_id: id, ...change });
  await refused(update(member, { languages: [] }), codes.denied);
  await refused(update(await login(silent), { languages: [] }), codes.denied);
  await refused(update(me, { interests: Array(33).fill('x') }), codes.invalid, /interests/);
  await refused(update(me, { interests: [''] }), codes.invalid, /interests/);
  await refused(update(me, { interests: ['x'.repeat(129)] }), codes.invalid, /interests/);
  await refused(update(me, { interests: 'Deception' }), codes.invalid, /interests/);
  await refused(update(me, { group_id: '00000000-0000-4000-8000-000000000000' }), codes.notFound);
});

test('an admin sets the size, not below the member count', async () => {
  const [me, member] = await loginAll(2, silent);
  const group = await found(me, { max_count: 10 });
  await member.client.joinGroup(member.session, group.id);
  assert.deepEqual(await me.rpc('update_group_size', { group_id: group.id, max_size: 100 }), { group_id: group.id, max_size: 100 });
  const resize = (player, max_size) => player.client.rpc(player.session, 'update_group_size', { group_id: group.id, max_size });
  await refused(resize(member, 50), codes.denied);
  for (const size of [0, -1, 1001, 2.5]) await refused(resize(me, size), codes.invalid, /max_size/);
  const below = await refused(resize(me, 1), codes.precondition).catch(() => refused(resize(me, 1), codes.invalid));
  assert.match(below.message, /member|size/i);
});

test('a group larger than allowed is not created', async () => {
  const me = await login(silent);
  await refused(found(me, { max_count: 5000 }), codes.invalid);
});

test('members ask, are accepted, promoted, demoted, kicked, banned, and leave', async () => {
  const [me, one, two, three] = await loginAll(4, silent);
  const group = await found(me, { open: false });
  for (const player of [one, two, three]) await player.client.joinGroup(player.session, group.id);
  const asked = await me.client.listGroupUsers(me.session, group.id, 3);
  assert.equal(asked.group_users.length, 3);
  for (const { user } of asked.group_users) await me.client.addGroupUsers(me.session, group.id, [user.id]);
  assert.deepEqual(await roles(me, group, 2), { [one.userID]: 2, [two.userID]: 2, [three.userID]: 2 });

  await me.client.promoteGroupUsers(me.session, group.id, [one.userID]);
  assert.equal((await roles(me, group))[one.userID], 1);
  await one.client.updateGroup(one.session, group.id, { description: 'By an admin.' });
  await one.rpc('update_group_metadata', { group_id: group.id, languages: ['English'] });
  await me.client.demoteGroupUsers(me.session, group.id, [one.userID]);
  assert.equal((await roles(me, group))[one.userID], 2);
  await refused(one.client.rpc(one.session, 'update_group_metadata', { group_id: group.id, languages: [] }), codes.denied);

  await me.client.kickGroupUsers(me.session, group.id, [two.userID]);
  await me.client.banGroupUsers(me.session, group.id, [three.userID]);
  await one.client.leaveGroup(one.session, group.id);
  assert.deepEqual(Object.keys(await roles(me, group, 2)), []);
});

test('a superadmin deletes the group, others do not', async () => {
  const [me, member] = await loginAll(2, silent);
  const group = await found(me);
  await member.client.joinGroup(member.session, group.id);
  await refused(member.client.deleteGroup(member.session, group.id), codes.denied)
    .catch(() => refused(member.client.deleteGroup(member.session, group.id), codes.invalid));
  await me.client.deleteGroup(me.session, group.id);
  assert.deepEqual((await me.client.listUserGroups(me.session, me.userID)).user_groups ?? [], []);
});
