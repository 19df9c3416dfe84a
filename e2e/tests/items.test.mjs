// Guide: Remote Procedure Calls. The shop and the equipment.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { closeAfter, login } from '../lib/player.mjs';
import { codes, refused, refusedOnSocket } from '../lib/refusal.mjs';
import { serverRPC, textRPC } from '../lib/raw.mjs';

const player = async (t, coins = 0) => {
  const [player] = closeAfter(t, [await login()]);
  if (coins > 0) {
    const { status } = await serverRPC('admin_grant', { user_id: player.userID, coins, reason: 'test', key: player.userID });
    assert.equal(status, 200);
  }
  return player;
};

test('the catalog says what the player owns', async t => {
  const mine = await player(t);
  const { items } = await mine.rpc('get_catalog');
  const cowboy = items.find(({ slot, item }) => slot === 'hat' && item === 'cowboy');
  assert.equal(typeof cowboy.name, 'string');
  assert.deepEqual([cowboy.price, cowboy.starter, cowboy.owned], [{ coins: 100 }, false, false]);
  for (const item of items.filter(({ starter }) => starter)) assert.equal(item.owned, true, item.item);
});

test('a hat must be owned to be worn', async t => {
  const mine = await player(t);
  await refused(mine.client.rpc(mine.session, 'equip_hat', { hat: 'cowboy' }), codes.precondition, /cowboy|own/i);
  await refusedOnSocket(mine.socket.rpc('equip_hat', '{"hat":"cowboy"}'), /own/i);
  assert.equal((await mine.account()).metadata.hat, '');
});

test('a hat is bought, worn and taken off', async t => {
  const mine = await player(t);
  const { coins, metadata } = await mine.account();
  const bought = await mine.rpc('purchase_item', { slot: 'hat', item: 'cowboy' });
  assert.equal(bought.wallet.coins, coins - 100);
  assert.ok(JSON.stringify(bought.owned).includes('cowboy'));
  assert.deepEqual(await mine.rpc('equip_hat', { hat: 'cowboy' }), { ...metadata, hat: 'cowboy' });
  assert.deepEqual((await mine.account()).metadata, { ...metadata, hat: 'cowboy' });
  const off = JSON.parse((await mine.socket.rpc('equip_hat', '{"hat":""}')).payload);
  assert.equal(off.hat, '');
});

test('titles and skins are worn too', async t => {
  const mine = await player(t, 1000);
  await mine.rpc('purchase_item', { slot: 'title', item: 'detective' });
  await mine.rpc('purchase_item', { slot: 'skin', item: 'crimson' });
  const [one, two] = await Promise.all([
    mine.rpc('equip_title', { title: 'detective' }), mine.rpc('equip_skin', { skin: 'crimson' }),
  ]);
  assert.equal(one.title, 'detective');
  assert.equal(two.skin, 'crimson');
  const { metadata } = await mine.account();
  assert.deepEqual([metadata.title, metadata.skin], ['detective', 'crimson'], 'two at once lose neither');
});

test('concurrent purchases of one item charge once', async t => {
  const mine = await player(t, 1000);
  const { coins } = await mine.account();
  const buy = () => mine.client.rpc(mine.session, 'purchase_item', { slot: 'hat', item: 'alien' }).then(() => 'bought', answer => answer.json());
  const answers = await Promise.all([1, 2, 3, 4].map(buy));
  assert.equal(answers.filter(answer => answer === 'bought').length, 1, JSON.stringify(answers));
  for (const answer of answers.filter(answer => answer !== 'bought')) {
    assert.ok([codes.precondition, codes.aborted].includes(answer.code), JSON.stringify(answer));
  }
  assert.equal((await mine.account()).coins, coins - 100);
});

test('a refused purchase costs nothing', async t => {
  const mine = await player(t);
  const { coins } = await mine.account();
  const buy = payload => mine.client.rpc(mine.session, 'purchase_item', payload);
  await refused(buy({ slot: 'hat', item: 'crown' }), codes.precondition, /coins/i);
  await refused(buy({ slot: 'hat', item: 'nonesuch' }), codes.notFound);
  await refused(buy({ slot: 'shoe', item: 'cowboy' }), codes.invalid, /slot/);
  await mine.rpc('purchase_item', { slot: 'hat', item: 'cowboy' });
  await refused(buy({ slot: 'hat', item: 'cowboy' }), codes.precondition, /own/i);
  assert.equal((await mine.account()).coins, coins - 100);
});

test('malformed payloads are invalid arguments that name the field', async t => {
  const mine = await player(t);
  const cases = {
    'wrong type': ['{"hat":5}', /hat/],
    'unknown field': ['{"hat":"","colour":"red"}', /colour/],
    'trailing data': ['{"hat":""} {}', /./],
    'no object': ['["cowboy"]', /./],
    'broken': ['{"hat":', /./],
    'too large': [`{"hat":"${'x'.repeat(17_000)}"}`, /./],
  };
  for (const [name, [payload, message]] of Object.entries(cases)) {
    const { body } = await textRPC(mine, 'equip_hat', payload);
    assert.equal(body.code, codes.invalid, `${name}: ${JSON.stringify(body)}`);
    assert.match(body.message, message, name);
  }
});

test('a player RPC without a user is refused', async () => {
  const { body } = await serverRPC('equip_hat', { hat: '' });
  assert.equal(body.code, codes.unauthenticated);
});

test('a server RPC refuses players', async t => {
  const mine = await player(t);
  await refused(mine.client.rpc(mine.session, 'admin_grant', { user_id: mine.userID, coins: 5, reason: 'mine', key: 'k' }), codes.denied);
  await refused(mine.client.rpc(mine.session, 'admin_pay_rewards', { tournament_id: 'weekly_top_detective' }), codes.denied);
  await refusedOnSocket(mine.socket.rpc('admin_pay_rewards', '{"tournament_id":"weekly_top_detective"}'), /./);
});

test('a grant with the same key is given once', async t => {
  const mine = await player(t);
  const { coins } = await mine.account();
  const grant = { user_id: mine.userID, coins: 50, items: [{ slot: 'hat', item: 'crown' }], reason: 'compensation', key: `grant-${mine.userID}` };
  const first = await serverRPC('admin_grant', grant);
  const again = await serverRPC('admin_grant', grant);
  assert.equal(first.status, 200, JSON.stringify(first.body));
  assert.deepEqual(again.body, first.body);
  assert.equal((await mine.account()).coins, coins + 50);
  assert.equal((await mine.rpc('equip_hat', { hat: 'crown' })).hat, 'crown');
  const other = await serverRPC('admin_grant', { ...grant, coins: 51 });
  assert.equal(other.body.code, codes.precondition);
});

test('a grant to an unknown player or of an unknown item is refused', async t => {
  const mine = await player(t);
  const grant = change => serverRPC('admin_grant', { user_id: mine.userID, coins: 5, reason: 'test', key: `bad-${mine.userID}`, ...change });
  const nobody = '00000000-0000-4000-8000-000000000000';
  assert.equal((await grant({ user_id: nobody })).body.code, codes.notFound);
  assert.ok([codes.notFound, codes.invalid].includes((await grant({ items: [{ slot: 'hat', item: 'nonesuch' }] })).body.code));
  assert.equal((await grant({ key: '' })).body.code, codes.invalid);
  assert.equal((await grant({ coins: -5 })).body.code, codes.invalid);
  assert.equal((await grant({ coins: 1.5 })).body.code, codes.invalid);
});

test('admin_pay_rewards takes known tournaments only', async () => {
  const paid = await serverRPC('admin_pay_rewards', { tournament_id: 'weekly_top_detective' });
  assert.equal(paid.status, 200, JSON.stringify(paid.body));
  for (const field of ['periods', 'paid', 'already_paid', 'failed', 'coins']) assert.equal(typeof paid.body[field], 'number', field);
  const unknown = await serverRPC('admin_pay_rewards', { tournament_id: 'nonesuch' });
  assert.equal(unknown.body.code, codes.notFound);
});
