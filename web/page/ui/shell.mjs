// What is around every screen: navigation, connection, messages.
import { h } from './dom.mjs';
import { setText, showItems } from './keyed.mjs';
import { toaster } from './toast.mjs';
import { drawer } from '../drawer/drawer.mjs';
import { screens } from '../screens/all.mjs';
import { texts } from '../texts.mjs';

/** @param {import('../main.mjs').App} app */
export function shell(app) {
  const root = h('main', { id: 'content', tabIndex: -1 }, h('p', { class: 'hint' }, texts.common.loading));
  const toasts = h('div', { class: 'toasts', 'aria-live': 'assertive' });
  const status = h('span', { class: 'status' });
  const user = h('span', { class: 'user' });
  const links = h('ul', {});
  const skip = h('a', { class: 'skip', href: '#content', onclick: event => {
    event.preventDefault();
    root.focus();
  } }, texts.nav.skip);
  const developer = drawer(app);
  document.body.append(skip, h('header', {}, h('nav', { 'aria-label': texts.nav.label }, links), h('p', {}, user, ' ', status), developer.toggle),
    h('div', { class: 'page' }, root, developer.frame, developer.element, toasts));

  const show = () => {
    const names = Object.keys(screens).filter(name => name !== 'match' || app.match);
    const current = location.hash.replace(/^#\/?/, '').split('/')[0] || (app.match ? 'match' : 'play');
    showItems(links, names, name => name, name => h('li', {}, h('a', { href: `#/${name}` }, texts.nav[name])), (item, name) => {
      const link = /** @type {Element} */ (item.firstElementChild);
      if (name === current) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
    });
    links.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' }); // on a phone not all fit
    setText(status, app.connection.online ? texts.status.online : texts.status.offline);
    status.classList.toggle('off', !app.connection.online);
    setText(user, app.api.session ? texts.status.as(app.api.session.username ?? '') : '');
    document.body.classList.toggle('in-match', current === 'match');
  };
  return { root, show, toast: toaster(toasts), waiting: (/** @type {string} */ text) => root.replaceChildren(h('p', { class: 'hint', role: 'status' }, text)) };
}
