import { expect, test } from 'vitest'
import { commandFor, isPressed } from '../../../../renderer/frame/pressed.ts'
import type { Command } from '../../../../renderer/state/commands.ts'

const event = (key: string, with_: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {}) => ({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...with_ })
const command = (id: string, keys: string, more: Partial<Command> = {}): Command => ({ id, keys, title: id, group: 'Window', run: () => undefined, ...more })

test('keys with and without a modifier', () => {
  expect(isPressed('Mod+K', event('k', { ctrlKey: true }))).toBe(true)
  expect(isPressed('Mod+K', event('k', { metaKey: true }))).toBe(true)
  expect(isPressed('Mod+K', event('k'))).toBe(false)
  expect(isPressed('Mod+K', event('K', { ctrlKey: true, shiftKey: true }))).toBe(false)
  expect(isPressed('/', event('/'))).toBe(true)
  expect(isPressed('/', event('/', { ctrlKey: true }))).toBe(false)
  // On many keyboards "/" and "?" are made with Shift.
  expect(isPressed('/', event('/', { shiftKey: true }))).toBe(true)
  expect(isPressed('?', event('?', { shiftKey: true }))).toBe(true)
  expect(isPressed('Escape', event('Escape', { shiftKey: true }))).toBe(false)
})

test('AltGr, which makes signs on many keyboards, is no modifier of a shortcut', () => {
  expect(isPressed('Mod+1', event('1', { ctrlKey: true, altKey: true }))).toBe(false)
})

test('nothing without a modifier while someone types', () => {
  const commands = [command('ask', '/'), command('palette', 'Mod+K')]
  expect(commandFor(event('/'), commands, false)?.id).toBe('ask')
  expect(commandFor(event('/'), commands, true)).toBeNull()
  expect(commandFor(event('k', { ctrlKey: true }), commands, true)?.id).toBe('palette')
})

test('a command that cannot be done now leaves its keys to others', () => {
  const commands = [command('cancel', 'Escape', { ready: () => false }), command('listed', 'Escape', { run: null }), command('close', 'Escape')]
  expect(commandFor(event('Escape'), commands, false)?.id).toBe('close')
  expect(commandFor(event('Escape'), commands.slice(0, 2), false)).toBeNull()
})
