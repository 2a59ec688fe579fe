// One finding: both values with types, raw and normalized, the steps between them, what is known of it.
function sideElement(row, side, dataset, part, characters) {
  const text = name => textAt(row, `${side}.${name}`);
  const head = make('p', { class: 'role' }, dataset && dataset !== side ? `${side}: ${dataset}` : side);
  if (text('type')) head.append(make('span', { class: 'type' }, text('type')));
  const box = make('div', { class: 'side' }, head);
  if (text('absent')) {
    box.append(make('p', { class: 'absent' }, text('absent')));
    return box;
  }
  box.append(valueElement(characters, part, text('skipped'), text('length')));
  if (text('normalized'))
    box.append(make('p', { class: 'label' }, 'normalized'), valueElement([...text('normalized')], null));
  if (text('origin')) box.append(make('p', { class: 'origin' }, text('origin').replace('\x1e', () => textAt(row, 'key'))));
  return box;
}

function editsElement(edits) {
  const list = make('p');
  for (const edit of edits) {
    const name = edit[0] === '-' ? 'del' : edit[0] === '+' ? 'ins' : 'span';
    list.append(make(name, {}, edit.slice(1)), ' ');
  }
  return make('div', { class: 'edits' }, make('p', { class: 'label' }, 'step by step'), list);
}

function commandElement(command) {
  return make('p', { class: 'command' }, make('code', {}, command),
    make('button', { type: 'button', class: 'copy' }, 'Copy'));
}

// Links to where the page says more, where it does.
function linkTo(id, text) {
  return document.getElementById(id) ? make('a', { href: '#' + id }, text) : text;
}

function detailOf(row) {
  const text = name => textAt(row, name);
  const isCheck = text('kind') === 'check';
  const head = make('h3', { class: 'which' }, make('code', { class: 'key' }, text('key') || text('table')));
  if (text('path')) head.append(make('code', { class: 'path' }, text('path')));
  head.append(make('span', { class: 'kind' }, isCheck ? text('suite') : text('kind')));
  head.append(make('span', { class: 'print' }, text('print')));
  const article = make('article', { class: 'difference' }, head);
  const facts = make('dl', { class: 'facts' });
  const fact = (name, value) => { if (value) facts.append(make('dt', {}, name), make('dd', {}, value)); };
  const list = name => (text(name) ? JSON.parse(text(name)).join(', ') : '');
  if (!isCheck) {
    const [source, target] = ['source', 'target'].map(side => [...text(side + '.raw')]);
    const both = source.length > 0 && target.length > 0;
    const part = both ? differingPart(source, target) : null;
    const [from, to] = text('comparison').split(' → ');
    const sides = make('div', { class: 'sides' });
    sides.append(sideElement(row, 'source', from, part, source), sideElement(row, 'target', to, part, target));
    article.append(sides);
    if (text('edits')) article.append(editsElement(JSON.parse(text('edits'))));
    const points = [codePoints(source, part), codePoints(target, part)];
    if (/U\+(?!00[2-7])/.test(points.join())) fact('code points', points.map(point => point || 'nothing').join('  |  '));
    fact('comparison', text('comparison'));
    fact('table', text('table'));
  }
  fact('outcome', text('outcome'));
  fact('since the earlier run', text('transition'));
  fact('concerns', text('count') && thousands(text('count')) + ' rows');
  fact('accepted by', text('accepted') && linkTo('a-' + text('accepted'), text('accepted')));
  fact('cause', text('cluster') && linkTo(text('cluster'), causeOf(text('cluster'))));
  fact(isCheck ? 'message' : 'note', text('note'));
  fact('hop', text('fate'));
  fact('rules in force', list('rules'));
  fact('tags', list('tags'));
  fact('where', text('where'));
  if (text('anchor')) fact('steps', make('a', { href: text('anchor') }, 'in Checks'));
  article.append(facts);
  if (text('command')) article.append(commandElement(text('command').replace('\x1f', () => text('print'))));
  return article;
}

const causeOf = id => document.getElementById(id)?.querySelector('.cause')?.textContent ?? id;
