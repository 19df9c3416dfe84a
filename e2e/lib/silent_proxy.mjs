// A TCP proxy that can go silent, as networks do: its connections stay open and carry
// nothing, and what was on its way arrives when it is silent no longer.
import net from 'node:net';

/** Starts a proxy in front of {host, port}. It ends with the test. */
export async function startSilentProxy(t, { host, port }) {
  const sockets = new Set();
  let silent = false;
  const join = (from, to) => {
    sockets.add(from);
    if (silent) from.pause();
    from.on('data', data => to.write(data));
    from.on('end', () => to.end());
    from.on('error', () => to.destroy());
    from.on('close', () => { sockets.delete(from); to.end(); });
  };
  const server = net.createServer(client => {
    const upstream = net.connect(port, host);
    join(client, upstream);
    join(upstream, client);
  });
  await new Promise(resolve => { server.listen(0, '127.0.0.1', resolve); });
  t.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const all = (now, method) => {
    silent = now;
    for (const socket of sockets) socket[method]();
  };
  return {
    host: '127.0.0.1', port: server.address().port,
    silence: () => all(true, 'pause'), speak: () => all(false, 'resume'),
  };
}
