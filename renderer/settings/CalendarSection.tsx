import { NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Settings } from '../../shared/model/settings.ts'
import { IsoDate } from '../../shared/model/value.ts'
import { ChoiceSetting } from './controls.tsx'
import { describedField, Setting } from './Setting.tsx'
import { useSaving } from './use-saving.ts'
import style from './Settings.module.css'

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']
const monthChoices = [{ value: 'source', label: 'As the source says' }, ...months.map((label, at) => ({ value: String(at + 1), label }))]

/** What years, quarters and “last month” mean. */
export function CalendarSection({ calendar }: { calendar: Settings['calendar'] }) {
  return (
    <>
      <ChoiceSetting
        name="A year means" explanation="What “2025” is when the question does not say. Answers show it as assumed." value={calendar.year}
        choices={[{ value: 'source', label: 'As the source says' }, { value: 'calendar', label: 'Calendar year' }, { value: 'fiscal', label: 'Fiscal year' }]} change={(year) => ({ calendar: { year } })}
      />
      <ChoiceSetting
        name="Fiscal year begins in" explanation="The first month of the fiscal year; FY2026 ends in 2026." value={calendar.fiscalYearStart === null ? 'source' : String(calendar.fiscalYearStart)}
        choices={monthChoices} change={(month) => ({ calendar: { fiscalYearStart: month === 'source' ? null : Number(month) } })}
      />
      <AsOf asOf={calendar.asOf} />
    </>
  )
}

const asOfExplanation = 'The day that “this month” and “last 90 days” count from.'

function AsOf({ asOf }: { asOf: Settings['calendar']['asOf'] }) {
  const { save, ...saving } = useSaving()
  const isDate = asOf !== 'source' && asOf !== 'today'
  const [choosing, setChoosing] = useState(false)
  const [date, setDate] = useState(isDate ? asOf : '')
  const [refused, setRefused] = useState(false)
  const choose = (kind: string): void => {
    setChoosing(kind === 'date')
    if (kind === 'source' || kind === 'today') save({ calendar: { asOf: kind } })
  }
  const leave = (): void => {
    const wanted = IsoDate.safeParse(date)
    setRefused(!wanted.success)
    if (wanted.success && wanted.data !== asOf) save({ calendar: { asOf: wanted.data } })
  }
  return (
    <Setting name="Relative periods count from" explanation={asOfExplanation} {...saving}>
      {(described) => (
        <div className={style.stack}>
          <NativeSelect
            {...described} {...describedField(asOfExplanation)} value={isDate || choosing ? 'date' : asOf} onChange={(event) => { choose(event.currentTarget.value) }}
            data={[{ value: 'source', label: 'As the source says, or today' }, { value: 'today', label: 'Today' }, { value: 'date', label: 'A fixed day' }]}
          />
          {(isDate || choosing) && <TextInput type="date" aria-label="The fixed day" value={date} error={refused ? 'Choose a day.' : undefined} onChange={(event) => { setDate(event.currentTarget.value); setRefused(false) }} onBlur={leave} />}
        </div>
      )}
    </Setting>
  )
}
