// The figures of a run as one table.

const columns = {
  owed: ({ rewards }) => rewards.expected,
  paid: ({ rewards }) => rewards.payments,
  double: ({ rewards }) => rewards.double,
  lost: ({ rewards }) => rewards.missing,
  wrong: ({ rewards }) => rewards.wrong,
  untold: ({ rewards }) => rewards.notNotified,
  'told twice': ({ rewards }) => rewards.notifiedTwice,
  'copies removed': ({ copiesRemoved }) => copiesRemoved ?? 0,
  kills: ({ kills }) => kills ?? 0,
  cuts: ({ cuts }) => cuts ?? 0,
  stops: ({ stops }) => stops ?? 0,
  'dead nodes': ({ deadNodes }) => deadNodes ?? 0,
  clocks: ({ clocks }) => clocks ?? 0,
  restores: ({ restores }) => restores ?? 0,
  discrepancies: ({ discrepancyCount }) => discrepancyCount,
};

/** Prints a row for each audit, and their sums without those of restored copies. */
export function summarize(audits) {
  const table = {};
  const total = {};
  for (const audit of audits) {
    const row = Object.fromEntries(Object.entries(columns).map(([name, of]) => [name, of(audit)]));
    table[audit.copied ? `${audit.deployment} (restored)` : audit.deployment] = row;
    if (audit.copied) continue;
    for (const [name, value] of Object.entries(row)) total[name] = (total[name] ?? 0) + value;
  }
  console.table({ ...table, total });
}
