import { expect, test } from 'vitest'
import { startMaria } from '../../../fixtures/maria.ts'

test('a private server starts quickly, is killed, comes back with its data, and leaves nothing behind', async () => {
  const maria = await startMaria()
  await maria.run('SET GLOBAL innodb_flush_log_at_trx_commit = 1; CREATE DATABASE shop; CREATE TABLE shop.one (n INT); INSERT INTO shop.one VALUES (1), (2)')
  await maria.kill()
  await expect(maria.run('SELECT 1')).rejects.toThrow(/2002/)
  await maria.restart()
  expect(await maria.rows('SELECT n FROM shop.one')).toEqual([['1'], ['2']])
  await maria.stop()
})
