import { expect, it } from 'vitest'
import { layOutSql } from '../../../electron/agents/lay-out-sql.ts'
import { guard } from '../../../electron/guard/guard.ts'

it('puts clauses and joins on lines of their own, and changes nothing else', () => {
  const sql = guard("select left(a.region, 1) as r, count(*) from orders a left join customers c on c.id = a.customer_id where a.note = 'group by x' and a.id in (select id from b) group by r union all select 'x', 1 order by 2 limit 3", 'mysql')
  const laid = layOutSql(sql)
  expect(laid.replaceAll('\n', ' ')).toBe(sql.text)
  expect(laid.split('\n').map((line) => line.split(' ')[0]?.toUpperCase())).toEqual(['SELECT', 'FROM', 'LEFT', 'WHERE', 'GROUP', 'UNION', 'SELECT', 'ORDER', 'LIMIT'])
})
