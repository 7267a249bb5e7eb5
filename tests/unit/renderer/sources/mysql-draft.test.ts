import { describe, expect, it } from 'vitest'
import { draftOf, emptyFields, faultsOf, fieldsFromAddress, fieldsOf } from '../../../../renderer/sources/mysql-draft.ts'
import { SourceDraft, type SavedSource } from '../../../../shared/model/saved-source.ts'

const filled = { ...emptyFields, host: ' db.example ', user: 'reader', password: 'secret' }
const saved: SavedSource = {
  id: 's1', name: 'Books', spec: { kind: 'mysql', host: 'db.example', port: 3307, user: 'reader', tls: 'encrypt', pool: 4, database: 'ledger' }, hasPassword: true, bundled: false, lastUsedAt: null, lastDatabase: null,
}

describe('the server form', () => {
  it('finds what is missing or wrong, at its field', () => {
    expect(Object.keys(faultsOf(emptyFields))).toEqual(['host', 'user'])
    expect(faultsOf({ ...filled, host: 'me@db.example' }).host).toBeDefined()
    expect(faultsOf({ ...filled, port: '' }).port).toBeDefined()
    expect(faultsOf({ ...filled, pool: 21, ca: 'not a certificate' })).toEqual({ pool: '1 to 20', ca: expect.any(String) as string })
    expect(faultsOf(filled)).toEqual({})
  })

  it('makes a draft that the contract takes, named after the server when nobody names it', () => {
    expect(SourceDraft.parse(draftOf({ ...filled, database: 'ledger' }, null))).toEqual({
      name: 'db.example / ledger', password: 'secret', spec: { kind: 'mysql', host: 'db.example', port: 3306, user: 'reader', tls: 'verify', pool: 4, database: 'ledger' },
    })
  })

  it('keeps a saved password that was not touched, and sends one that was', () => {
    expect(draftOf(fieldsOf(saved), saved)).not.toHaveProperty('password')
    expect(draftOf({ ...fieldsOf(saved), password: 'new' }, saved)).toMatchObject({ id: 's1', password: 'new' })
    expect(fieldsOf(saved).password).toBe('')
  })

  it('reads an address that is pasted into the host', () => {
    expect(fieldsFromAddress('mariadb://read%20er:p%40ss@db.example:3310/led%2Fger')).toEqual({ host: 'db.example', port: 3310, user: 'read er', password: 'p@ss', database: 'led/ger' })
    expect(fieldsFromAddress('db.example')).toBeNull()
    expect(fieldsFromAddress('http://db.example')).toBeNull()
    expect(fieldsFromAddress('mysql://%zz@db.example')).toBeNull()
  })
})
