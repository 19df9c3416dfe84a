// Short messages that go away by themselves, and are read aloud.
import { h } from './dom.mjs';
import { texts } from '../texts.mjs';

const shown = 6000; // milliseconds

/** @param {Element} region @returns {(text: string, kind?: 'good'|'bad') => void} */
export function toaster(region) {
  return (text, kind = 'bad') => {
    for (const old of [...region.children]) if (old.getAttribute('data-text') === text) old.remove();
    const toast = h('div', { class: `toast ${kind}`, 'data-text': text }, h('span', {}, text),
      h('button', { type: 'button', 'aria-label': texts.toast.dismiss, onclick: () => { toast.remove(); } }, '×'));
    region.append(toast);
    while (region.children.length > 4) region.firstElementChild?.remove();
    setTimeout(() => toast.remove(), shown);
  };
}
