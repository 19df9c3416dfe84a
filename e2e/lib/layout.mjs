// What a player can read and press on the page, in windows of some sizes.

const windows = [{ width: 1280, height: 720 }, { width: 800, height: 600 }, { width: 390, height: 844 }];

/** The controls that something else covers, although the page was scrolled to them. A message is shown meanwhile. */
export async function coveredControls(page) {
  const before = page.viewportSize();
  const covered = [];
  for (const size of windows) {
    await page.setViewportSize(size);
    const found = await page.evaluate(look);
    covered.push(...found.map(text => `${size.width} x ${size.height}: ${text}`));
  }
  await page.setViewportSize(before);
  return covered;
}

async function look() {
  window.sagishi.toast('a message that is shown');
  for (const end = performance.now() + 150; performance.now() < end;) await new Promise(requestAnimationFrame); // the panels change ten times a second
  const at = element => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return document.elementFromPoint(x + width / 2, y + height / 2);
  };
  const controls = [...document.querySelectorAll('button, input, select, summary, a[href]:not(.skip)')].filter(control => control.checkVisibility());
  const covered = controls.filter(control => {
    if (control.contains(at(control))) return false;
    control.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    return !control.contains(at(control));
  });
  for (const area of document.querySelectorAll('.stack, .panels')) area.scrollTop = 0;
  return covered.map(control => `${control.ariaLabel ?? (control.textContent || control.id)} is under ${at(control)?.outerHTML.slice(0, 60)}`);
}

/** The names of players in the next picture of the map, and their boxes in pixels. */
export const drawnNames = page => page.evaluate(() => new Promise(resolve => {
  const names = new Set(window.sagishi.match.state.players.map(({ username }) => username));
  const { prototype } = CanvasRenderingContext2D;
  const { fillText } = prototype;
  const drawn = [];
  prototype.fillText = function note(text, x, y) {
    const name = text.replace('◆ ', '');
    if (names.has(name)) {
      const { width, actualBoundingBoxAscent: up, actualBoundingBoxDescent: down } = this.measureText(text);
      const { a: scale, e, f } = this.getTransform();
      drawn.push({ name, left: e + scale * (x - width / 2), right: e + scale * (x + width / 2), top: f + scale * (y - up), bottom: f + scale * (y + down) });
    }
    fillText.call(this, text, x, y);
  };
  requestAnimationFrame(() => { // the page's own frame comes first
    prototype.fillText = fillText;
    resolve(drawn);
  });
}));

/** The pairs of names of which one is over the other. */
export function overlaps(names) {
  return names.flatMap((a, n) => names.slice(n + 1)
    .filter(b => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom).map(b => `${a.name} and ${b.name}`));
}
