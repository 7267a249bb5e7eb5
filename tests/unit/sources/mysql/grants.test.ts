import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { leastPrivilegeScript, privilegesIn, rolesIn } from '../../../../electron/sources/mysql/grants.ts'
import { startMaria, type Maria } from '../../../fixtures/maria.ts'
import { pastGuard, readAll, sourceOf } from './place.ts'

describe('lines of SHOW GRANTS', () => {
  test.each([
    ['GRANT USAGE ON *.* TO `a`@`%` IDENTIFIED BY PASSWORD \'*23\'', ['USAGE']],
    ['GRANT SELECT, INSERT, SHOW VIEW ON `d`.* TO `a`@`%`', ['SELECT', 'INSERT', 'SHOW VIEW']],
    ['GRANT SELECT (`a`, `b`), UPDATE (`on`) ON `d`.`t` TO `a`@`%`', ['SELECT', 'UPDATE']],
    ['GRANT ALL PRIVILEGES ON *.* TO `root`@`localhost` WITH GRANT OPTION', ['ALL PRIVILEGES', 'GRANT OPTION']],
    ['GRANT SELECT ON `x ON INSERT, ``.*`.* TO `a TO`@`%` REQUIRE SSL WITH MAX_QUERIES_PER_HOUR 5 GRANT OPTION', ['SELECT', 'GRANT OPTION']],
    ['GRANT BACKUP_ADMIN,XA_RECOVER_ADMIN ON *.* TO `root`@`%`', ['BACKUP_ADMIN', 'XA_RECOVER_ADMIN']],
    ["GRANT PROXY ON ''@'%' TO 'root'@'localhost'", ['PROXY']],
    ['GRANT `INSERT`@`%` TO `a`@`%`', []],
    ['SET DEFAULT ROLE `r` FOR `a`@`%`', []],
    ['nonsense', []],
  ])('%s', (line, privileges) => expect(privilegesIn(line)).toEqual(privileges))

  test.each([
    ['GRANT `reader`@`%`,`o``ther`@`%` TO `a`@`%`', ['`reader`@`%`', '`o``ther`@`%`']],
    ['GRANT `reader` TO `a`@`%`', ['`reader`']],
    ['GRANT reader TO a@localhost', ['reader']],
    ['GRANT SELECT ON `d`.* TO `a`@`%`', []],
    ['GRANT ` TO `, `x ON y` TO `a`@`%`', ['` TO `', '`x ON y`']],
  ])('roles of %s', (line, roles) => expect(rolesIn(line)).toEqual(roles))
})

describe('accounts', () => {
  let maria: Maria
  beforeAll(async () => {
    maria = await startMaria()
    await maria.run('CREATE DATABASE `my_shop`; CREATE DATABASE `myxshop`; CREATE TABLE `my_shop`.t (n INT); CREATE TABLE `myxshop`.t (n INT)')
  })
  afterAll(() => maria.stop())

  const privileges = async (user: string, password = ''): Promise<string[]> => {
    const source = sourceOf(maria, { user }, password)
    try {
      return (await source.test()).privileges
    } finally {
      await source.close()
    }
  }

  test('the administrator can do more than read', async () => {
    const source = sourceOf(maria)
    expect(await source.test()).toEqual({
      dialect: 'mariadb', version: expect.stringMatching(/^1\d\.\d+\.\d+-MariaDB/) as unknown, readOnly: false, privileges: ['ALL PRIVILEGES', 'GRANT OPTION', 'PROXY'], transport: null,
    })
    expect(source.dialect).toBe('mariadb')
    await source.close()
  })

  test('what an account may do beyond reading is named, also what it may do through roles', async () => {
    await maria.run(`CREATE USER reader; GRANT SELECT, SHOW VIEW ON my_shop.* TO reader;
      CREATE USER writer; GRANT SELECT, INSERT, EXECUTE ON my_shop.* TO writer; GRANT FILE, PROCESS ON *.* TO writer;
      CREATE ROLE outer_role; CREATE ROLE inner_role; GRANT DELETE ON my_shop.* TO inner_role; GRANT inner_role TO outer_role; CREATE USER hidden; GRANT SELECT ON my_shop.* TO hidden; GRANT outer_role TO hidden`)
    expect(await privileges('reader')).toEqual([])
    expect((await privileges('writer')).sort()).toEqual(['EXECUTE', 'FILE', 'INSERT', 'PROCESS'])
    expect(await privileges('hidden')).toEqual(['DELETE'])
  })

  test('the script makes an account that reads these databases and nothing else', async () => {
    const user = "o'brien \\ \"x\""
    const script = leastPrivilegeScript({ user, host: '127.0.0.1', databases: ['my_shop'], encrypted: false })
    expect(script).toContain('GRANT SELECT, SHOW VIEW ON `my\\_shop`.* TO')
    await maria.run(script)
    const source = sourceOf(maria, { user }, 'choose-a-long-password')
    expect(await source.test()).toMatchObject({ readOnly: true, privileges: [] })
    expect((await source.databases()).map(({ name }) => name)).toEqual(['my_shop'])
    expect((await readAll(source, 'my_shop', pastGuard('SELECT COUNT(*) FROM t'))).rows).toEqual([['0']])
    await expect(source.describe('myxshop')).rejects.toMatchObject({ code: 'ACCESS_DENIED' })
    await expect(readAll(source, 'my_shop', pastGuard('SELECT * FROM mysql.user'))).rejects.toMatchObject({ code: 'ACCESS_DENIED' })
    await source.close()
  })

  test('the script asks for encryption, and may cover everything', () => {
    expect(leastPrivilegeScript({ user: 'q', databases: [] })).toBe("CREATE USER 'q'@'%' IDENTIFIED BY 'choose-a-long-password' REQUIRE SSL;\nGRANT SELECT, SHOW VIEW ON *.* TO 'q'@'%';\n")
  })
})
