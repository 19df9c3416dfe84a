// The settings of a match: the host changes them, the others read them.
import { button, h } from '../ui/dom.mjs';
import { settingTable } from '../match/settings.mjs';
import { op } from '../match/ops.mjs';
import { texts, words } from '../texts.mjs';

const t = texts.lobby;

/** @param {import('../main.mjs').App} app @param {import('../match/match.mjs').Match} match */
export function settingsForm(app, match) {
  /** @type {Map<keyof Settings, Input>} */
  const inputs = new Map();
  const rows = settingTable.map(setting => {
    const { name, meaning } = setting;
    const input = inputOf(setting);
    inputs.set(name, input);
    return h('div', { class: 'setting' }, h('label', { for: input.id, title: meaning }, words(name)), input);
  });
  const save = button(t.save, () => {
    match.send(op.settings, changes(inputs, match.state.settings));
  });
  const element = h('details', {}, h('summary', {}, t.settings), h('div', { class: 'settings' }, rows), save);
  let shown = '';
  /** @param {boolean} isHost */
  const update = isHost => {
    save.hidden = !isHost;
    for (const input of inputs.values()) input.disabled = !isHost;
    const text = JSON.stringify(match.state.settings);
    if (text === shown) return;
    if (shown && isHost) app.toast(t.saved, 'good');
    shown = text;
    for (const [name, input] of inputs) write(input, match.state.settings[name]);
  };
  return { element, update };
}

/** @typedef {HTMLInputElement|HTMLSelectElement} Input @typedef {import('../match/protocol.mjs').Settings} Settings */

/** @param {typeof settingTable[number]} setting @returns {Input} */
function inputOf({ name, kind, min, max, meaning }) {
  const id = `setting-${name}`;
  if (kind === 'choice') return h('select', { id, title: meaning }, ['all', 'fog'].map(value => h('option', { value }, value)));
  if (kind === 'flag') return h('input', { id, type: 'checkbox', title: meaning });
  return h('input', { id, type: 'number', min: String(min), max: String(max), step: kind === 'number' ? '1' : 'any', title: meaning });
}

/** @param {Input} input */
const read = input => input instanceof HTMLInputElement && input.type === 'checkbox' ? input.checked : input.type === 'number' ? Number(input.value) : input.value;

/** @param {Input} input @param {Settings[keyof Settings]} value */
function write(input, value) {
  if (input instanceof HTMLInputElement && input.type === 'checkbox') input.checked = value === true;
  else input.value = String(value ?? '');
}

// Only what differs, so that a setting of tomorrow is left alone.
/** @param {Map<keyof Settings, Input>} inputs @param {Settings} settings @returns {Settings} */
function changes(inputs, settings) {
  return Object.fromEntries([...inputs].filter(([name, input]) => name in settings && settings[name] !== read(input))
    .map(([name, input]) => [name, read(input)]));
}
