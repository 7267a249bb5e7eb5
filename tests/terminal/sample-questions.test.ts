import { askedOfTheLedger } from './asked-of-the-ledger.ts'

// What was once reached is kept.
askedOfTheLedger('the sample questions', new URL('../fixtures/sample-questions.json', import.meta.url), 25)
