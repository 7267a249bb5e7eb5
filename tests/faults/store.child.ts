import { addQuestion } from '../../electron/store/history.ts'
import { openStore } from '../../electron/store/store.ts'

/** Writes questions as fast as it can and prints the number of each once the store has acknowledged it. */
const [path = '', first = '0'] = process.argv.slice(2)
const store = openStore(path)
process.stdout.write('open\n')
for (let number = Number(first); ; number += 1) {
  addQuestion(store, 'w', {
    id: `${number}`, askedAt: new Date().toISOString(), source: 's', database: 'd', question: `question ${number} ${'word '.repeat(number % 400)}`,
    plan: null, sql: null, outcome: 'answered', rows: number, elapsedMs: 1,
  })
  process.stdout.write(`${number}\n`)
}
