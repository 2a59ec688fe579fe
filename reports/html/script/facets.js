// What there is to choose by, with what each choice would leave. A value is wanted, unwanted or neither.
const valuesShown = 60;
const facetBox = document.getElementById('facets');
const titles = { rules: 'rule', tags: 'tag', transition: 'change', cluster: 'cause' };

function facetElement(facet) {
  const values = make('ul');
  const summary = make('summary', {}, make('span', {}, titles[facet.name] ?? facet.name), make('small'));
  const details = make('details', { class: 'facet' }, summary, values);
  details.open = !matchMedia('(max-width: 46rem)').matches && ['outcome', 'transition', 'table', 'kind'].includes(facet.name);
  values.addEventListener('click', event => {
    const button = event.target.closest('button');
    if (!button) return;
    choose(facet, button.dataset.value, button.dataset.how);
    filter();
    remember();
    all('button', values).find(each => each.dataset.value === button.dataset.value &&
      each.dataset.how === button.dataset.how)?.focus();
  });
  return { facet, details, values, chosen: summary.lastChild };
}
const facetElements = facets.map(facetElement);
facetBox.append(...facetElements.map(each => each.details));

function valueLine(facet, value, count) {
  const name = value === '' ? 'none' : facet.name === 'cluster' ? causeOf(value) : value;
  const only = make('button', {
    type: 'button', class: 'only', 'data-value': value, 'data-how': 'only', 'aria-pressed': String(facet.only.has(value)),
  }, make('span', { class: 'name' }, name), make('span', { class: 'count' }, thousands(count)));
  const not = make('button', {
    type: 'button', class: 'not', 'data-value': value, 'data-how': 'not', 'aria-pressed': String(facet.not.has(value)),
    'aria-label': 'without ' + name, title: 'without ' + name,
  }, '−');
  return make('li', {}, only, not);
}

function drawFacets(counts) {
  facetElements.forEach(({ facet, details, values, chosen }, k) => {
    const picked = facet.only.size + facet.not.size;
    details.hidden = picked === 0 && facet.values.length < 2;
    chosen.textContent = picked > 0 ? `${picked} chosen` : thousands(facet.values.length);
    const lines = [...counts[k]].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    for (const value of [...facet.only, ...facet.not]) if (!counts[k].has(value)) lines.unshift([value, 0]);
    const isPicked = ([value]) => facet.only.has(value) || facet.not.has(value);
    const shown = lines.filter((line, i) => i < valuesShown || isPicked(line));
    values.replaceChildren(...shown.map(([value, count]) => valueLine(facet, value, count)));
    if (lines.length > shown.length)
      values.append(make('li', { class: 'rest' }, `and ${thousands(lines.length - shown.length)} more: search for them`));
  });
}
