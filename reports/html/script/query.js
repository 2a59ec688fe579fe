// What is asked for: words that may stand anywhere, `table:equipment`, `-kind:type`, "two words".
const fieldsOf = {
  outcome: 'outcome', transition: 'transition', suite: 'suite', comparison: 'comparison', table: 'table',
  field: 'field', kind: 'kind', rule: 'rules', rules: 'rules', cluster: 'cluster', cause: 'cluster', cell: 'cell',
  tag: 'tags', tags: 'tags', accepted: 'accepted', key: 'key', path: 'path', id: 'print', note: 'note',
  where: 'where', source: 'source.raw', target: 'target.raw', 'source.type': 'source.type',
  'target.type': 'target.type',
};

function parseQuery(text) {
  const tokens = [];
  for (const [, minus, name, quoted, bare] of
    text.toLowerCase().matchAll(/(-?)(?:([a-z.]+):(?=[^\s]))?(?:"([^"]*)"?|(\S+))/g)) {
    let word = quoted ?? bare;
    const field = name ? fieldsOf[name] : undefined;
    if (name && !field) word = name + ':' + word;
    if (word) tokens.push({ not: minus === '-', field, word });
  }
  return tokens;
}

// Marks in `failed` (one byte per row) what a token turns away.
function applyToken(token, failed) {
  if (!token.field) {
    for (let row = 0; row < rows.count; ++row)
      if (rows.texts[row].includes(token.word) === token.not) failed[row] = 1;
    return;
  }
  for (const { start, count, columns } of rows.chunks) {
    const column = columns[token.field];
    const turned = column.words.map(word => word.toLowerCase().includes(token.word) === token.not);
    for (let i = 0; i < count; ++i)
      if (turned[column.at ? column.at[i] : column.words.length === 1 ? 0 : i]) failed[start + i] = 1;
  }
}

// Rows that pass words and facets; and per facet what each value would leave, were nothing chosen in that facet.
function findRows(tokens) {
  const failed = new Uint8Array(rows.count);
  for (const token of tokens) applyToken(token, failed);
  const passes = facets.map(({ only, not, ofWord, values }) => {
    if (only.size + not.size === 0) return null;
    return ofWord.map(numbers => {
      const words = numbers.map(number => values[number]);
      return (only.size === 0 || words.some(word => only.has(word))) && !words.some(word => not.has(word));
    });
  });
  const counts = facets.map(facet => new Uint32Array(facet.ofWord.length));
  const found = new Uint32Array(rows.count);
  let count = 0;
  const chosen = facets.map((facet, k) => k).filter(k => passes[k]);
  for (let row = 0; row < rows.count; ++row) {
    if (failed[row]) continue;
    let missed = -1, misses = 0;
    for (const k of chosen) if (!passes[k][facets[k].at[row]]) missed = k, ++misses;
    if (misses > 1) continue;
    if (misses === 1) {
      ++counts[missed][facets[missed].at[row]];
      continue;
    }
    found[count++] = row;
  }
  const all = found.subarray(0, count);
  for (let k = 0; k < facets.length; ++k) {
    const at = facets[k].at, own = counts[k];
    for (let i = 0; i < count; ++i) ++own[at[all[i]]];
  }
  return { found: all, counts: facets.map((facet, k) => byValue(facet, counts[k])) };
}

function byValue(facet, counts) {
  const sums = new Map(facet.values.map(value => [value, 0]));
  facet.ofWord.forEach((numbers, word) => {
    for (const number of numbers) sums.set(facet.values[number], sums.get(facet.values[number]) + counts[word]);
  });
  return sums;
}
