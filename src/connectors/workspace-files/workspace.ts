import { lstatSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { readdir, readFile, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import * as z from 'zod'
import { Fault, RunStop } from '#base/fault.ts'
import type { Workspace } from '#ports/workspace.ts'
import { appendLine } from './append-line.ts'

const Coded = z.object({ code: z.string() })
const codeOf = (thrown: unknown): string => Coded.safeParse(thrown).data?.code ?? 'unknown'

const full = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])

/** A failed file operation, in words. A full disk stops the run: the next account would fail the same way. */
export function classify(thrown: unknown, path: string): Fault {
  const code = codeOf(thrown)
  if (full.has(code))
    return new RunStop('down', `the disk is full: ${path} could not be written (${code})`, {
      next: 'free some space, then run the same command again; it continues where it stopped',
    })
  return new Fault(
    'down',
    `${path} could not be read or written (${code})`,
    'check the rights on the book folder with: daybook doctor',
  )
}

const safe = (path: string): string => {
  if (path.startsWith('/') || path.split('/').includes('..'))
    throw new Fault('refused', `the workspace path ${JSON.stringify(path)} leaves the book's folder`)
  return path
}

function isLink(place: string): boolean {
  try {
    return lstatSync(place, { throwIfNoEntry: false })?.isSymbolicLink() === true
  } catch {
    // What cannot be looked at cannot be written or read either, and that says why.
    return false
  }
}

/** A link put where our files are would lead somewhere else, into another account's folder at best. */
function refuseLink(target: string, path: string): void {
  for (const place of [target, dirname(target)])
    if (isLink(place))
      throw new Fault(
        'refused',
        `the workspace path ${JSON.stringify(path)} is a link; only plain files and folders are used`,
        'remove the link from the book folder',
      )
}

function changing(folder: string): Pick<Workspace, 'write' | 'append' | 'remove'> {
  let writes = 0
  const change = async (path: string, work: (target: string) => Promise<unknown>): Promise<void> => {
    const target = join(folder, safe(path))
    refuseLink(target, path)
    try {
      await work(target)
    } catch (thrown) {
      throw classify(thrown, path)
    }
  }
  return {
    write: (path, text) =>
      change(path, async (target) => {
        const beside = `${target}.${process.pid}.${++writes}.tmp`
        mkdirSync(dirname(target), { recursive: true })
        writeFileSync(beside, text, 'utf8')
        renameSync(beside, target)
      }),
    append: (path, line) =>
      change(path, async (target) => {
        mkdirSync(dirname(target), { recursive: true })
        await appendLine(target, line)
      }),
    remove: (path) => change(path, (target) => rm(target, { force: true })),
  }
}

function looking(folder: string): Pick<Workspace, 'read' | 'list'> {
  const look = async <T, U>(path: string, work: (target: string) => Promise<T>, none: U): Promise<T | U> => {
    try {
      const target = join(folder, safe(path))
      refuseLink(target, path)
      return await work(target)
    } catch (thrown) {
      if (thrown instanceof Fault) throw thrown
      if (codeOf(thrown) === 'ENOENT') return none
      throw classify(thrown, path)
    }
  }
  return {
    read: (path) => look(path, (target) => readFile(target, 'utf8'), undefined),
    list: (path) => look(path, async (target) => (await readdir(target)).toSorted(), []),
  }
}

/**
 * Files below `folder` (the book's folder). Writes are atomic: a temporary file beside it, then a rename. They do not
 * wait for the disk, and handing each of their calls to another thread costs many times what the call does (0006).
 */
export const fileWorkspace = (folder: string): Workspace => ({ ...changing(folder), ...looking(folder) })
