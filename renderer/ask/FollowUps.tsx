import { useEffect, useState } from 'react'
import type { Answer } from '../../shared/model/answer.ts'
import { client } from '../api/client.ts'
import { ask, type Run } from '../state/thread.ts'
import { followUpPaths, followUpsFrom, type FollowUp } from './follow-ups.ts'
import style from './FollowUps.module.css'

/** Changes to the plan of an answer that are known to be valid, at most four; none when there are none. Each is said in words, as it could be typed. */
export function FollowUps({ run, answer: { plan, receipt } }: { run: Run; answer: Answer }) {
  const [offers, setOffers] = useState<FollowUp[]>([])
  useEffect(() => {
    let left = false
    setOffers([])
    if (plan === null || plan.kind === 'set' || receipt.rows === 0) return
    const choices = async (path: string) => client.ask.choices({ plan, path, search: '' }).then((found) => found.choices, () => [])
    void Promise.all(followUpPaths.map(choices)).then(([by, compare, limit]) => {
      if (!left) setOffers(followUpsFrom({ 'add:by': by ?? [], 'add:compare': compare ?? [], 'add:limit': limit ?? [] }, plan, receipt.rows))
    })
    return () => { left = true }
  }, [plan, receipt.rows])
  if (plan === null || offers.length === 0) return null
  return (
    <div className={style.follow} role="group" aria-label="Follow up">
      <span>Follow up</span>
      {offers.map(({ label, words }) => (
        <button key={label} type="button" onClick={() => { void ask({ kind: 'words', text: words }, { parent: run.summary.id, ...(run.limits === null ? {} : { limits: run.limits }) }) }}>{label}</button>
      ))}
    </div>
  )
}
