// The first view: what failed, the documents with their coverage, the tables, the changes.

const MOST = 40; // failed checks listed on the first view

function fillOverview(section) {
  section.replaceChildren(
    failedChecks(),
    about.notes.length ? el('section', {}, el('h2', {}, say('problems')),
      el('ul', {}, about.notes.map((note) => el('li', {}, note)))) : '',
    documentList(),
    changeSummary() ?? '',
    tableList(),
  );
}

function failedChecks() {
  const checks = tableNames.includes('checks') ? tableOf('checks') : null;
  const rows = checks ? range(checks.rows) : [];
  const failed = rows.filter((row) => checks.value('status', row) === 'fail');
  const passed = rows.length - failed.length;
  return el('section', { class: failed.length ? 'failed' : 'passed' },
    el('h2', {}, failed.length ? say('failed_checks') : say('checks_heading')),
    el('p', {}, say('checks_of', { passed, failed: failed.length }), failed.length ? '' : ` ${say('no_failed_checks')}`),
    failed.length ? el('ul', { class: 'checks' }, failed.slice(0, MOST).map((row) => checkItem(checks, row))) : '',
    failed.length > MOST ? el('p', {}, el('a', { href: '#checks?f.status=fail' }, say('rows', { count: failed.length }))) : '');
}

const range = (count) => Array.from({ length: count }, (_, at) => at);

function documentList() {
  const table = tableOf('documents');
  const heads = ['source_file', 'title', 'jurisdiction', 'fiscal_years', 'pages', 'coverage', 'checks_passed', 'checks_failed', 'status'];
  const label = (name) => (name === 'coverage' ? say('coverage') : table.byName.get(name)?.label ?? name);
  const cell = (name, row) => {
    if (name === 'coverage') return coverage(table, row);
    const text = table.byName.has(name) ? shown(table.byName.get(name), row) : '';
    if (name === 'source_file') return linkTo(table.value('row_id', row), text);
    return name === 'status' ? el('span', { class: `mark ${text}` }, el('span', {}, text)) : text;
  };
  return el('section', {}, el('h2', {}, say('documents_heading')), el('div', { class: 'wide' },
    el('table', { class: 'plain', lang: 'ja' },
      el('thead', {}, el('tr', {}, heads.map((name) => el('th', { scope: 'col' }, label(name))))),
      el('tbody', {}, range(table.rows).map((row) => el('tr', {}, heads.map((name) => el('td', { 'data-label': label(name) }, cell(name, row)))),
      )))),
    el('ul', {}, range(table.rows).filter((row) => table.value('error', row)).map((row) =>
      el('li', {}, `${table.value('source_file', row)}: ${table.value('error', row)}`))));
}

function coverage(table, row) {
  const [numerals, claimed] = [table.value('numerals', row), table.value('numerals_claimed', row)];
  if (!numerals) return '';
  const hint = say('coverage_of', { numerals, claimed });
  const meter = el('meter', { min: 0, max: numerals, value: claimed, title: hint, 'aria-label': hint });
  return el('span', { class: 'coverage' }, meter, ` ${Math.round((100 * claimed) / numerals)} %`);
}

function tableList() {
  const rows = tableNames.map((name) => {
    const { rows: count, ...marks } = about.counts[name];
    return el('li', {}, el('a', { href: `#${name}` }, about.names[name]), ' ', say('rows', { count }), ' ',
      Object.entries(marks).map(([mark, number]) =>
        el('span', { class: `mark ${mark}` }, el('span', {}, `${mark} ${showNumber(number)}`))));
  });
  return el('section', {}, el('h2', {}, say('tables_heading')), el('ul', { class: 'tables' }, rows));
}

function changeSummary() {
  if (!tableNames.includes('changes')) return null;
  const changes = tableOf('changes');
  const counts = new Map(); // table -> kind -> rows
  let delta = 0;
  for (const row of range(changes.rows)) {
    const name = changes.value('table', row);
    if (!counts.has(name)) counts.set(name, new Map());
    const kinds = counts.get(name);
    for (const kind of changes.value('kinds', row) ?? []) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    if (name === 'programs' && !changes.value('repeated', row)) delta += changes.value('delta_yen', row) ?? 0;
  }
  return el('section', {}, el('h2', {}, say('changes_heading')), el('p', {}, say('delta', { yen: delta })),
    el('ul', { class: 'changes' }, [...counts].map(([name, kinds]) => el('li', {},
      el('a', { href: `#changes?f.table=${encodeURIComponent(name)}` }, about.names[name] ?? name), ' ',
      [...kinds].map(([kind, count]) => `${kind} ${showNumber(count)}`).join(', ')))));
}
