import { Button } from '@mantine/core'
import { Check } from 'lucide-react'
import { useState } from 'react'
import type { SourceCheck } from '../../shared/model/saved-source.ts'
import { Notice } from '../ui/Notice.tsx'
import styles from './SourceForm.module.css'

const engines = { mysql: 'MySQL', mariadb: 'MariaDB', tidb: 'TiDB', sqlite: 'SQLite', duckdb: 'DuckDB' } as const

/** What a connection test learned, with a warning and the way out when the account can do more than read. */
export function CheckResult({ check, database }: { check: SourceCheck; database: string }) {
  const [script, setScript] = useState(false)
  const chosen = check.databases.find(({ name }) => name === database)
  const facts = [
    `Connected in ${Math.round(check.elapsedMs).toLocaleString('en-US')} ms`, `${engines[check.dialect]} ${check.version}`, check.transport ?? 'not encrypted',
    chosen?.tables == null ? `${check.databases.length} ${check.databases.length === 1 ? 'database' : 'databases'}` : `${chosen.tables} tables`,
  ]
  return (
    <>
      <p className={styles.check} role="status"><Check size={15} aria-hidden="true" />{facts.join(' · ')}</p>
      {database !== '' && chosen === undefined && check.databases.length > 0 && (
        <Notice tone="warn" lead="Not found">There is no database “{database}” that this user can see. It sees {check.databases.slice(0, 8).map(({ name }) => name).join(', ')}{check.databases.length > 8 ? ' and more' : ''}.</Notice>
      )}
      {!check.readOnly && (
        <Notice tone="warn" lead="Can write">
          This account may change data ({check.privileges.slice(0, 6).join(', ').toLowerCase()}{check.privileges.length > 6 ? ', …' : ''}). Quaestor only reads, and refuses anything else, but a read-only account is safer.
          {check.grantScript !== null && <Button variant="subtle" size="compact-xs" onClick={() => { setScript(!script) }}>{script ? 'Hide the GRANT statement' : 'Show the GRANT statement'}</Button>}
          {script && check.grantScript !== null && <pre className={styles.script} tabIndex={0}>{check.grantScript}</pre>}
        </Notice>
      )}
    </>
  )
}
