// Sends any match message by hand.
import { field, form, h, select } from '../ui/dom.mjs';
import { nameOf, op, sendable } from '../match/ops.mjs';
import { texts } from '../texts.mjs';

const t = texts.drawer;

/** An example of each payload. @type {Record<number, string>} */
const examples = {
  [op.position]: '{"x":0,"y":0,"z":0}', [op.vote]: '{"call":true}', [op.settings]: '{"kill_distance":3}', [op.kick]: '{"target":""}',
  [op.kill]: '{"target":""}', [op.report]: '{"body":""}', [op.task]: '{"task":""}', [op.sabotage]: '{"system":"lights"}',
  [op.repair]: '{"system":"lights"}', [op.vent]: '{"vent":""}', [op.move]: '{"dx":1,"dz":0}', [op.bots]: '{"count":3}',
};

/** @param {import('../main.mjs').App} app */
export function sendForm(app) {
  const body = h('textarea', { value: '{}', spellcheck: false, rows: 2 });
  const code = select(sendable.map(n => [String(n), `${n} ${nameOf(n)}`]), String(op.resync), {
    onchange: () => { body.value = examples[Number(code.value)] ?? '{}'; },
  });
  return h('details', {}, h('summary', {}, t.send), form(() => {
    if (!app.match) return app.toast(t.noMatch);
    try {
      app.match.send(/** @type {keyof import('../match/protocol.mjs').FromClient} */ (Number(code.value)), JSON.parse(body.value));
    } catch {
      app.toast(t.badJSON);
    }
  }, field(t.op, code), field(t.body, body), h('button', { type: 'submit' }, t.sendOp)));
}
