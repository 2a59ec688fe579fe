// One query for the whole page: words and facets. Sections show the items that have the words and the outcome;
// the list of findings obeys all of it. The query and the chosen finding live in the address, so that a view can
// be sent to someone: #?q=…&table=equipment&not-kind=type&f=f-91c2…
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const query = document.getElementById('query');
const chips = all('[data-facet]');
const items = all('.item').map(element => ({ element, state: element.dataset.state, text: null }));
const blocks = all('.block');
const folds = all('details.fold');
const outcome = facets[0];
let wanted = ''; // fingerprint in the address that is not among the rows yet

function choose(facet, value, how) {
  const had = facet[how].has(value);
  facet.only.delete(value);
  facet.not.delete(value);
  if (!had) facet[how].add(value);
}

function filterSections(tokens) {
  let shown = 0;
  for (const item of items) {
    item.text ??= item.element.textContent.toLowerCase();
    const keep = (outcome.only.size === 0 || outcome.only.has(item.state)) && !outcome.not.has(item.state) &&
      tokens.every(token => item.text.includes(token.word) !== token.not);
    item.element.hidden = !keep;
    shown += keep;
  }
  for (const block of blocks) {
    const inside = all('.item', block);
    block.hidden = inside.length > 0 && inside.every(element => element.hidden);
  }
  const filtering = tokens.length + outcome.only.size + outcome.not.size > 0;
  for (const fold of folds) {
    const found = all('.item', fold).some(element => !element.hidden);
    fold.hidden = !found;
    fold.open = filtering && found;
  }
  return shown;
}

function filter() {
  performance.mark('filter');
  const tokens = parseQuery(query.value);
  const shown = filterSections(tokens);
  const { found, counts } = findRows(tokens);
  showList(found);
  drawFacets(counts);
  for (const chip of chips) chip.setAttribute('aria-pressed', String(outcome.only.has(chip.dataset.facet)));
  const filtering = tokens.length > 0 || facets.some(facet => facet.only.size + facet.not.size > 0);
  const counted = `${thousands(found.length)} of ${thousands(rows.count)}`;
  document.getElementById('shown').textContent = !filtering ? ''
    : rows.count > 0 ? counted : `${thousands(shown)} of ${thousands(items.length)} shown`;
  document.getElementById('found').textContent = found.length < rows.count ? counted
    : rows.count > 0 ? `${thousands(rows.count)} in all` : 'None.';
  document.getElementById('clear').hidden = !filtering;
  performance.measure('filter', 'filter');
}

function clearFilter() {
  query.value = '';
  for (const facet of facets) facet.only.clear(), facet.not.clear();
  filter();
  remember();
}

function remember() {
  const state = new URLSearchParams();
  if (query.value.trim()) state.set('q', query.value.trim());
  for (const { name, only, not } of facets) {
    for (const value of only) state.append(name, value);
    for (const value of not) state.append('not-' + name, value);
  }
  if (list.selected >= 0) state.set('f', textAt(list.found[list.selected], 'print'));
  const hash = state.toString() ? '#?' + state : location.pathname + location.search;
  history.replaceState(null, '', hash);
}

// Opens what an address points to: a saved query, or one finding.
function recall() {
  if (location.hash.startsWith('#?')) {
    const state = new URLSearchParams(location.hash.slice(2));
    query.value = state.get('q') ?? '';
    for (const facet of facets) {
      facet.only = new Set(state.getAll(facet.name));
      facet.not = new Set(state.getAll('not-' + facet.name));
    }
    wanted = state.get('f') ?? '';
    filter();
    selectWanted();
  } else if (/^#[acfgk]-/.test(location.hash)) {
    const id = decodeURIComponent(location.hash.slice(1));
    const target = document.getElementById(id);
    for (let group = target?.closest('details'); group; group = group.parentElement.closest('details')) group.open = true;
    target?.scrollIntoView();
    if (!target) wanted = id;
    selectWanted();
  }
}

function selectWanted() {
  if (!wanted) return;
  const place = list.found.findIndex(row => textAt(row, 'print') === wanted);
  if (place < 0) return;
  wanted = '';
  select(place);
  document.getElementById('findings').scrollIntoView();
}

let soon = 0;
query.addEventListener('input', () => {
  clearTimeout(soon);
  soon = setTimeout(() => { filter(); remember(); }, 40);
});
query.form.addEventListener('submit', event => event.preventDefault());
for (const chip of chips)
  chip.addEventListener('click', () => {
    choose(outcome, chip.dataset.facet, 'only');
    filter();
    remember();
  });
document.getElementById('clear').addEventListener('click', clearFilter);
// A group of differences leads to all of them in the list.
document.addEventListener('click', event => {
  const link = event.target.closest('[data-query]');
  if (!link) return;
  event.preventDefault();
  location.hash = link.dataset.query;
  document.getElementById('findings').scrollIntoView();
});
