import type { ShapeName } from '../../electron/language/ranking/shape.ts'

/** The clauses of a reference statement, by the names the engine gives those of its own frames. */
export function shapeOfSql(sql: string): Set<ShapeName> {
  const text = sql.toLowerCase().replace(/'(?:[^']|'')*'|"[^"]*"/g, "'x'").replace(/\s+/g, ' ')
  const first = text.split(/ (?:union|intersect|except) /)[0]!
  const select = /^\s*select (.*?) from /.exec(first)?.[1] ?? ''
  const shape = new Set<ShapeName>()
  const mark = (name: ShapeName, when: boolean) => {
    if (when) shape.add(name)
  }
  mark('count', /count\s*\(\s*(?!distinct)/.test(select))
  mark('countDistinct', /count\s*\(\s*distinct/.test(select))
  mark('sum', /sum\s*\(/.test(select))
  mark('avg', /avg\s*\(/.test(select))
  mark('extreme', /(?:max|min)\s*\(/.test(select))
  mark('group', first.includes(' group by '))
  mark('groupShown', first.includes(' group by ') && /(?:count|sum|avg|max|min)\s*\(/.test(select))
  mark('having', first.includes(' having '))
  mark('order', text.includes(' order by ') && !text.includes(' limit '))
  mark('limit', text.includes(' limit '))
  mark('descending', / order by .* desc/.test(text))
  mark('distinct', select.startsWith('distinct '))
  mark('negation', /not in|!=|<>| except | not like /.test(text))
  mark('intersection', text.includes(' intersect '))
  mark('either', / or | union /.test(text))
  mark('nested', /[<>=]\s*\(\s*select|(?<!not) in\s*\(\s*select/.test(text))
  mark('text', text.includes(' like '))
  const columns = splitOutside(select).length
  mark(columns >= 3 || select.trim() === '*' ? 'show3' : columns === 2 ? 'show2' : 'show1', true)
  const where = / where (.*?)(?: group by | order by | having | limit |$)/.exec(first)?.[1]
  const conditions = (where === undefined ? 0 : where.replace(/between \S+ and/g, 'between').split(/ and | or /).length) + (first === text ? 0 : 1)
  mark(conditions === 0 ? 'where0' : conditions === 1 ? 'where1' : 'where2', true)
  const tables = 1 + (first.match(/ join /g)?.length ?? 0)
  mark(tables === 1 ? 'tables1' : tables === 2 ? 'tables2' : 'tables3', true)
  return shape
}

function splitOutside(text: string): string[] {
  const parts: string[] = ['']
  let depth = 0
  for (const character of text) {
    if (character === '(') depth += 1
    if (character === ')') depth -= 1
    if (character === ',' && depth === 0) parts.push('')
    else parts[parts.length - 1] += character
  }
  return parts
}
