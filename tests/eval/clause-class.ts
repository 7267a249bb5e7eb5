/** The exclusive class of a reference statement, coarse enough to see where errors are. */
export function clauseClass(sql: string): string {
  const text = sql.toLowerCase()
  if (/\b(?:intersect|union)\b/.test(text)) return 'set'
  if (/\bexcept\b|not in/.test(text)) return 'negation'
  if (/[<>=]\s*\(\s*select/.test(text) || /\bin\s*\(\s*select/.test(text)) return 'nested'
  if (text.includes('having')) return 'having'
  if (text.includes('group by')) return text.includes('limit') ? 'group superlative' : 'group'
  if (text.includes('limit')) return 'superlative'
  const aggregate = /select\s+(?:distinct\s+)?(?:count|sum|avg|min|max)\s*\(/.test(text)
  if (text.includes('where')) return aggregate ? 'aggregate filter' : 'list filter'
  return aggregate ? 'aggregate' : 'list'
}
