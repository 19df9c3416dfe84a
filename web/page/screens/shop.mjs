// The catalog: buying, wearing and favourites.
import { button, h, table } from '../ui/dom.mjs';
import { account, readObject } from '../net/players.mjs';
import { texts } from '../texts.mjs';

const t = texts.shop;

/** @typedef {{slot: string, item: string, name: string, price: {coins: number}, owned: boolean}} Item */

/**
 * What the screen knows, and how it is read and shown again.
 * @typedef {object} Wardrobe
 * @property {import('../main.mjs').App} app
 * @property {Item[]} items
 * @property {Record<string, string>} worn       by slot
 * @property {import('../vendor/nakama-js.mjs').StorageObject|undefined} favourites
 * @property {() => Promise<unknown>} show
 */

/** @param {import('../main.mjs').App} app @param {HTMLElement} root */
export function shopScreen(app, root) {
  const wallet = h('p', { 'aria-live': 'polite', class: 'code' });
  const place = h('div', {}, h('p', { class: 'hint' }, texts.common.loading));
  root.append(h('h1', { tabIndex: -1 }, t.heading), wallet, place);
  const show = () => app.attempt(async () => {
    const [{ items }, own, favourites] = await Promise.all([app.api.rpc('get_catalog'), account(app), readObject(app, 'hats', 'favorite_hats')]);
    wallet.textContent = t.wallet(own.coins);
    const wardrobe = { app, items, worn: own.metadata, favourites, show };
    place.replaceChildren(...Object.keys(t.slots).map(slot => slotCard(wardrobe, slot)));
  });
  show();
}

/** @param {Wardrobe} wardrobe @param {string} slot */
function slotCard(wardrobe, slot) {
  const items = wardrobe.items.filter(item => item.slot === slot);
  const rows = items.map(item => [
    wardrobe.worn[slot] === item.item ? `${item.name} (${t.worn})` : item.name,
    item.price.coins ? String(item.price.coins) : t.free,
    h('div', { class: 'row' }, itemButtons(wardrobe, item)),
  ]);
  return h('section', { class: 'card', 'data-slot': slot }, table(t.slots[slot], [t.item, t.price, texts.common.action], rows));
}

/** @param {Wardrobe} wardrobe @param {Item} item */
function itemButtons(wardrobe, item) {
  const { app, worn, show } = wardrobe;
  const { slot, name } = item;
  if (!item.owned) return [button(t.verbs.buy, () => buy(wardrobe, item), { class: 'small primary', 'aria-label': t.buy(name) })];
  const isWorn = worn[slot] === item.item;
  const equip = (/** @type {string} */ value) => app.attempt(() => app.api.rpc(`equip_${slot}`, { [slot]: value }).then(show));
  return [
    isWorn ? button(t.verbs.takeOff, () => equip(''), { class: 'small', 'aria-label': t.takeOff(name) })
      : button(t.verbs.wear, () => equip(item.item), { class: 'small', 'aria-label': t.wear(name) }),
    slot === 'hat' && favouriteButton(wardrobe, item),
  ];
}

/** The key makes a repeated request harmless: it is charged once. @param {Wardrobe} wardrobe @param {Item} item */
function buy({ app, show }, { slot, item, name }) {
  const key = `page-${Date.now()}-${slot}-${item}`;
  return app.attempt(async () => {
    await app.api.rpc('purchase_item', { slot, item, key });
    app.toast(t.bought(name), 'good');
    await show();
  });
}

/**
 * Favourites are the client's own data. The version makes the write fail if another
 * device has changed them in the meantime.
 * @param {Wardrobe} wardrobe @param {Item} item
 */
function favouriteButton({ app, favourites, show }, { item, name }) {
  const list = /** @type {{hats?: string[]}|undefined} */ (favourites?.value)?.hats ?? [];
  const isFavourite = list.includes(item);
  const hats = isFavourite ? list.filter(other => other !== item) : [...list, item];
  return button(isFavourite ? '★' : '☆', () => app.attempt(async () => {
    await app.api.call((client, session) => client.writeStorageObjects(session, [{
      collection: 'hats', key: 'favorite_hats', value: { hats }, permission_read: 1, permission_write: 1, version: favourites?.version ?? '*',
    }]));
    await show();
  }), { class: 'small', 'aria-label': t.favourite(name), 'aria-pressed': String(isFavourite) });
}
