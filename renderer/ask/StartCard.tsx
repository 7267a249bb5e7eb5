import { Button } from '@mantine/core'
import type { ContextFacts, ContextState } from '../../shared/model/context.ts'
import { remedies } from '../../shared/model/failure.ts'
import { cellText } from '../../shared/format/cell-text.ts'
import { chooseFile } from '../sources/open-source.ts'
import { SourceList } from '../sources/SourceList.tsx'
import { useApp, useSettings } from '../state/app.ts'
import { cancelOpening, useContextState } from '../state/context.ts'
import { useModel } from '../state/model.ts'
import { leavingText, modelStanding } from '../state/model-words.ts'
import { showDialog, showPicker } from '../state/window.ts'
import { FailureNotice } from '../ui/FailureNotice.tsx'
import { formatCount } from '../ui/format.ts'
import { SkeletonRows } from '../ui/SkeletonRows.tsx'
import { TextButton } from '../ui/TextButton.tsx'
import style from './Card.module.css'
import { countOf } from './progress-text.ts'
import { applyRemedy } from './remedy.ts'
import start from './StartCard.module.css'
import { Suggestions } from './Suggestions.tsx'

/** What stands where no question was asked yet: what can be asked here, or the way to a database. */
export function StartCard() {
  const context = useContextState((state) => state.context)
  return <section className={style.card} data-padded aria-label="Start">{context === null ? <SkeletonRows rows={4} label="Finding the last database" /> : <Content context={context} />}</section>
}

function Content({ context }: { context: ContextState }) {
  switch (context.state) {
    case 'none': return <Choosing />
    case 'opening': return <Opening context={context} />
    case 'failed': return (
      <>
        <h1 className={style.title}>{context.sourceName} cannot be opened</h1>
        <div className={start.below}>
          <FailureNotice failure={context.failure} onRemedy={(remedy) => { void applyRemedy(context.failure, null, remedy) }} actions={(
            <>
              {context.failure.retry && remedies[context.failure.code] !== 'retry' && <Button variant="default" onClick={() => { void applyRemedy(context.failure, null, 'retry') }}>Try again</Button>}
              {remedies[context.failure.code] !== 'chooseDatabase' && <Button variant="default" onClick={() => { showPicker(true) }}>Choose another database</Button>}
            </>
          )} />
        </div>
      </>
    )
    case 'ready': case 'idle': case 'lost': return <Welcome facts={context.facts} />
  }
}

function Welcome({ facts }: { facts: ContextFacts }) {
  const date = cellText(facts.asOf, { kind: 'time', grain: null, calendar: 'calendar' })
  const model = useModel()
  const { comments } = useSettings().model
  const isServer = facts.kind === 'mysql'
  const stays = `${isServer && (model === null || modelStanding(model) !== 'allowed') ? 'Only reading statements are sent to it' : leavingText({ model, comments, server: isServer })}.`
  return (
    <>
      <h1 className={style.title}>Ask {facts.sourceName}</h1>
      <p className={style.text}>{countOf(facts.tables, 'table')}, seen as of {date}. {stays}</p>
      <Suggestions about={`${facts.sourceId}/${facts.database}/${facts.fingerprint}`} />
      <OtherSources />
    </>
  )
}

function OtherSources() {
  const hasDialog = useApp(({ app }) => app?.fileDialog ?? false)
  return (
    <p className={start.other}>
      Or <TextButton onClick={() => { void chooseFile(hasDialog) }}>open a file</TextButton> or <TextButton onClick={() => { showDialog({ kind: 'source', id: null, engine: 'mysql' }) }}>connect a database</TextButton>
    </p>
  )
}

function Choosing() {
  return (
    <>
      <h1 className={style.title}>Choose what to ask</h1>
      <p className={style.text}>Quaestor only reads. Start with the bundled sample ledger, or with data of your own.</p>
      <div className={start.sources}><SourceList current={null} onDone={() => undefined} /></div>
    </>
  )
}

function Opening({ context }: { context: Extract<ContextState, { state: 'opening' }> }) {
  const known = context.of > 0
  return (
    <>
      <h1 className={style.title}>Opening {context.sourceName}</h1>
      <div
        className={start.bar} role="progressbar" aria-label={`Opening ${context.sourceName}`} aria-valuemin={0} aria-valuemax={known ? context.of : 1} aria-valuenow={known ? context.done : undefined}
        aria-valuetext={context.detail} data-unknown={!known || undefined}
      >
        <i style={{ width: known ? `${(100 * context.done) / context.of}%` : undefined }} />
      </div>
      <div className={start.opening}>
        <span>{context.detail}</span>
        {known && <span className={style.quiet}>{formatCount(context.done)} of {countOf(context.of, 'table')}</span>}
        <Button variant="default" className={start.end} onClick={() => { void cancelOpening() }}>Cancel</Button>
      </div>
    </>
  )
}
