/** The first thing in which a wrong answer differs from the reference, as the text of both statements shows it: coarse, but it says where to look. */
export function causeOf(reference: string, ours: string): string {
  if (ours === '') return 'nothing was read'
  const [wanted, made] = [partsOf(reference, /'(?:[^']|'')*'|"[^"]*"/g), partsOf(ours, /'(?:[^']|'')*'/g)]
  if (missing(wanted.tables, made.tables)) return 'a table is missing'
  if (missing(made.tables, wanted.tables)) return 'a table too many'
  if (wanted.figures !== made.figures) return 'another figure, or a list for a figure'
  if (wanted.sets !== made.sets) return 'both, either or not: another combination'
  if (wanted.grouped !== made.grouped) return 'grouped, or not'
  if (wanted.ranked !== made.ranked) return 'ordered or limited otherwise'
  if (missing(wanted.values, made.values)) return 'a value or number of a test is missing'
  if (missing(made.values, wanted.values)) return 'a test too many'
  if (wanted.shown !== made.shown) return wanted.shown > made.shown ? 'a column is not shown' : 'a column too many is shown'
  if (missing(wanted.columns, made.columns)) return 'another column'
  if (wanted.distinct !== made.distinct) return 'equal rows kept or dropped'
  return 'rows once, or once for each related row'
}

const missing = (some: ReadonlySet<string>, among: ReadonlySet<string>): boolean => [...some].some((item) => !among.has(item))

type Parts = { tables: Set<string>; figures: string; sets: boolean; grouped: boolean; ranked: string; values: Set<string>; shown: number; columns: Set<string>; distinct: boolean }

/** In a reference double quotes hold a text; in what the engine prints, a name. */
function partsOf(sql: string, texts: RegExp): Parts {
  const values = new Set<string>()
  const text = sql.replace(/\s+/g, ' ').replace(texts, (quoted) => {
    values.add(quoted.slice(1, -1).toLowerCase().replaceAll('%', ''))
    return '?'
  }).toLowerCase().replaceAll('"', '')
  for (const [, number] of text.matchAll(/[=<>] (-?\d+(?:\.\d+)?)/g)) values.add(number!)
  const select = /^\s*select (.*?) from /.exec(text)?.[1] ?? ''
  return {
    tables: new Set([...text.matchAll(/(?:from|join) ([a-z_]\w*)/g)].map(([, name]) => name!)),
    figures: [...select.matchAll(/(count|sum|avg|min|max) ?\(/g)].map(([, name]) => name!).sort().join(' '),
    sets: / (?:union|intersect|except) | not in | not exists| or /.test(text),
    grouped: text.includes(' group by '),
    ranked: `${text.includes(' order by ')} ${/ limit (\d+)/.exec(text)?.[1] ?? ''} ${/ order by .* desc/.test(text)}`,
    values, shown: select.split(',').length, distinct: /select distinct|count ?\( ?distinct/.test(text),
    columns: new Set([...text.replace(/ as \w+/g, '').matchAll(/(?:\w+\.)?([a-z_]\w*)(?= ?[,=<>)]| from| order| group| limit|$)/g)].map(([, name]) => name!)),
  }
}
