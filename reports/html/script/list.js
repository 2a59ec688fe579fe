// All rows that were found, of which only those in sight are elements.
const list = {
  box: document.getElementById('list'),
  found: new Uint32Array(0),
  selected: -1, // place in `found`
  height: 34,
};
const signs = { failed: '✗', errored: '!', passed: '✓', expected: '✓', accepted: '◇', skipped: '–' };
const said = { failed: 'different', errored: 'errored', passed: 'passed', expected: 'expected', accepted: 'accepted', skipped: 'skipped' };

function rowElement(place) {
  const row = list.found[place];
  const text = name => textAt(row, name);
  const isCheck = text('kind') === 'check';
  const outcome = text('outcome');
  const where = isCheck ? text('suite') : text('table') + (text('path') ? '.' + text('path') : '');
  const short = side => text(side + '.absent') || visibleText(text(side + '.raw')) || '–';
  const what = isCheck ? text('note') : text('kind') === 'value' || text('kind') === 'type' || text('kind') === 'null'
    ? `${short('source')} → ${short('target')}` : text('note') || text('kind');
  const element = make('div', {
    role: 'option', id: 'row-' + place, class: 'row', 'aria-selected': String(place === list.selected),
    'aria-setsize': list.found.length, 'aria-posinset': place + 1,
  },
  make('span', { class: 'sign ' + (outcome === 'expected' ? 'passed' : outcome), 'aria-hidden': 'true' }, signs[outcome]),
  make('span', { class: 'unheard' }, isCheck && outcome === 'failed' ? 'failed' : said[outcome]),
  make('span', { class: 'spot' }, where), make('code', { class: 'key' }, text('key')),
  make('span', { class: 'kind' }, text('kind')), make('span', { class: 'values', dir: 'auto' }, what));
  element.style.transform = `translateY(${place * list.height}px)`;
  return element;
}

function drawList() {
  const { box, found } = list;
  list.height = parseFloat(getComputedStyle(box).getPropertyValue('--row')) || 34;
  const space = box.firstElementChild;
  space.style.height = found.length * list.height + 'px';
  const first = Math.max(0, Math.floor(box.scrollTop / list.height) - 4);
  const last = Math.min(found.length, first + Math.ceil(box.clientHeight / list.height) + 9);
  const drawn = [];
  for (let place = first; place < last; ++place) drawn.push(rowElement(place));
  space.replaceChildren(...drawn);
  const there = list.selected >= first && list.selected < last;
  if (there) box.setAttribute('aria-activedescendant', 'row-' + list.selected);
  else box.removeAttribute('aria-activedescendant');
}

function showList(found) {
  const kept = list.selected < 0 ? -1 : list.found[list.selected];
  list.found = found;
  list.selected = kept === undefined || kept < 0 ? -1 : found.indexOf(kept);
  list.box.hidden = found.length === 0;
  list.box.scrollTop = Math.max(0, list.selected * list.height - list.box.clientHeight / 2);
  drawList();
  showDetail();
}

function showDetail() {
  const detail = document.getElementById('detail');
  detail.replaceChildren(...(list.selected < 0 ? [] : [detailOf(list.found[list.selected])]));
  detail.hidden = list.selected < 0;
}

function select(place) {
  if (list.found.length === 0) return;
  list.selected = Math.min(Math.max(place, 0), list.found.length - 1);
  const top = list.selected * list.height, { box } = list;
  if (top < box.scrollTop) box.scrollTop = top;
  else if (top + list.height > box.scrollTop + box.clientHeight) box.scrollTop = top + list.height - box.clientHeight;
  drawList();
  showDetail();
  remember();
}

function unselect() {
  list.selected = -1;
  drawList();
  showDetail();
  remember();
}

let drawing = 0;
list.box.addEventListener('scroll', () => {
  cancelAnimationFrame(drawing);
  drawing = requestAnimationFrame(drawList);
});
addEventListener('resize', drawList);
list.box.addEventListener('click', event => {
  const row = event.target.closest('.row');
  if (row) select(Number(row.id.slice(4)));
});
